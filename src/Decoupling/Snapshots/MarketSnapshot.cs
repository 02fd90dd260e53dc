using Decoupling.Results;

namespace Decoupling.Snapshots;

/// <summary>One asset in one slot on all venues: all that scoring reads, immutable once stored.</summary>
public sealed record MarketSnapshot
{
    /// <summary>The version that this code writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The contract's version; changes are by addition only.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The underlying, as in "BTC": letters and digits.</summary>
    public required string Asset { get; init; }

    /// <summary>The slot's time, UTC: bars that close at or before it are in, later ones are not.</summary>
    public required DateTimeOffset SlotAt { get; init; }

    /// <summary>The time from one slot to the next, positive.</summary>
    public required TimeSpan SlotLength { get; init; }

    /// <summary>The name of the baseline blob that percentiles are read against, or <see langword="null"/> before there is one.</summary>
    public string? Baseline { get; init; }

    /// <summary>Each venue that was asked, in the order of its name, also when nothing came back.</summary>
    public required IReadOnlyList<VenueSnapshot> Venues { get; init; }

    /// <summary>Each instrument that came back, in the order of venue, kind and symbol.</summary>
    public required IReadOnlyList<InstrumentSnapshot> Instruments { get; init; }

    /// <summary>Funds that keep a fixed leverage on the asset, where somebody has counted them, in the order of their names; empty where nobody has.</summary>
    public IReadOnlyList<LeveragedFundQuote> LeveragedFunds { get; init; } = [];
}

/// <summary>What a venue answered as a whole.</summary>
public sealed record VenueSnapshot
{
    /// <summary>The venue's name in lower case: "binance".</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's clock when asked, UTC, or <see langword="null"/> when it did not say.</summary>
    public DateTimeOffset? ServerTimeAt { get; init; }

    /// <summary>Our clock at the middle of that request, UTC; the difference is the skew.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>How far the skew that is read from both clocks may be off, either way: half the round trip and half the step in which the venue tells its
    /// time, in whole milliseconds rounded up, at least 0; <see langword="null"/> when the venue did not say its time, or nobody measured it.</summary>
    public TimeSpan? ClockUncertainty { get; init; }

    /// <summary>What the venue holds to back the asset's contracts, where somebody has counted it; venues do not say it with their prices.</summary>
    public ReserveQuote? Reserve { get; init; }

    /// <summary>The venue's insurance fund, where somebody has counted it.</summary>
    public InsuranceFundQuote? InsuranceFund { get; init; }

    /// <summary>What did not come, and why; empty when all came.</summary>
    public required IReadOnlyList<MissingInput> Missing { get; init; }

    /// <summary>What the venue gives to nobody over its public REST interface, and why; nothing failed, and nothing is asked for again.</summary>
    public IReadOnlyList<MissingInput> NotPublished { get; init; } = [];
}

/// <summary>One instrument of one venue with the windows that scoring needs.</summary>
public sealed record InstrumentSnapshot
{
    /// <summary>The venue's name in lower case: "binance".</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's own symbol: "BTCUSDT".</summary>
    public required string Symbol { get; init; }

    /// <summary>What the instrument is.</summary>
    public required InstrumentKind Kind { get; init; }

    /// <summary>What one contract is: coins for linear and spot instruments, USD for inverse ones. Greater than 0.</summary>
    public required double ContractMultiplier { get; init; }

    /// <summary>The coin in which profit is paid: "USDT", or "BTC" for inverse contracts.</summary>
    public required string SettlementCoin { get; init; }

    /// <summary>The least step of the price, quote currency per coin, greater than 0; <see langword="null"/> when the venue did not say.</summary>
    public double? TickSize { get; init; }

    /// <summary>When the instrument is delivered, UTC; <see langword="null"/> for spot and perpetuals.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the history is still to come: after a cold start of many assets it is fetched over several slots.</summary>
    public bool HistoryIsPartial { get; init; }

    /// <summary>Bars at the slot's step over the last day.</summary>
    public BarSeries? Bars { get; init; }

    /// <summary>Hourly bars over the last 30 days; close and volume.</summary>
    public BarSeries? HourlyBars { get; init; }

    /// <summary>The mark price: what margin is reckoned by.</summary>
    public PriceQuote? Mark { get; init; }

    /// <summary>The index price: the venue's own measure of the underlying.</summary>
    public PriceQuote? Index { get; init; }

    /// <summary>The funding rate of the round that runs.</summary>
    public FundingQuote? Funding { get; init; }

    /// <summary>Funding rates as paid over the last 30 days, fractions per interval.</summary>
    public SampleSeries? FundingHistory { get; init; }

    /// <summary>Open interest now.</summary>
    public OpenInterestQuote? OpenInterest { get; init; }

    /// <summary>Open interest over the last 30 days, in US dollars.</summary>
    public SampleSeries? OpenInterestHistoryUsd { get; init; }

    /// <summary>The order book, fetched last and together with the other venues' books.</summary>
    public OrderBook? Book { get; init; }

    /// <summary>Liquidations since the last slot, where the venue publishes them.</summary>
    public LiquidationTape? Liquidations { get; init; }

    /// <summary>Liquidations of the hours before these without a gap, as the snapshots before had them; <see langword="null"/> where there are none.</summary>
    public LiquidationTape? LiquidationHistory { get; init; }

    /// <summary>What came and was refused by a gate, and is absent here for that reason. Never stored: a stored snapshot has what came.</summary>
    public IReadOnlyList<RefusedInput> Refused { get; init; } = [];

    /// <summary>Why the book is absent though it came: one wrong side makes it no book.</summary>
    internal Refusal? RefusalOfBook() => RefusalOf(SnapshotInput.Bids) ?? RefusalOf(SnapshotInput.Asks);

    /// <summary>Why an input is absent though it came; <see langword="null"/> where no gate refused it.</summary>
    internal Refusal? RefusalOf(SnapshotInput input)
    {
        for (var i = 0; i < Refused.Count; i++)
        {
            if (Refused[i].Input == input || Refused[i].Input == SnapshotInput.Clock)
            {
                return new Refusal(Refused[i].Status, Refused[i].Reason);
            }
        }

        return null;
    }
}
