using System.ComponentModel;
using System.Text.Json.Serialization;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

[Description("One asset in one slot on all venues: all that scoring reads. Versions change by addition only.")]
internal sealed record SnapshotWire
{
    [Description("The contract's version: 1.")]
    public required int SchemaVersion { get; init; }

    [Description("The underlying: 1 to 20 letters and digits.")]
    public required string Asset { get; init; }

    [Description("The slot's time. Bars that close at or before it are in, later ones are not.")]
    public required DateTimeOffset SlotAt { get; init; }

    [Description("The time from one slot to the next.")]
    public required int SlotLengthSeconds { get; init; }

    [Description("The name of the baseline blob that percentiles are read against; absent before there is one.")]
    public string? Baseline { get; init; }

    [Description("Each venue that was asked, in the order of its name, also when nothing came back.")]
    public required IReadOnlyList<VenueWire> Venues { get; init; }

    [Description("Each instrument that came back, in the order of venue, kind and symbol.")]
    public required IReadOnlyList<InstrumentWire> Instruments { get; init; }

    [Description(
        "Funds that keep a fixed leverage on the asset, in the order of their names; absent where nobody has counted them."
    )]
    public IReadOnlyList<LeveragedFundWire>? LeveragedFunds { get; init; }
}

[Description("What a venue answered as a whole.")]
internal sealed record VenueWire
{
    [Description("The venue's name in lower case.")]
    public required string Venue { get; init; }

    [Description("The venue's clock when asked; absent when it did not say.")]
    public DateTimeOffset? ServerTimeAt { get; init; }

    [Description("Our clock at the middle of that request; the difference is the skew.")]
    public DateTimeOffset? AskedAt { get; init; }

    [Description("How far the skew may be off either way; absent when it was not measured.")]
    public int? ClockUncertaintyMilliseconds { get; init; }

    [Description("What the venue holds to back the asset's contracts; absent where nobody has counted it.")]
    public ReserveWire? Reserve { get; init; }

    [Description("The venue's insurance fund; absent where nobody has counted it.")]
    public InsuranceFundWire? InsuranceFund { get; init; }

    [Description("What did not come, and why. It is absent, never zero.")]
    public required IReadOnlyList<MissingWire> Missing { get; init; }

    [Description(
        "What the venue gives to nobody over its public REST interface, and why; absent when there is nothing."
    )]
    public IReadOnlyList<MissingWire>? NotPublished { get; init; }
}

[Description("Something that a venue did not deliver.")]
internal sealed record MissingWire
{
    [Description(
        "What is missing: bars, mark, index, funding, openInterest, book, liquidations, serverTime, status, listing, history or venue."
    )]
    public required string Input { get; init; }

    [Description("The venue's symbol; absent when the whole venue is missing.")]
    public string? Symbol { get; init; }

    [Description("A sentence for a person.")]
    public required string Reason { get; init; }
}

[Description("One instrument of one venue with the windows that scoring needs. What is absent did not come.")]
internal sealed record InstrumentWire
{
    [Description("The venue's name in lower case.")]
    public required string Venue { get; init; }

    [Description("The venue's own symbol.")]
    public required string Symbol { get; init; }

    [Description("What the instrument is.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<InstrumentKind>))]
    public required InstrumentKind Kind { get; init; }

    [Description("What one contract is: coins for linear and spot instruments, USD for inverse ones; greater than 0.")]
    public required double ContractMultiplier { get; init; }

    [Description("The coin in which profit is paid.")]
    public required string SettlementCoin { get; init; }

    [Description("The least step of the price, quote currency per coin; absent when the venue did not say.")]
    public double? TickSize { get; init; }

    [Description("When the instrument is delivered; absent for spot and perpetuals.")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [Description("True while the history of a cold start is still to come; absent otherwise.")]
    public bool? HistoryIsPartial { get; init; }

    [Description("Bars over the last day.")]
    public BarsWire? Bars { get; init; }

    [Description("Hourly bars over the last 30 days.")]
    public BarsWire? HourlyBars { get; init; }

    [Description("The mark price: what margin is reckoned by.")]
    public PriceWire? Mark { get; init; }

    [Description("The index price: the venue's own measure of the underlying.")]
    public PriceWire? Index { get; init; }

    [Description("The funding rate of the round that runs.")]
    public FundingWire? Funding { get; init; }

    [Description("Funding rates as paid over the last 30 days, fractions of the notional per interval.")]
    public SamplesWire? FundingHistory { get; init; }

    [Description("Open interest now.")]
    public OpenInterestWire? OpenInterest { get; init; }

    [Description("Open interest over the last 30 days, in US dollars.")]
    public SamplesWire? OpenInterestHistoryUsd { get; init; }

    [Description("The order book.")]
    public BookWire? Book { get; init; }

    [Description("Liquidations since the last slot, where the venue publishes them.")]
    public LiquidationsWire? Liquidations { get; init; }

    [Description("Liquidations of the hours before these without a gap, as the snapshots before had them.")]
    public LiquidationsWire? LiquidationHistory { get; init; }
}
