using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>Reads a table's rows from a folder that <c>replay --out</c> or <c>demo</c> has written, line by line, each value by the contract's type.</summary>
internal static class FolderTable
{
    /// <summary>The rows that are asked for, in the file's order.</summary>
    /// <exception cref="FileNotFoundException">The folder has no such table.</exception>
    /// <exception cref="InvalidDataException">A line is no row; the message names the file and the line.</exception>
    public static async IAsyncEnumerable<TableRow> ReadAsync(
        string folder,
        ExportSelection selection,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var file = Path.Combine(folder, selection.Contract.Table + ".ndjson");
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no {file}.");
        }

        var types = selection.Contract.Columns.ToDictionary(column => column.Name, column => column.Type);
        var line = 0;
        await foreach (var text in File.ReadLinesAsync(file, cancellationToken))
        {
            line++;
            var row =
                Row(text, types) ?? throw new InvalidDataException($"{file}, line {line} is no row of the table.");
            if (selection.Matches(row))
            {
                yield return row;
            }
        }
    }

    private static TableRow? Row(string text, Dictionary<string, Type> types)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var columns = json
                .RootElement.EnumerateObject()
                .Where(property => types.ContainsKey(property.Name))
                .Select(property => new TableColumn(property.Name, Value(property.Value, types[property.Name])));
            return new TableRow(Key(json, "PartitionKey"), Key(json, "RowKey"), [.. columns]);
        }
        catch (Exception fault)
            when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Key(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static object Value(JsonElement value, Type type) =>
        type == typeof(double) ? value.GetDouble()
        : type == typeof(int) ? value.GetInt32()
        : type == typeof(bool) ? value.GetBoolean()
        : type == typeof(DateTimeOffset)
            ? DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : value.GetString() ?? throw new FormatException("A text is null.");
}
