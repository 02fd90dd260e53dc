using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts.Backtest;

/// <summary>Rows of a table, an asset and a slot.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Table">The table.</param>
/// <param name="SlotAt">The slot, UTC.</param>
/// <param name="Rows">The rows, with the columns that rules look at.</param>
public sealed record StoredSlot(string Asset, string Table, DateTimeOffset SlotAt, IReadOnlyList<TableRow> Rows);

/// <summary>Reads stored rows slot by slot: from the folder of a replay, or from the tables.</summary>
public static class StoredSlots
{
    private static readonly string[] s_always = ["Venue", "Symbol", "AsOf", "SlotSeconds", "Reason", "VenueVerdict"];

    /// <summary>The slots of a folder of NDJSON files, as <c>replay --out</c> writes them, in the order of their times.</summary>
    /// <exception cref="InvalidDataException">A line is no row; the message names the file and the line.</exception>
    public static IReadOnlyList<StoredSlot> ReadFolder(
        string folder,
        IReadOnlyList<AlertRule> rules,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        var rows =
            from table in rules.GroupBy(rule => rule.Table, StringComparer.Ordinal)
            let columns = ColumnsOf(table)
            from row in ReadFile(Path.Combine(folder, $"{table.Key}.ndjson"), columns)
            let slotAt = (DateTimeOffset)row["AsOf"]!
            where slotAt >= @from && slotAt < to
            select (Table: table.Key, SlotAt: slotAt, Row: row);
        return
        [
            .. rows.GroupBy(one => (one.SlotAt, Asset: AssetOf(one.Row), one.Table))
                .OrderBy(slot => slot.Key.SlotAt)
                .Select(slot => new StoredSlot(
                    slot.Key.Asset,
                    slot.Key.Table,
                    slot.Key.SlotAt,
                    [.. slot.Select(one => one.Row)]
                )),
        ];
    }

    /// <summary>The slots of the tables, asset by asset and day by day.</summary>
    public static async IAsyncEnumerable<StoredSlot> ReadTablesAsync(
        ITableStore tables,
        IReadOnlyList<string> assets,
        IReadOnlyList<AlertRule> rules,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(assets);
        var names = rules.Select(rule => rule.Table).Distinct(StringComparer.Ordinal).ToArray();
        for (var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); day < to; day += TimeSpan.FromDays(1))
        {
            foreach (var asset in assets)
            {
                var slots = new List<StoredSlot>();
                foreach (var table in names)
                {
                    var rows = await tables
                        .ReadPartitionAsync(table, TableKeys.AssetDay(asset, day), null, null, cancellationToken)
                        .Select(stored => stored.Row)
                        .Where(row => row["AsOf"] is DateTimeOffset at && at >= from && at < to)
                        .ToArrayAsync(cancellationToken);
                    slots.AddRange(
                        rows.GroupBy(row => (DateTimeOffset)row["AsOf"]!)
                            .Select(slot => new StoredSlot(asset, table, slot.Key, [.. slot]))
                    );
                }

                foreach (var slot in slots.OrderBy(slot => slot.SlotAt))
                {
                    yield return slot;
                }
            }
        }
    }

    private static HashSet<string> ColumnsOf(IEnumerable<AlertRule> rules) =>
        [.. s_always, .. rules.Select(rule => rule.Column)];

    private static IEnumerable<TableRow> ReadFile(string file, HashSet<string> columns)
    {
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"There is no {file}; a rule reads that table.");
        }

        var line = 0;
        foreach (var text in File.ReadLines(file))
        {
            line++;
            yield return ReadRow(text, columns)
                ?? throw new InvalidDataException($"{file}, line {line} is no row of a result table.");
        }
    }

    private static TableRow? ReadRow(string text, HashSet<string> columns)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var row = new RowBuilder(
                root.GetProperty("PartitionKey").GetString()!,
                root.GetProperty("RowKey").GetString()!
            );
            foreach (var property in root.EnumerateObject().Where(property => columns.Contains(property.Name)))
            {
                row.Add(property.Name, ValueOf(property));
            }

            var built = row.Build();
            return built["AsOf"] is DateTimeOffset ? built : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static object? ValueOf(JsonProperty property) =>
        property.Value.ValueKind switch
        {
            JsonValueKind.Number => property.Value.TryGetInt32(out var count)
                ? (object)count
                : property.Value.GetDouble(),
            JsonValueKind.True or JsonValueKind.False => property.Value.GetBoolean(),
            JsonValueKind.String when property.Name == "AsOf" => DateTimeOffset.Parse(
                property.Value.GetString()!,
                CultureInfo.InvariantCulture
            ),
            _ => property.Value.GetString(),
        };

    private static string AssetOf(TableRow row) =>
        TableKeys.TextOf(row.PartitionKey[..row.PartitionKey.LastIndexOf('_')]);
}
