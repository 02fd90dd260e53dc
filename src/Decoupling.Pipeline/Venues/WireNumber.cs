using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues;

/// <summary>Reads the venues' numbers, which come as JSON numbers or in quotes. What is no decimal number is <see langword="null"/>:
/// it spoils its own input, not the whole reply.</summary>
internal sealed class WireNumber : JsonConverter<decimal?>
{
    private const int LongestNumber = 64;

    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader);

    /// <summary>Reads the value that the reader stands on; objects and arrays are skipped and are no numbers.</summary>
    public static decimal? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetDecimal(out var number) ? number : null;
            case JsonTokenType.String when Length(ref reader) <= LongestNumber:
                return decimal.TryParse(
                    reader.GetString(),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out number
                )
                    ? number
                    : null;
            default:
                reader.Skip();
                return null;
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Venues' replies are only read.");

    private static long Length(ref Utf8JsonReader reader) =>
        reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
}
