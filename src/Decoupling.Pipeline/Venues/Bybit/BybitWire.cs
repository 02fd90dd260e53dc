using System.Globalization;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues.Bybit;

// Bybit's replies as sent; only the fields that are read. Numbers and times come in quotes, lists newest first.
// Source: bybit-exchange.github.io/docs/v5/market and /docs/v5/rate-limit, checked 2026-11-22.

/// <summary>What every reply is wrapped in: HTTP 200 with a code that is not 0 is an error.</summary>
/// <param name="RetCode">0 for success.</param>
/// <param name="Result">The content.</param>
/// <param name="Time">When the venue answered, ms.</param>
internal sealed record BybitReply<T>(decimal? RetCode, T? Result, decimal? Time) : ICodedReply
    where T : class
{
    private const decimal ServerTimeout = 10000;
    private const decimal TooManyVisits = 10006;
    private const decimal ServerError = 10016;
    private const decimal TooManyFromAddress = 10018;

    /// <summary>The limits' windows are of at most some seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    [JsonIgnore]
    public ReplyFault? Fault =>
        RetCode switch
        {
            0 when Result is not null => null,
            0 => new ReplyFault("the reply has no result"),
            null => new ReplyFault("the reply has no code"),
            TooManyVisits or TooManyFromAddress => new ReplyFault(Answered(RetCode.Value), MayRetry: true, Hold: Pause),
            ServerTimeout or ServerError => new ReplyFault(Answered(RetCode.Value), MayRetry: true),
            _ => new ReplyFault(Answered(RetCode.Value)),
        };

    private static string Answered(decimal code) =>
        string.Create(CultureInfo.InvariantCulture, $"the venue answered code {code:0}");
}

/// <summary>What is said of codes that are read by name.</summary>
internal static class BybitReplyCodes
{
    /// <summary>Of an error about the request's parameters: a symbol that is not listed, say.</summary>
    public const string Refused = "the venue answered code 10001";
}

/// <summary>GET v5/market/time.</summary>
internal sealed record BybitTime(decimal? TimeSecond, decimal? TimeNano);

/// <summary>GET v5/market/kline: time, open, high, low, close, volume, turnover. Of inverse contracts the volume is US dollars, the turnover coins.</summary>
internal sealed record BybitKlines(string? Symbol, IReadOnlyList<WireColumns>? List);

/// <summary>GET v5/market/tickers, instruments-info and funding/history: lists of one kind each.</summary>
internal sealed record BybitList<T>(IReadOnlyList<T?>? List)
    where T : class;

/// <summary>One contract's ticker. Open interest counts both sides, but for the field that says single.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="MarkPrice">USDT per coin.</param>
/// <param name="IndexPrice">USDT per coin.</param>
/// <param name="FundingRate">The running round's, a fraction per interval.</param>
/// <param name="NextFundingTime">When that is paid.</param>
/// <param name="FundingIntervalHour">Whole hours; not in older replies.</param>
/// <param name="OpenInterest">Coins, or US dollars of inverse contracts; longs and shorts added.</param>
/// <param name="SingleOpenInterest">The same of one side; since 2026.</param>
internal sealed record BybitTicker(
    string? Symbol,
    decimal? MarkPrice,
    decimal? IndexPrice,
    decimal? FundingRate,
    decimal? NextFundingTime,
    decimal? FundingIntervalHour,
    decimal? OpenInterest,
    decimal? SingleOpenInterest
);

/// <summary>One instrument's terms; the funding interval is in minutes, the status is Trading when it trades.</summary>
internal sealed record BybitInstrument(
    string? Symbol,
    string? Status,
    decimal? FundingInterval,
    decimal? UpperFundingRate,
    decimal? LowerFundingRate,
    BybitPriceFilter? PriceFilter
);

/// <summary>The price's grid.</summary>
internal sealed record BybitPriceFilter(decimal? TickSize);

/// <summary>A funding payment that was made.</summary>
internal sealed record BybitFundingRate(string? Symbol, decimal? FundingRate, decimal? FundingRateTimestamp);

/// <summary>GET v5/market/open-interest.</summary>
internal sealed record BybitOpenInterest(string? Symbol, IReadOnlyList<BybitOpenInterestSample?>? List);

/// <summary>Open interest at a time: both sides in coins, and one side where the venue says it.</summary>
internal sealed record BybitOpenInterestSample(decimal? OpenInterest, decimal? SingleOpenInterest, decimal? Timestamp);

/// <summary>GET v5/market/orderbook.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Bids">Best first.</param>
/// <param name="Asks">Best first.</param>
/// <param name="SentTime">When the venue made the reply.</param>
/// <param name="EngineTime">When the matching engine made the book.</param>
internal sealed record BybitBook(
    [property: JsonPropertyName("s")] string? Symbol,
    [property: JsonPropertyName("b")] IReadOnlyList<WireLevel>? Bids,
    [property: JsonPropertyName("a")] IReadOnlyList<WireLevel>? Asks,
    [property: JsonPropertyName("ts")] decimal? SentTime,
    [property: JsonPropertyName("cts")] decimal? EngineTime
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WireNumber)])]
[JsonSerializable(typeof(BybitReply<BybitTime>))]
[JsonSerializable(typeof(BybitReply<BybitKlines>))]
[JsonSerializable(typeof(BybitReply<BybitList<BybitTicker>>))]
[JsonSerializable(typeof(BybitReply<BybitList<BybitInstrument>>))]
[JsonSerializable(typeof(BybitReply<BybitList<BybitFundingRate>>))]
[JsonSerializable(typeof(BybitReply<BybitOpenInterest>))]
[JsonSerializable(typeof(BybitReply<BybitBook>))]
internal sealed partial class BybitJson : JsonSerializerContext;
