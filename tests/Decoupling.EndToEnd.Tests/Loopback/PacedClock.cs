namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>Runs as the machine's clock does, from another time on, and can be moved; waits and limits may pass a number of times as fast.</summary>
internal sealed class PacedClock(DateTimeOffset startAt, int pace = 1) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset setTo = startAt;
    private long setAt = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return setTo + System.GetElapsedTime(setAt);
        }
    }

    public override long GetTimestamp() => System.GetTimestamp() * pace;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PacedTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    public void MoveTo(DateTimeOffset at)
    {
        lock (gate)
        {
            (setTo, setAt) = (at, System.GetTimestamp());
        }
    }

    private TimeSpan Scale(TimeSpan length) => length > TimeSpan.Zero ? length / pace : length;

    private sealed class PacedTimer(ITimer timer, PacedClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            timer.Change(clock.Scale(dueTime), clock.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
