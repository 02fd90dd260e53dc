using System.Globalization;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Says whether an input is young enough to be scored: at most twice the period at which it should come. Now is the slot's time.</summary>
internal static class Freshness
{
    /// <summary>Whether a time is within two periods of the slot. One as far after it belongs to a later slot, or its clock is wrong.</summary>
    public static bool IsFresh(DateTimeOffset at, DateTimeOffset slotAt, TimeSpan period) =>
        (slotAt - at).Duration() <= 2 * period;

    /// <summary>The price, or <see langword="null"/> where it is missing or stale.</summary>
    public static double? PriceOf(PriceQuote? quote, MarketSnapshot snapshot) =>
        quote is not null && IsFresh(quote.VenueAt, snapshot.SlotAt, snapshot.SlotLength) ? quote.Price : null;

    /// <summary>How long ago the last bar with a trade closed; <see langword="null"/> where no bar has one.</summary>
    public static TimeSpan? AgeOf(BarSeries? bars, DateTimeOffset slotAt) =>
        bars is null ? null : slotAt - TradedBars.NewestEndAt(bars);

    /// <summary>Why a pair of price series may not be scored, or <see langword="null"/> when it may.</summary>
    public static Refusal? FindFault(InstrumentPair pair, MarketSnapshot snapshot)
    {
        if (pair.Reference is not { } reference)
        {
            return new Refusal(MetricStatus.InsufficientData, "No venue gave a spot market to compare with.");
        }

        return FindFault(pair.Derivative, snapshot)
            ?? FindFault(reference, snapshot)
            ?? FindFaultOfRun(pair, snapshot, 1, "common bar");
    }

    /// <summary>Why the returns of a pair whose prices may be scored may not: after an outage its newest return is from before it.</summary>
    public static Refusal? FindFaultOfReturns(InstrumentPair pair, MarketSnapshot snapshot) =>
        FindFaultOfRun(pair, snapshot, 2, "common return");

    /// <summary>Why one instrument's bars may not be scored, or <see langword="null"/> when they may.</summary>
    public static Refusal? FindFault(InstrumentSnapshot instrument, MarketSnapshot snapshot)
    {
        if (instrument.RefusalOf(SnapshotInput.Last) is { } refused)
        {
            return refused;
        }

        var name = NameOf(instrument);
        if (AgeOf(instrument.Bars, snapshot.SlotAt) is not { } age)
        {
            return new Refusal(MetricStatus.InsufficientData, $"{name} has no bars with trades.");
        }

        if (instrument.Bars!.Step != snapshot.SlotLength)
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                $"{name} has bars of {instrument.Bars.Step}, not of the slot's length {snapshot.SlotLength}."
            );
        }

        return age <= 2 * snapshot.SlotLength
            ? null
            : new Refusal(MetricStatus.Stale, $"{name} last traded {MinutesOf(age)} min before the slot.");
    }

    /// <summary>Each leg may be young and yet the last bar that both have old: one misses what the other has.</summary>
    private static Refusal? FindFaultOfRun(InstrumentPair pair, MarketSnapshot snapshot, int barsInARow, string what)
    {
        var (underlying, derivative) = (pair.Reference!.Bars!, pair.Derivative.Bars!);
        var newestAt = BarOverlap.Between(underlying, derivative).NewestEndAt(underlying, derivative, barsInARow);
        return snapshot.SlotAt - newestAt is { } age && age > 2 * snapshot.SlotLength
            ? new Refusal(
                MetricStatus.Stale,
                $"The last {what} of {NameOf(pair.Derivative)} and {NameOf(pair.Reference)} is {MinutesOf(age)} min old."
            )
            : null;
    }

    internal static string NameOf(InstrumentSnapshot instrument) =>
        $"{instrument.Venue} {instrument.Symbol} {instrument.Kind}";

    private static string MinutesOf(TimeSpan age) => age.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
}
