using Decoupling.Pipeline.Contract;

namespace Decoupling.Cli.Export;

/// <summary>Exports tables of a storage: whole into a file, or into a folder with a file a partition, so that a second run writes only what is missing.</summary>
/// <param name="stored">The storage.</param>
/// <param name="target">Where to.</param>
/// <param name="overwrite">Whether files that are final, because they were written when their day had been over for a day, are written anew.</param>
internal sealed class TableExporter(StoredTable stored, ExportTarget target, bool overwrite)
{
    private static readonly TimeSpan s_settling = TimeSpan.FromDays(1);

    /// <summary>Exports a table.</summary>
    public async Task<ExportTally> RunAsync(ExportSelection selection, CancellationToken cancellationToken)
    {
        if (!target.IsFolder || selection.Contract.Days == PartitionDays.None)
        {
            var path = target.FileOf(selection.Contract, partition: null);
            var rows = stored.ReadAsync(selection, stored.Partitions(selection), cancellationToken);
            var count = await RowFiles.WriteAsync(path, target.Format, selection, rows, cancellationToken);
            return new ExportTally(count, Files: 1, Kept: 0);
        }

        return await RunFolderAsync(selection, cancellationToken);
    }

    private async Task<ExportTally> RunFolderAsync(ExportSelection selection, CancellationToken cancellationToken)
    {
        var partitions = stored.Partitions(selection)?.ToArray();
        var open = partitions?.Where(partition => !IsFinal(selection, partition)).ToArray();
        var tally = new ExportTally(Rows: 0, Files: 0, Kept: (partitions?.Length - open?.Length) ?? 0);
        var rows = stored.ReadAsync(selection, open, cancellationToken);
        await using var cursor = new PartitionCursor(rows.GetAsyncEnumerator(cancellationToken));
        while (await cursor.NextPartitionAsync() is { } partition)
        {
            if (IsFinal(selection, partition))
            {
                tally = tally with { Kept = tally.Kept + 1 };
                continue;
            }

            var path = target.FileOf(selection.Contract, partition);
            var count = await RowFiles.WriteAsync(
                path,
                target.Format,
                selection,
                cursor.ReadAsync(),
                cancellationToken
            );
            tally = tally with { Rows = tally.Rows + count, Files = tally.Files + 1 };
        }

        return tally;
    }

    private bool IsFinal(ExportSelection selection, string partition)
    {
        if (overwrite || ExportSelection.DayOf(partition) is not { } day)
        {
            return false;
        }

        var file = new FileInfo(target.FileOf(selection.Contract, partition));
        return file.Exists && file.LastWriteTimeUtc >= day.UtcDateTime + TimeSpan.FromDays(1) + s_settling;
    }
}

/// <summary>What an export wrote.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="Files">Files written.</param>
/// <param name="Kept">Files of days that are over and were there already.</param>
internal sealed record ExportTally(long Rows, int Files, int Kept);
