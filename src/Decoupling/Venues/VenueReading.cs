using Decoupling.Snapshots;

namespace Decoupling.Venues;

/// <summary>What a row of Venues is made of.</summary>
/// <param name="Health">Whether the venue answers.</param>
/// <param name="SlotLength">The time from one slot to the next.</param>
/// <param name="Clock">How far its clock runs ahead of ours, or <see langword="null"/> where it was not asked.</param>
/// <param name="Latency">The median round trip of its last replies, or <see langword="null"/> where there were none.</param>
/// <param name="Hold">How long it told us to send nothing, or <see langword="null"/>.</param>
public sealed record VenueReading(
    VenueHealth Health,
    TimeSpan SlotLength,
    ClockSkewResult? Clock,
    TimeSpan? Latency,
    VenueHold? Hold
);

/// <summary>A venue's own word that nothing is to be sent.</summary>
/// <param name="UntilAt">Until when, UTC.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
public sealed record VenueHold(DateTimeOffset UntilAt, string Reason);
