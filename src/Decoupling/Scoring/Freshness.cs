using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Says whether an input is young enough to be scored: at most twice the period at which it should come. Now is the slot's time.</summary>
internal static class Freshness
{
    public static bool IsFresh(DateTimeOffset at, DateTimeOffset slotAt, TimeSpan period) => slotAt - at <= 2 * period;

    /// <summary>The price, or <see langword="null"/> where it is missing or stale.</summary>
    public static double? PriceOf(PriceQuote? quote, MarketSnapshot snapshot) =>
        quote is not null && IsFresh(quote.VenueAt, snapshot.SlotAt, snapshot.SlotLength) ? quote.Price : null;

    /// <summary>How long ago the last bar closed that has a price; <see langword="null"/> where no bar has one.</summary>
    public static TimeSpan? AgeOf(BarSeries? bars, DateTimeOffset slotAt)
    {
        if (bars is null)
        {
            return null;
        }

        var last = bars.Close.AsSpan().LastIndexOfAnyExcept(double.NaN);
        return last < 0 ? null : slotAt - (bars.StartAt + ((last + 1) * bars.Step));
    }

    /// <summary>Why a pair of price series may not be scored, or <see langword="null"/> when it may.</summary>
    public static (MetricStatus Status, string Reason)? FindFault(InstrumentPair pair, MarketSnapshot snapshot)
    {
        if (pair.Reference is not { } reference)
        {
            return (MetricStatus.InsufficientData, "No venue gave a spot market to compare with.");
        }

        return FindFault(pair.Derivative, snapshot) ?? FindFault(reference, snapshot);
    }

    private static (MetricStatus Status, string Reason)? FindFault(
        InstrumentSnapshot instrument,
        MarketSnapshot snapshot
    )
    {
        var name = $"{instrument.Venue} {instrument.Symbol} {instrument.Kind}";
        if (AgeOf(instrument.Bars, snapshot.SlotAt) is not { } age)
        {
            return (MetricStatus.InsufficientData, $"{name} has no bars.");
        }

        if (instrument.Bars!.Step != snapshot.SlotLength)
        {
            return (MetricStatus.InvalidInput, $"{name} has bars of {instrument.Bars.Step}, not of the slot's length.");
        }

        return IsFresh(snapshot.SlotAt - age, snapshot.SlotAt, instrument.Bars.Step)
            ? null
            : (MetricStatus.Stale, $"{name}'s last closed bar is {age.TotalMinutes:0} min old.");
    }
}
