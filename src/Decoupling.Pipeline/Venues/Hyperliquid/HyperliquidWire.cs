using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Decoupling.Pipeline.Venues.Hyperliquid;

// Hyperliquid's replies to POST info as sent; only the fields that are read. Prices and sizes come in quotes, times in milliseconds.
// Source: hyperliquid.gitbook.io, "Info endpoint", "Perpetuals" and "Spot", checked 2026-11-25.

/// <summary>metaAndAssetCtxs: an array of two, the list of perpetuals and what they quote, in the same order.</summary>
[JsonConverter(typeof(HyperliquidPerpetualsConverter))]
internal sealed record HyperliquidPerpetuals(HyperliquidUniverse? Meta, IReadOnlyList<HyperliquidContext?>? Contexts);

/// <summary>The list of perpetuals.</summary>
internal sealed record HyperliquidUniverse(IReadOnlyList<HyperliquidPerpetual?>? Universe);

/// <summary>One perpetual: sizes have szDecimals, prices five digits and at most 6 - szDecimals decimals.</summary>
internal sealed record HyperliquidPerpetual(string? Name, decimal? SzDecimals, bool? IsDelisted);

/// <summary>What a perpetual quotes; it has no time.</summary>
/// <param name="MarkPx">USD per coin.</param>
/// <param name="OraclePx">The validators' median of other venues' spot prices.</param>
/// <param name="Funding">The running hour's rate, a fraction per hour.</param>
/// <param name="OpenInterest">One side, coins.</param>
internal sealed record HyperliquidContext(decimal? MarkPx, decimal? OraclePx, decimal? Funding, decimal? OpenInterest);

/// <summary>spotMeta.</summary>
internal sealed record HyperliquidSpot(
    IReadOnlyList<HyperliquidPair?>? Universe,
    IReadOnlyList<HyperliquidToken?>? Tokens
);

/// <summary>A pair: its name ("@142", or "PURR/USDC") is what candles and books are asked by; its tokens are base and quote.</summary>
internal sealed record HyperliquidPair(string? Name, IReadOnlyList<decimal?>? Tokens);

/// <summary>A token: coins that live on other chains have a "U" before their name ("UBTC").</summary>
internal sealed record HyperliquidToken(string? Name, decimal? Index, decimal? SzDecimals);

/// <summary>A bar of candleSnapshot: times of its opening and its end, volume in coins.</summary>
internal sealed record HyperliquidCandle(
    [property: JsonPropertyName("t")] decimal? OpenTime,
    [property: JsonPropertyName("s")] string? Coin,
    [property: JsonPropertyName("o")] decimal? Open,
    [property: JsonPropertyName("h")] decimal? High,
    [property: JsonPropertyName("l")] decimal? Low,
    [property: JsonPropertyName("c")] decimal? Close,
    [property: JsonPropertyName("v")] decimal? Volume
);

/// <summary>A payment of fundingHistory, some milliseconds after the hour, oldest first.</summary>
internal sealed record HyperliquidFunding(string? Coin, decimal? FundingRate, decimal? Time);

/// <summary>l2Book: bids and asks, twenty levels each, of the block of a time.</summary>
internal sealed record HyperliquidBook(
    string? Coin,
    decimal? Time,
    IReadOnlyList<IReadOnlyList<HyperliquidLevel?>?>? Levels
);

/// <summary>A level: price, and size in coins.</summary>
internal sealed record HyperliquidLevel(decimal? Px, decimal? Sz);

/// <summary>Reads the array of two whose parts are of different kinds.</summary>
internal sealed class HyperliquidPerpetualsConverter : JsonConverter<HyperliquidPerpetuals>
{
    public override HyperliquidPerpetuals Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("The reply must be an array of two.");
        var meta = Part<HyperliquidUniverse>(ref reader, options);
        var contexts = Part<IReadOnlyList<HyperliquidContext?>>(ref reader, options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new JsonException("The reply must be an array of two.");
        return new HyperliquidPerpetuals(meta, contexts);
    }

    public override void Write(Utf8JsonWriter writer, HyperliquidPerpetuals value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Venues' replies are only read.");

    private static T? Part<T>(ref Utf8JsonReader reader, JsonSerializerOptions options)
        where T : class
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            throw new JsonException("The reply must be an array of two.");
        return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WireNumber)])]
[JsonSerializable(typeof(HyperliquidPerpetuals))]
[JsonSerializable(typeof(HyperliquidUniverse))]
[JsonSerializable(typeof(IReadOnlyList<HyperliquidContext?>))]
[JsonSerializable(typeof(HyperliquidSpot))]
[JsonSerializable(typeof(IReadOnlyList<HyperliquidCandle?>))]
[JsonSerializable(typeof(IReadOnlyList<HyperliquidFunding?>))]
[JsonSerializable(typeof(HyperliquidBook))]
internal sealed partial class HyperliquidJson : JsonSerializerContext;
