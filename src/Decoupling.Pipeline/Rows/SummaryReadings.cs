using Decoupling.Pipeline.Storage;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Summaries;

namespace Decoupling.Pipeline.Rows;

/// <summary>Reads what the rows of the newest scored slot say of each derivative, as far as a summary repeats it.</summary>
internal sealed class SummaryReadings(ITableStore tables)
{
    /// <summary>A state that is older is none of now.</summary>
    private static readonly TimeSpan OldestSlot = TimeSpan.FromHours(1);

    /// <summary>One reading a derivative of the newest slot at or before the time given, within the hour; none where there is no such slot.</summary>
    public async Task<IReadOnlyList<DerivativeReading>> ReadAsync(
        string asset,
        DateTimeOffset slotAt,
        CancellationToken cancellationToken
    )
    {
        var scores = await ReadNewestAsync(ResultTableNames.DecouplingScores, asset, slotAt, cancellationToken);
        if (scores.Count == 0)
        {
            return [];
        }

        var scoredAt = (DateTimeOffset)scores[0]["AsOf"]!;
        var risks = (await ReadNewestAsync(ResultTableNames.LiquidationRisk, asset, scoredAt, cancellationToken))
            .Where(risk => (DateTimeOffset)risk["AsOf"]! == scoredAt)
            .ToDictionary(risk => risk.RowKey, StringComparer.Ordinal);
        return [.. scores.Select(score => Reading(score, risks.GetValueOrDefault(score.RowKey)))];
    }

    /// <summary>The rows of one slot: keys put the newest first.</summary>
    private async Task<IReadOnlyList<TableRow>> ReadNewestAsync(
        string table,
        string asset,
        DateTimeOffset slotAt,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<TableRow>();
        foreach (var day in new[] { slotAt, slotAt - OldestSlot }.DistinctBy(TableKeys.Day))
        {
            await foreach (
                var stored in tables.ReadPartitionAsync(
                    table,
                    TableKeys.AssetDay(asset, day),
                    TableKeys.ReverseTicks(slotAt),
                    TableKeys.ReverseTicks(slotAt - OldestSlot),
                    cancellationToken
                )
            )
            {
                if (rows.Count > 0 && !stored.Row["AsOf"]!.Equals(rows[0]["AsOf"]))
                {
                    return rows;
                }

                rows.Add(stored.Row);
            }
        }

        return rows;
    }

    private static DerivativeReading Reading(TableRow score, TableRow? risk) =>
        new()
        {
            Venue = (string)score["Venue"]!,
            Symbol = (string)score["Symbol"]!,
            AsOf = (DateTimeOffset)score["AsOf"]!,
            InputsHash = score["InputsHash"] as string,
            IsScored = score["Status"] as string == "Ok",
            DislocationRatio = score["DislocationRatio"] as double?,
            Verdict = Enum.TryParse<VenueVerdict>(score["VenueVerdict"] as string, out var verdict) ? verdict : null,
            VerdictConfidence = score["VerdictConfidence"] as double?,
            VerdictReason = score["VerdictReason"] as string,
            Sentence = score["Summary"] as string,
            IsHazardElevated = score["HazardElevated"] is int state ? state == 1 : null,
            EstimatedLeverageRatio = risk?["EstimatedLeverageRatio"] as double?,
            ReserveUsd = risk?["ReserveUsd"] as double?,
            ReserveCountedAt = risk?["ReserveCountedAt"] as DateTimeOffset?,
        };
}
