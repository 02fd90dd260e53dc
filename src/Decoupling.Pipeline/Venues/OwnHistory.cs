using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Open interest over time where a venue tells the present one only: our own samples, carried from slot to slot.</summary>
internal static class OwnHistory
{
    /// <summary>One sample a full hour: the slot's own, if it is one; nothing in between, so that the history stays small.</summary>
    public static Reading<IReadOnlyList<WireSample>> Hourly(Reading<OpenInterestQuote> now, DateTimeOffset slotAt) =>
        now.Value is { } openInterest && slotAt.UtcTicks % TimeSpan.TicksPerHour == 0
            ? new List<WireSample> { new(slotAt, WireValue.Cents(openInterest.Usd)) }
            : new List<WireSample>();
}
