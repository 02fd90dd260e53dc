using System.Globalization;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues.Deribit;

// Deribit's replies as sent; only the fields that are read. Numbers are JSON numbers, times in milliseconds. Amounts are US dollars
// for perpetuals and futures settled in the coin, coins for those settled in USDC.
// Source: docs.deribit.com, "API reference, market data" and "RPC error codes", checked 2026-11-25.

/// <summary>What every reply is wrapped in: a result, or an error with HTTP 400.</summary>
internal sealed record DeribitReply<T>(T? Result, DeribitError? Error) : ICodedReply
{
    private const decimal NoSuchInstrument = 13020;
    private const decimal InvalidInstrument = 10020;
    private const decimal TooManyRequests = 10028;
    private const decimal TooManyAtOnce = 10066;

    /// <summary>Credits come back at 20 requests a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>retry, settlement in progress, queue full, maintenance, internal error, unavailable, timed out.</summary>
    private static readonly decimal[] Passing = [10040, 10041, 10047, 11051, 11094, 13028, 13888];

    /// <inheritdoc />
    [JsonIgnore]
    public ReplyFault? Fault =>
        Error switch
        {
            null when Result is null => new ReplyFault("the reply has no result"),
            null => null,
            { Code: null } => new ReplyFault("the venue answered an error without code"),
            { Code: NoSuchInstrument or InvalidInstrument } => new ReplyFault("the venue does not list it"),
            { Code: TooManyRequests or TooManyAtOnce } => new ReplyFault(Answered, MayRetry: true, Hold: Pause),
            { Code: { } code } => new ReplyFault(Answered, MayRetry: Passing.Contains(code)),
        };

    private string Answered => string.Create(CultureInfo.InvariantCulture, $"the venue answered code {Error?.Code:0}");
}

/// <summary>What went wrong.</summary>
internal sealed record DeribitError(decimal? Code);

/// <summary>GET get_instruments.</summary>
/// <param name="InstrumentName">The symbol: "BTC-PERPETUAL", "BTC_USDC-PERPETUAL", "BTC-25DEC26".</param>
/// <param name="Kind">future, for perpetuals too.</param>
/// <param name="InstrumentType">reversed for contracts settled in the coin, linear otherwise.</param>
/// <param name="IsActive">Whether it can be traded now.</param>
/// <param name="ContractSize">US dollars of a reversed contract, coins of a linear one.</param>
/// <param name="TickSize">The least step of the price.</param>
/// <param name="BaseCurrency">The underlying.</param>
/// <param name="SettlementCurrency">In what profit is paid.</param>
/// <param name="SettlementPeriod">perpetual, or how often a dated one settles.</param>
/// <param name="ExpirationTimestamp">In the year 3000 for perpetuals.</param>
internal sealed record DeribitInstrument(
    string? InstrumentName,
    string? Kind,
    string? InstrumentType,
    bool? IsActive,
    decimal? ContractSize,
    decimal? TickSize,
    string? BaseCurrency,
    string? SettlementCurrency,
    string? SettlementPeriod,
    decimal? ExpirationTimestamp
);

/// <summary>GET ticker.</summary>
/// <param name="InstrumentName">The instrument.</param>
/// <param name="MarkPrice">US dollars per coin.</param>
/// <param name="IndexPrice">US dollars per coin.</param>
/// <param name="OpenInterest">One side: US dollars if settled in the coin, coins otherwise.</param>
/// <param name="CurrentFunding">The rate of the moment, a fraction per 8 hours; it accrues continuously.</param>
/// <param name="Timestamp">The venue's time.</param>
internal sealed record DeribitTicker(
    string? InstrumentName,
    decimal? MarkPrice,
    decimal? IndexPrice,
    decimal? OpenInterest,
    decimal? CurrentFunding,
    decimal? Timestamp
);

/// <summary>GET get_tradingview_chart_data: columns, oldest first; volume in coins. A bar without trades repeats the last close.</summary>
internal sealed record DeribitChart(
    string? Status,
    IReadOnlyList<decimal?>? Ticks,
    IReadOnlyList<decimal?>? Open,
    IReadOnlyList<decimal?>? High,
    IReadOnlyList<decimal?>? Low,
    IReadOnlyList<decimal?>? Close,
    IReadOnlyList<decimal?>? Volume
);

/// <summary>GET get_funding_rate_history, hourly, oldest first: what accrued over the 8 hours that end at the time.</summary>
internal sealed record DeribitFunding(
    decimal? Timestamp,
    [property: JsonPropertyName("interest_8h")] decimal? EightHours
);

/// <summary>GET get_last_trades_by_instrument_and_time.</summary>
internal sealed record DeribitTrades(IReadOnlyList<DeribitTrade?>? Trades, bool? HasMore);

/// <summary>One trade.</summary>
/// <param name="TradeSeq">Its place among the instrument's trades.</param>
/// <param name="Timestamp">The venue's time.</param>
/// <param name="Price">US dollars per coin.</param>
/// <param name="Amount">US dollars if settled in the coin, coins otherwise.</param>
/// <param name="Direction">The taker's side: buy or sell.</param>
/// <param name="Liquidation">Whose side was liquidated: T the taker's, M the maker's, MT both; absent if none was.</param>
internal sealed record DeribitTrade(
    decimal? TradeSeq,
    decimal? Timestamp,
    decimal? Price,
    decimal? Amount,
    string? Direction,
    string? Liquidation
);

/// <summary>GET get_order_book: amounts as in the ticker.</summary>
internal sealed record DeribitBook(
    string? InstrumentName,
    IReadOnlyList<WireLevel>? Bids,
    IReadOnlyList<WireLevel>? Asks,
    decimal? Timestamp
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(WireNumber)]
)]
[JsonSerializable(typeof(DeribitReply<decimal?>))]
[JsonSerializable(typeof(DeribitReply<IReadOnlyList<DeribitInstrument?>>))]
[JsonSerializable(typeof(DeribitReply<DeribitTicker>))]
[JsonSerializable(typeof(DeribitReply<DeribitChart>))]
[JsonSerializable(typeof(DeribitReply<IReadOnlyList<DeribitFunding?>>))]
[JsonSerializable(typeof(DeribitReply<DeribitTrades>))]
[JsonSerializable(typeof(DeribitReply<DeribitBook>))]
internal sealed partial class DeribitJson : JsonSerializerContext;
