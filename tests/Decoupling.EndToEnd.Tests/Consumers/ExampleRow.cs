using System.Globalization;
using System.Text.Json;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests.Consumers;

/// <summary>A row that an example printed: its values as text, by column; one that is null or missing has none.</summary>
internal sealed class ExampleRow
{
    private readonly Dictionary<string, string> values;

    private ExampleRow(JsonElement row) =>
        values = row.EnumerateObject()
            .Where(value => value.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(value => value.Name, value => Text(value.Value));

    public string? this[string column] => values.GetValueOrDefault(column);

    /// <summary>Reads lines of JSON: a row each, or what OData answers.</summary>
    public static ExampleRow[] ReadAll(string printed) =>
        [
            .. printed
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .SelectMany(
                    IEnumerable<JsonElement> (line) =>
                        line.TryGetProperty("value", out var rows) ? rows.EnumerateArray() : [line]
                )
                .Select(row => new ExampleRow(row)),
        ];

    /// <summary>Whether these rows are the stored ones, in any order, column for column.</summary>
    public static void ShouldBeRows(
        IEnumerable<ExampleRow> rows,
        IEnumerable<TableRow> stored,
        IReadOnlyList<string> columns
    ) =>
        rows.Select(row => string.Join(" | ", columns.Select(column => row[column])))
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                stored
                    .Select(row => string.Join(" | ", columns.Select(column => Text(row[column]))))
                    .Order(StringComparer.Ordinal)
            );

    // pandas writes 15 digits of a number.
    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => Number(value.GetDouble()),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ when value.TryGetDateTimeOffset(out var at) => Time(at),
            _ => value.GetString()!,
        };

    private static string? Text(object? value) =>
        value switch
        {
            double number => Number(number),
            int number => Number(number),
            bool flag => flag ? "true" : "false",
            DateTimeOffset at => Time(at),
            _ => (string?)value,
        };

    private static string Number(double value) => value.ToString("G12", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
