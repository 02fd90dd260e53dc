namespace Decoupling.Alerts;

/// <summary>What is remembered of an alert between slots; it is stored, so it survives a cold start.</summary>
public sealed record AlertState
{
    /// <summary>Whether the alert fires now.</summary>
    public required bool IsFiring { get; init; }

    /// <summary>How often the alert has fired; each firing is a generation, and its messages share the number. At least 0.</summary>
    public required int Generation { get; init; }

    /// <summary>The newest slot that was decided, UTC; older slots never move the state.</summary>
    public required DateTimeOffset LastSlotAt { get; init; }

    /// <summary>The slot at which the present firing began, UTC, or <see langword="null"/> when it does not fire.</summary>
    public DateTimeOffset? SinceAt { get; init; }

    /// <summary>The value that went furthest beyond the enter level in the present firing, or <see langword="null"/>.</summary>
    public double? PeakValue { get; init; }

    /// <summary>The state of an alert that was never decided.</summary>
    public static AlertState Initial { get; } =
        new()
        {
            IsFiring = false,
            Generation = 0,
            LastSlotAt = DateTimeOffset.MinValue,
        };
}
