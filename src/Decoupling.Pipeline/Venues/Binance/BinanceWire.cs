using System.Globalization;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues.Binance;

// Binance's replies as sent; only the fields that are read. Numbers come in quotes, times in milliseconds.
// Source: developers.binance.com, "Spot REST API, market data endpoints" and "USDS-M futures, market data",
// checked 2026-11-22.

/// <summary>GET api/v3/time and fapi/v1/time.</summary>
internal sealed record BinanceTime(decimal? ServerTime);

/// <summary>GET api/v3/exchangeInfo?symbol=: one symbol and the limits that hold now, or a code beside HTTP 400.</summary>
internal sealed record BinanceExchangeInfo(
    IReadOnlyList<BinanceSymbol?>? Symbols,
    IReadOnlyList<BinanceLimit?>? RateLimits,
    decimal? Code
) : ICodedReply
{
    private const decimal InvalidSymbol = -1121;

    /// <inheritdoc />
    [JsonIgnore]
    public ReplyFault? Fault =>
        Code switch
        {
            null => null,
            InvalidSymbol => new ReplyFault(ListedInstrument.NotListed.Reason),
            _ => new ReplyFault(string.Create(CultureInfo.InvariantCulture, $"the venue answered code {Code:0}")),
        };

    /// <summary>The weight of requests in a minute that the venue lets through now, or <see langword="null"/>.</summary>
    [JsonIgnore]
    public int? WeightPerMinute =>
        RateLimits
            ?.FirstOrDefault(limit => limit is { RateLimitType: "REQUEST_WEIGHT", Interval: "MINUTE", IntervalNum: 1 })
            ?.Limit
            is >= 1
                and <= int.MaxValue
                and var weight
            ? (int)weight
            : null;
}

/// <summary>A limit of exchangeInfo: REQUEST_WEIGHT in 1 MINUTE, say.</summary>
internal sealed record BinanceLimit(string? RateLimitType, string? Interval, decimal? IntervalNum, decimal? Limit);

/// <summary>One symbol of the exchange's list; its status is TRADING, HALT or BREAK.</summary>
internal sealed record BinanceSymbol(string? Symbol, string? Status);

/// <summary>GET fapi/v1/premiumIndex: all contracts. The rate is that of the running round, which is paid at the next funding time.</summary>
internal sealed record BinancePremiumIndex(
    string? Symbol,
    decimal? MarkPrice,
    decimal? IndexPrice,
    decimal? LastFundingRate,
    decimal? NextFundingTime,
    decimal? Time
);

/// <summary>GET fapi/v1/fundingInfo: only contracts whose interval or cap was adjusted; all others pay every 8 hours.</summary>
internal sealed record BinanceFundingInfo(
    string? Symbol,
    decimal? AdjustedFundingRateCap,
    decimal? AdjustedFundingRateFloor,
    decimal? FundingIntervalHours
);

/// <summary>GET fapi/v1/fundingRate: a payment that was made, some milliseconds after the hour.</summary>
internal sealed record BinanceFundingRate(string? Symbol, decimal? FundingTime, decimal? FundingRate);

/// <summary>GET fapi/v1/openInterest: one side, in coins (a USD-M contract is one coin).</summary>
internal sealed record BinanceOpenInterest(string? Symbol, decimal? OpenInterest, decimal? Time);

/// <summary>GET futures/data/openInterestHist: one side; the value is in USDT.</summary>
internal sealed record BinanceOpenInterestSample(
    string? Symbol,
    decimal? SumOpenInterest,
    decimal? SumOpenInterestValue,
    decimal? Timestamp
);

/// <summary>GET api/v3/depth, which has no time, and fapi/v1/depth.</summary>
/// <param name="TransactionTime">When the matching engine last changed the book.</param>
/// <param name="Bids">Best first.</param>
/// <param name="Asks">Best first.</param>
internal sealed record BinanceDepth(
    [property: JsonPropertyName("T")] decimal? TransactionTime,
    IReadOnlyList<WireLevel>? Bids,
    IReadOnlyList<WireLevel>? Asks
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WireNumber)])]
[JsonSerializable(typeof(BinanceTime))]
[JsonSerializable(typeof(BinanceExchangeInfo))]
[JsonSerializable(typeof(IReadOnlyList<WireBar>))]
[JsonSerializable(typeof(IReadOnlyList<BinancePremiumIndex?>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceFundingInfo?>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceFundingRate?>))]
[JsonSerializable(typeof(BinanceOpenInterest))]
[JsonSerializable(typeof(IReadOnlyList<BinanceOpenInterestSample?>))]
[JsonSerializable(typeof(BinanceDepth))]
internal sealed partial class BinanceJson : JsonSerializerContext;
