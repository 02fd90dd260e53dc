using Decoupling.Pipeline.Storage;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;

namespace Decoupling.Pipeline.Rows;

/// <summary>Keeps the newest row of each instrument where a reader finds it by one key, with what a first look at
/// liquidations needs. It never goes back in time.</summary>
internal sealed class LatestRows(ITableStore tables)
{
    private const string Partition = "latest";
    private const int Attempts = 5;

    public async Task WriteAsync(
        ScoreCard card,
        IReadOnlyList<TableRow> scores,
        IReadOnlyList<TableRow> liquidations,
        CancellationToken cancellationToken
    )
    {
        for (var i = 0; i < scores.Count; i++)
        {
            await WriteAsync(Merge(card, scores[i], liquidations[i]), card.SlotAt, cancellationToken);
        }
    }

    private async Task WriteAsync(TableRow row, DateTimeOffset slotAt, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var standing = await tables.ReadAsync(
                ResultTableNames.Latest,
                row.PartitionKey,
                row.RowKey,
                cancellationToken
            );
            if (standing is not null && (DateTimeOffset)standing.Row["AsOf"]! > slotAt)
            {
                return;
            }

            var write = standing is null
                ? new TableWrite(TableWriteKind.Insert, row)
                : new TableWrite(TableWriteKind.Replace, row, standing.ETag);
            try
            {
                await tables.CommitAsync(ResultTableNames.Latest, [write], cancellationToken);
                return;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Another slot of the same instrument was written meanwhile; the newer of the two stands.
            }
        }
    }

    private static TableRow Merge(ScoreCard card, TableRow score, TableRow liquidation)
    {
        var key = string.Join(
            '_',
            TableKeys.Part(card.Asset),
            TableKeys.Part((string)score["Venue"]!),
            TableKeys.Part((string)score["Symbol"]!)
        );
        return new TableRow(
            Partition,
            key,
            [
                .. score.Columns,
                .. liquidation
                    .Columns.Where(column => column.Name is "Status" or "Reason")
                    .Select(column => column with { Name = $"Liquidation{column.Name}" }),
                .. liquidation.Columns.Where(column => LiquidationRiskColumns.InLatest.Contains(column.Name)),
            ]
        );
    }
}
