using System.Globalization;
using Decoupling.Carry;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>B1 of two prices of one derivative now: its mark, its index and its last close against each other.</summary>
/// <remarks>(a - b)/b in basis points. The last close is that of the newest bar with a trade; the quotes are asked for seconds after it, so that
/// in a fast market a few basis points are the market's move in between.</remarks>
internal static class PriceGap
{
    /// <summary>The mark price against the index price: the premium.</summary>
    public static PriceGapResult MarkOverIndex(MarketSnapshot snapshot, InstrumentSnapshot derivative) =>
        Of(MarkOf(derivative, snapshot), IndexOf(derivative, snapshot), snapshot.SlotAt);

    /// <summary>The last close against the index price: the basis against the index in place of the spot market.</summary>
    public static PriceGapResult LastOverIndex(MarketSnapshot snapshot, InstrumentSnapshot derivative) =>
        Of(Last(derivative, snapshot), IndexOf(derivative, snapshot), snapshot.SlotAt);

    /// <summary>The mark price against the last close: what a venue liquidates by, against what it trades at.</summary>
    public static PriceGapResult MarkOverLast(MarketSnapshot snapshot, InstrumentSnapshot derivative) =>
        Of(MarkOf(derivative, snapshot), Last(derivative, snapshot), snapshot.SlotAt);

    private static Input MarkOf(InstrumentSnapshot derivative, MarketSnapshot snapshot) =>
        Quoted(derivative.Mark, derivative.RefusalOf(SnapshotInput.Mark), "mark", snapshot);

    private static Input IndexOf(InstrumentSnapshot derivative, MarketSnapshot snapshot) =>
        Quoted(derivative.Index, derivative.RefusalOf(SnapshotInput.Index), "index", snapshot);

    private static Input Quoted(PriceQuote? quote, Refusal? refused, string name, MarketSnapshot snapshot) =>
        refused is { } fault ? new Input(fault)
        : quote is null ? new Input(new Refusal(MetricStatus.InsufficientData, $"The venue gave no {name} price."))
        : Freshness.IsFresh(quote.VenueAt, snapshot.SlotAt, snapshot.SlotLength) ? new Input(quote.Price)
        : new Input(new Refusal(MetricStatus.Stale, $"The {name} price is not of the last two slots."));

    private static Input Last(InstrumentSnapshot derivative, MarketSnapshot snapshot) =>
        Freshness.FindFault(derivative, snapshot) is { } fault
            ? new Input(fault)
            : new Input(TradedBars.NewestClose(derivative.Bars!)!.Value);

    private static PriceGapResult Of(Input above, Input below, DateTimeOffset asOf)
    {
        if ((above.Refusal ?? below.Refusal) is { } refusal)
        {
            return Without(refusal, asOf);
        }

        if (!InputGate.IsPrice(above.Price) || !InputGate.IsPrice(below.Price))
        {
            var wrong = InputGate.IsPrice(above.Price) ? below.Price : above.Price;
            return Without(
                new Refusal(
                    MetricStatus.InvalidInput,
                    string.Create(CultureInfo.InvariantCulture, $"{wrong} is no price.")
                ),
                asOf
            );
        }

        var gap = Basis.OfPrices(above.Price, below.Price);
        return double.IsFinite(gap)
            ? new PriceGapResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                GapBps = gap,
            }
            : Without(new Refusal(MetricStatus.OutOfDomain, "The prices are too far apart to compare."), asOf);
    }

    private static PriceGapResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private readonly record struct Input(double Price, Refusal? Refusal)
    {
        public Input(double price)
            : this(price, null) { }

        public Input(Refusal refusal)
            : this(double.NaN, refusal) { }
    }
}

/// <summary>How far two prices of one derivative are apart now. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record PriceGapResult : MetricResult
{
    /// <summary>(a - b)/b, basis points, above -10,000; positive when the first is dearer.</summary>
    public double? GapBps { get; init; }
}
