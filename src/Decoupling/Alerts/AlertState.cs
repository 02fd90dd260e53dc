namespace Decoupling.Alerts;

/// <summary>What is remembered of an alert between slots; it is stored, so it survives a cold start.</summary>
public sealed record AlertState
{
    /// <summary>Where the alert stands.</summary>
    public required AlertPhase Phase { get; init; }

    /// <summary>Where it stands but for the missing data, while the phase is NoData or Late; otherwise <see langword="null"/>.</summary>
    public AlertPhase? PhaseBehind { get; init; }

    /// <summary>How many levels of the rule's ladder it stands on: 0 while it does not fire.</summary>
    public int LevelsReached { get; init; }

    /// <summary>How often the alert has fired; each firing is a generation, and its messages share the number. At least 0.</summary>
    public required int Generation { get; init; }

    /// <summary>How often its data went missing, at least 0.</summary>
    public int SilenceCount { get; init; }

    /// <summary>The newest slot that was decided, UTC; older slots never move the state.</summary>
    public required DateTimeOffset LastSlotAt { get; init; }

    /// <summary>The slot at which the present firing began, or the last one, UTC; <see langword="null"/> before any.</summary>
    public DateTimeOffset? SinceAt { get; init; }

    /// <summary>The slot at which the last firing ended, UTC, or <see langword="null"/> when none has.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The value that went furthest beyond the enter level in the present firing, or in the last one; <see langword="null"/> before any.</summary>
    public double? PeakValue { get; init; }

    /// <summary>How many slots in a row have had no value, at least 0.</summary>
    public int SlotsWithoutValue { get; init; }

    /// <summary>What the last slots reached, oldest first: as many as confirmation and recovery look at.</summary>
    public IReadOnlyList<AlertMark> Marks { get; init; } = [];

    /// <summary>The column's last values, oldest first, where the rule compares a change; otherwise empty.</summary>
    public IReadOnlyList<AlertReading> Readings { get; init; } = [];

    /// <summary>What people were told last.</summary>
    public AlertTold Told { get; init; } = AlertTold.Nothing;

    /// <summary>Whether the alert fires now, missing data or not.</summary>
    public bool IsFiring => (PhaseBehind ?? Phase) is AlertPhase.Firing or AlertPhase.Recovering;

    /// <summary>Whether it fires by data that is there: only then does it hold other rules back.</summary>
    public bool IsKnownToFire => PhaseBehind is null && IsFiring;

    /// <summary>The state of an alert that was never decided.</summary>
    public static AlertState Initial { get; } =
        new()
        {
            Phase = AlertPhase.Inactive,
            Generation = 0,
            LastSlotAt = DateTimeOffset.MinValue,
        };
}

/// <summary>Where an alert stands.</summary>
public enum AlertPhase
{
    /// <summary>Nothing is up.</summary>
    Inactive,

    /// <summary>A level was reached, in fewer slots than confirm it.</summary>
    Pending,

    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It fires; the value is back, not yet for long enough.</summary>
    Recovering,

    /// <summary>It fired and is over; the cooldown runs.</summary>
    Resolved,

    /// <summary>Slots come without a value.</summary>
    NoData,

    /// <summary>No slot comes.</summary>
    Late,
}

/// <summary>What one slot reached.</summary>
/// <param name="SlotAt">The slot, UTC.</param>
/// <param name="Entered">How many levels' enter levels the value reached.</param>
/// <param name="Held">How many levels' leave levels it reached.</param>
public readonly record struct AlertMark(DateTimeOffset SlotAt, int Entered, int Held);

/// <summary>A value of the column.</summary>
/// <param name="SlotAt">The slot, UTC.</param>
/// <param name="Value">The value, finite.</param>
public readonly record struct AlertReading(DateTimeOffset SlotAt, double Value);
