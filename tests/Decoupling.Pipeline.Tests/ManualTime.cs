namespace Decoupling.Pipeline.Tests;

/// <summary>A clock that stands still until it is moved; timers fire in order as it passes them.</summary>
public sealed class ManualTime(DateTimeOffset startAt) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = startAt;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, firing what falls due.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (NextDueAt() is { } dueAt && dueAt <= until)
            FireNext(dueAt);
        lock (_lock)
            _now = until;
    }

    /// <summary>Moves on as a machine does that had no time for anything meanwhile: what fell due is fired late, all of it at the end.</summary>
    public void Sleep(TimeSpan length)
    {
        DateTimeOffset until;
        lock (_lock)
        {
            until = _now + length;
            _now = until;
        }
        Advance(TimeSpan.Zero);
    }

    /// <summary>Runs what waits for nothing but this clock, moving from timer to timer until it is done.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> start)
    {
        // Without a context, what a timer wakes runs at once on this thread: the order is the timers' own.
        SynchronizationContext.SetSynchronizationContext(null);
        var task = start();
        while (!task.IsCompleted)
            FireNext(NextDueAt() ?? throw new InvalidOperationException("It waits, but for no timer."));
        return await task;
    }

    private DateTimeOffset? NextDueAt()
    {
        lock (_lock)
            return _timers.Count == 0 ? null : _timers.Min(timer => timer.DueAt);
    }

    private void FireNext(DateTimeOffset dueAt)
    {
        ManualTimer next;
        lock (_lock)
        {
            _now = dueAt > _now ? dueAt : _now;
            next = _timers.First(timer => timer.DueAt == dueAt);
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                next.DueAt = dueAt + next.Period;
                _timers.Add(next);
            }
        }
        next.Fire();
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                Period = period > TimeSpan.Zero ? period : TimeSpan.Zero;
                if (dueTime < TimeSpan.Zero)
                    return true;
                DueAt = time._now + dueTime;
                time._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
