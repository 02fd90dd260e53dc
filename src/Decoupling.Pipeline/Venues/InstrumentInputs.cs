using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>All that was read of one instrument, before it is known what of it is missing. <see langword="null"/> is what its kind does not have.</summary>
internal sealed record InstrumentInputs
{
    /// <summary>Bars at the slot's step.</summary>
    public required FetchedBars Bars { get; init; }

    /// <summary>Hourly bars.</summary>
    public required FetchedBars Hourly { get; init; }

    /// <summary>The mark price.</summary>
    public Reading<PriceQuote>? Mark { get; init; }

    /// <summary>The index price.</summary>
    public Reading<PriceQuote>? Index { get; init; }

    /// <summary>The running round's funding rate.</summary>
    public Reading<FundingQuote>? Funding { get; init; }

    /// <summary>Funding rates as paid.</summary>
    public Reading<IReadOnlyList<WireSample>>? Payments { get; init; }

    /// <summary>Open interest now.</summary>
    public Reading<OpenInterestQuote>? OpenInterest { get; init; }

    /// <summary>Open interest in US dollars over time.</summary>
    public Reading<IReadOnlyList<WireSample>>? OpenInterestHistory { get; init; }

    /// <summary>Liquidations since the last slot.</summary>
    public Reading<LiquidationTape>? Liquidations { get; init; }

    /// <summary>The same with a derivative's quotes.</summary>
    public InstrumentInputs With(DerivativeQuotes quotes) =>
        this with
        {
            Mark = quotes.Mark,
            Index = quotes.Index,
            OpenInterest = quotes.OpenInterest,
        };

    /// <summary>Sets what came, and notes what did not.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="report">Where what is missing is noted.</param>
    /// <param name="request">The request for this instrument.</param>
    public InstrumentSnapshot Fill(InstrumentSnapshot instrument, InstrumentReport report, VenueRequest request) =>
        instrument with
        {
            Bars = report.TakeBars("bars", Bars, withRange: true),
            HourlyBars = report.TakeBars("hourly bars", Hourly, withRange: false),
            Mark = Take(report, "mark", "mark price", Mark),
            Index = Take(report, "index", "index price", Index),
            Funding = Take(report, "funding", "funding rate", Funding),
            OpenInterest = Take(report, "openInterest", "open interest", OpenInterest),
            FundingHistory = TakeSamples(report, "funding", "funding history", Payments, request.PaymentsFrom, request),
            OpenInterestHistoryUsd = TakeSamples(
                report,
                "openInterest",
                "open interest history",
                OpenInterestHistory,
                request.SamplesFrom,
                request
            ),
            Liquidations = Take(report, "liquidations", "liquidations", Liquidations),
        };

    private static T? Take<T>(InstrumentReport report, string input, string what, Reading<T>? reading)
        where T : class => reading is { } read ? report.Take(input, what, read) : null;

    private static SampleSeries? TakeSamples(
        InstrumentReport report,
        string input,
        string what,
        Reading<IReadOnlyList<WireSample>>? samples,
        DateTimeOffset fromAt,
        VenueRequest request
    ) => samples is { } read ? report.TakeSamples(input, what, read, fromAt, request.SlotAt) : null;
}
