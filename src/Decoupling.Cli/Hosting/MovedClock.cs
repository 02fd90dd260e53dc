namespace Decoupling.Cli.Hosting;

/// <summary>A clock that stands until it is moved: simulated or replayed time for the steps. Timers still run on the machine's time, and so do timestamps,
/// which leap besides as the clock is moved: what was kept for some seconds is old after that.</summary>
public sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long startTicks = start.UtcTicks;
    private long utcTicks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref utcTicks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        base.GetTimestamp()
        + (long)((GetUtcNow().UtcTicks - startTicks) / (double)TimeSpan.TicksPerSecond * TimestampFrequency);

    /// <summary>Sets the time, which may not go back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies before the present one.</exception>
    public void MoveTo(DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(at, GetUtcNow());
        Interlocked.Exchange(ref utcTicks, at.UtcTicks);
    }
}
