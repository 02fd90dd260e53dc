using System.Runtime.CompilerServices;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>Reads a table's rows from storage in the order of their keys, a page at a time, and no more partitions than need be.</summary>
/// <param name="tables">The storage.</param>
/// <param name="now">Until when days are asked for where no end is given, UTC.</param>
internal sealed class StoredTable(ITableStore tables, DateTimeOffset now)
{
    // Sorts after the '_' that follows the ticks in a row key.
    private const string After = "`";

    // Whose row keys begin with the time, newest first.
    private static readonly string[] s_newestFirst =
    [
        ResultTableNames.DecouplingScores,
        ResultTableNames.LiquidationRisk,
        ResultTableNames.RiskSummaries,
        ResultTableNames.AccountRisk,
    ];

    /// <summary>The partitions that hold all rows asked for, in order, or <see langword="null"/> where only a scan tells.</summary>
    public IEnumerable<string>? Partitions(ExportSelection selection)
    {
        if (selection.From is not { } from)
        {
            return null;
        }

        var days = Days(from, selection.To ?? now.AddDays(1));
        return selection.Contract.Days switch
        {
            PartitionDays.Day => days.Select(TableKeys.Day),
            PartitionDays.AssetAndDay when selection.Asset is { } asset => days.Select(day =>
                TableKeys.AssetDay(asset, day)
            ),
            _ => null,
        };
    }

    /// <summary>The rows that are asked for, of the partitions given or, with <see langword="null"/>, of the whole table.</summary>
    public async IAsyncEnumerable<TableRow> ReadAsync(
        ExportSelection selection,
        IEnumerable<string>? partitions,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var table = selection.Contract.Table;
        var parts =
            partitions?.Select(partition => tables.ReadPartitionAsync(table, partition, null, null, cancellationToken))
            ?? [ScanAsync(selection, cancellationToken)];
        foreach (var part in parts)
        {
            await foreach (var stored in part)
            {
                if (selection.Matches(stored.Row))
                {
                    yield return stored.Row;
                }
            }
        }
    }

    private IAsyncEnumerable<StoredRow> ScanAsync(ExportSelection selection, CancellationToken cancellationToken)
    {
        var isNewestFirst = s_newestFirst.Contains(selection.Contract.Table);
        var from = isNewestFirst && selection.To is { } to ? TableKeys.ReverseTicks(to) + After : null;
        var until = isNewestFirst && selection.From is { } first ? TableKeys.ReverseTicks(first) + After : null;
        return tables.ReadTableAsync(selection.Contract.Table, from, until, cancellationToken);
    }

    private static IEnumerable<DateTimeOffset> Days(DateTimeOffset from, DateTimeOffset to)
    {
        for (var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); day < to; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
