using System.Text.Json;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues;

/// <summary>A bar as Binance and Bybit send it: an array that begins with these six columns.</summary>
/// <param name="OpenTime">Milliseconds since 1970.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="Volume">Coins traded.</param>
[JsonConverter(typeof(WireBarConverter))]
internal readonly record struct WireBar(
    decimal? OpenTime,
    decimal? Open,
    decimal? High,
    decimal? Low,
    decimal? Close,
    decimal? Volume
);

/// <summary>A level of an order book as most venues send it: an array that begins with price and size.</summary>
/// <param name="Price">Quote currency per coin.</param>
/// <param name="Size">Coins or contracts, by venue.</param>
[JsonConverter(typeof(WireLevelConverter))]
internal readonly record struct WireLevel(decimal? Price, decimal? Size);

/// <summary>A row of which more than a bar's columns are read. Columns that are not there, or are no numbers, are <see langword="null"/>.</summary>
[JsonConverter(typeof(WireColumnsConverter))]
internal readonly record struct WireColumns(decimal?[]? Values)
{
    /// <summary>How many columns are read at most.</summary>
    public const int Most = 9;

    /// <summary>A column by its place, from 0.</summary>
    public decimal? this[int column] => Values is not null && column < Values.Length ? Values[column] : null;
}

internal sealed class WireColumnsConverter : JsonConverter<WireColumns>
{
    public override WireColumns Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var columns = new decimal?[WireColumns.Most];
        WireRow.Read(ref reader, columns);
        return new WireColumns(columns);
    }

    public override void Write(Utf8JsonWriter writer, WireColumns value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Venues' replies are only read.");
}

internal sealed class WireBarConverter : JsonConverter<WireBar>
{
    public override WireBar Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<decimal?> columns = stackalloc decimal?[6];
        WireRow.Read(ref reader, columns);
        return new WireBar(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
    }

    public override void Write(Utf8JsonWriter writer, WireBar value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Venues' replies are only read.");
}

internal sealed class WireLevelConverter : JsonConverter<WireLevel>
{
    public override WireLevel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<decimal?> columns = stackalloc decimal?[2];
        WireRow.Read(ref reader, columns);
        return new WireLevel(columns[0], columns[1]);
    }

    public override void Write(Utf8JsonWriter writer, WireLevel value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Venues' replies are only read.");
}

/// <summary>Reads a row that is sent as an array.</summary>
internal static class WireRow
{
    /// <summary>Fills the columns from the row's beginning; missing ones stay <see langword="null"/>, further ones are skipped.</summary>
    /// <exception cref="JsonException">It is not an array.</exception>
    public static void Read(ref Utf8JsonReader reader, scoped Span<decimal?> columns)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A row must be an array.");
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i < columns.Length)
                columns[i] = WireNumber.Read(ref reader);
            else
                reader.Skip();
        }
    }
}
