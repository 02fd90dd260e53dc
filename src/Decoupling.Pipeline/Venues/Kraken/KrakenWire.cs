using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Decoupling.Pipeline.Venues.Kraken;

// Kraken's replies as sent; only the fields that are read. Times are in seconds. What is asked for by "XBTUSD" is answered under the
// pair's internal name "XXBTZUSD".
// Source: docs.kraken.com/api-reference, "Market data" and "Errors", checked 2026-11-25.

/// <summary>What every reply is wrapped in: errors as texts, an empty list if there are none.</summary>
internal sealed record KrakenReply<T>(IReadOnlyList<string?>? Error, T? Result) : ICodedReply
    where T : class
{
    /// <summary>Counters come back at about one a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    [JsonIgnore]
    public ReplyFault? Fault =>
        Error switch
        {
            null => new ReplyFault("the reply does not say whether there was an error"),
            [] when Result is not null => null,
            [] => new ReplyFault("the reply has no result"),
            ["EQuery:Unknown asset pair", ..] => new ReplyFault("the venue does not list it"),
            ["EGeneral:Too many requests" or "EAPI:Rate limit exceeded", ..] => new ReplyFault(
                "the venue says that we ask too often",
                MayRetry: true,
                Hold: Pause
            ),
            [{ } text, ..] when text.StartsWith("EService:", StringComparison.Ordinal) => new ReplyFault(
                "the venue says that its service is not available",
                MayRetry: true
            ),
            _ => new ReplyFault("the venue answered an error"),
        };
}

/// <summary>GET 0/public/Time: whole seconds.</summary>
internal sealed record KrakenTime(decimal? Unixtime);

/// <summary>GET 0/public/AssetPairs: one pair of all.</summary>
/// <param name="Altname">What it is asked for by: "XBTUSD".</param>
/// <param name="Status">online, cancel_only, post_only, limit_only or reduce_only.</param>
/// <param name="TickSize">The least step of the price.</param>
internal sealed record KrakenPair(string? Altname, string? Status, decimal? TickSize);

/// <summary>GET 0/public/OHLC: rows by the pair's internal name, oldest first, the running bar last: time, open, high, low, close, average,
/// volume in coins, number of trades. Beside them stands "last", which is no list.</summary>
[JsonConverter(typeof(KrakenBarsConverter))]
internal sealed record KrakenBars(IReadOnlyDictionary<string, IReadOnlyList<WireColumns>> Rows);

/// <summary>GET 0/public/Depth: levels of price, size in coins and the time at which it was last changed.</summary>
internal sealed record KrakenBook(IReadOnlyList<WireLevel>? Bids, IReadOnlyList<WireLevel>? Asks);

/// <summary>Reads the lists of an object, and leaves what is no list.</summary>
internal sealed class KrakenBarsConverter : JsonConverter<KrakenBars>
{
    public override KrakenBars Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The result must be an object.");
        var rows = new Dictionary<string, IReadOnlyList<WireColumns>>(StringComparer.Ordinal);
        var type = (JsonTypeInfo<IReadOnlyList<WireColumns>>)options.GetTypeInfo(typeof(IReadOnlyList<WireColumns>));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
                rows[name] = JsonSerializer.Deserialize(ref reader, type) ?? [];
            else
                reader.Skip();
        }
        return new KrakenBars(rows);
    }

    public override void Write(Utf8JsonWriter writer, KrakenBars value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Venues' replies are only read.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(WireNumber)]
)]
[JsonSerializable(typeof(KrakenReply<KrakenTime>))]
[JsonSerializable(typeof(KrakenReply<IReadOnlyDictionary<string, KrakenPair?>>))]
[JsonSerializable(typeof(KrakenReply<KrakenBars>))]
[JsonSerializable(typeof(IReadOnlyList<WireColumns>))]
[JsonSerializable(typeof(KrakenReply<IReadOnlyDictionary<string, KrakenBook?>>))]
internal sealed partial class KrakenJson : JsonSerializerContext;
