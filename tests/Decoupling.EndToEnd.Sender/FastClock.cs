namespace Decoupling.EndToEnd.Sender;

/// <summary>A clock that runs faster than the machine's from a moment on, the same in every process that is told the same moment.</summary>
/// <param name="from">The moment at which both agree, UTC.</param>
/// <param name="factor">How many times faster it runs.</param>
public sealed class FastClock(DateTimeOffset from, double factor) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => from + ((System.GetUtcNow() - from) * factor);

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    // A timer of the machine counts whole milliseconds, and may not fire early.
    private TimeSpan Scale(TimeSpan length) =>
        length > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(length.TotalMilliseconds / factor)) : length;

    private sealed class FastTimer(ITimer timer, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            timer.Change(clock.Scale(dueTime), clock.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
