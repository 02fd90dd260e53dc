namespace Decoupling.Pipeline.Health;

/// <summary>How one part of the pipeline does: a row of Latest, partition "health".</summary>
public sealed record HealthReading
{
    /// <summary>What kind of part: Storage, Asset, Outbox, Failures, Venue or Step.</summary>
    public required string Kind { get; init; }

    /// <summary>Which of the kind: an asset, a venue, a step; for the others the kind's own name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was looked at, UTC; of a step, when it ran last.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How it does.</summary>
    public required HealthState State { get; init; }

    /// <summary>A sentence on that, for somebody who was woken by it.</summary>
    public required string Reason { get; init; }

    /// <summary>Asset: the newest slot that is complete, UTC; <see langword="null"/> where none of the last day is.</summary>
    public DateTimeOffset? LastSlotAt { get; init; }

    /// <summary>Outbox, Failures: how many wait or are open, ≥ 0.</summary>
    public int? Count { get; init; }

    /// <summary>Outbox: notifications that nobody will try to deliver again by themselves, ≥ 0.</summary>
    public int? DeadLetters { get; init; }

    /// <summary>Outbox: since when the oldest waits, UTC.</summary>
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>Step: when it last ran to its end, UTC.</summary>
    public DateTimeOffset? LastOkAt { get; init; }

    /// <summary>Step: when it last failed, UTC.</summary>
    public DateTimeOffset? LastFailedAt { get; init; }

    /// <summary>Step: how long the last run took, s, ≥ 0.</summary>
    public double? DurationSeconds { get; init; }
}
