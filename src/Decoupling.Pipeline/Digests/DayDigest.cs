namespace Decoupling.Pipeline.Digests;

/// <summary>What a day was like.</summary>
/// <param name="DayAt">The beginning of the day, UTC.</param>
/// <param name="Alerts">Its alerts.</param>
/// <param name="Slots">Its slots, an entry an asset.</param>
/// <param name="Scores">Its rows.</param>
/// <param name="VenuesDown">The venues that are down now, each with a sentence.</param>
internal sealed record DayDigest(
    DateTimeOffset DayAt,
    DayOfAlerts Alerts,
    IReadOnlyList<DayOfSlots> Slots,
    DayOfScores Scores,
    IReadOnlyList<string> VenuesDown
);
