namespace Decoupling.Pipeline.Settings;

/// <summary>How long rows of the results are kept.</summary>
public sealed record RowOptions
{
    /// <summary>How long rows of scores, summaries, notifications, slots and failures are kept, from 40 days to ten years. Default 365 days. Digests, which baselines
    /// are built from, are blobs and have a retention of their own.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Checks the length.</summary>
    /// <exception cref="ArgumentException">It is out of its range; the message names the setting.</exception>
    public void Validate()
    {
        if (!(Retention >= TimeSpan.FromDays(40) && Retention <= TimeSpan.FromDays(3650)))
        {
            throw new ArgumentException(
                $"Decoupling__RowRetentionDays is {Retention.TotalDays}; it must be 40 to 3650."
            );
        }
    }
}
