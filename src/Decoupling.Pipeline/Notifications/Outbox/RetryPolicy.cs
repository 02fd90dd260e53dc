namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>When a notification is tried again: anywhere between now and a ceiling that doubles from 5 s to an hour, never before the receiver's own delay, for two days.</summary>
/// <remarks>Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015 ("full jitter").</remarks>
/// <param name="jitter">Draws the waits; seeded by whoever makes it.</param>
internal sealed class RetryPolicy(Random jitter)
{
    /// <summary>After this time from its creation, a notification that fails again is dead.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(2);

    private static readonly TimeSpan FirstCeiling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastCeiling = TimeSpan.FromHours(1);

    // Far beyond the last ceiling, and within what a TimeSpan holds.
    private const int MostDoublings = 20;

    private readonly Lock gate = new();

    /// <summary>How long to wait after an attempt that failed.</summary>
    /// <param name="attempts">How many were made, at least 1.</param>
    /// <param name="asked">How long the receiver asked to be left alone, or <see langword="null"/>.</param>
    public TimeSpan WaitAfter(int attempts, TimeSpan? asked)
    {
        var doubled = FirstCeiling * Math.Pow(2, Math.Min(attempts, MostDoublings) - 1);
        var ceiling = doubled < LastCeiling ? doubled : LastCeiling;
        var drawn = Draw() * ceiling;
        return asked > drawn ? asked.Value : drawn;
    }

    // One Random serves the channels, which are told at the same time.
    private double Draw()
    {
        lock (gate)
        {
            return jitter.NextDouble();
        }
    }
}
