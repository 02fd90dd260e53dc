namespace Decoupling.Pipeline.Storage;

/// <summary>Names the partitions of a day that is over its retention, so that purging reads those and never a whole table.</summary>
internal static class ExpiredPartitions
{
    /// <summary>How many days before the last that is kept are looked through: a purge that did not run for so long makes up for it.</summary>
    public const int DaysBack = 30;

    /// <summary>The partitions of every table that has one a day, the newest day first.</summary>
    /// <param name="assets">The assets that are fetched; what was written of others stays.</param>
    /// <param name="keptFrom">Rows of that day and later are kept.</param>
    public static IEnumerable<(string Table, string Partition)> Of(
        IReadOnlyList<string> assets,
        DateTimeOffset keptFrom
    )
    {
        for (var back = 1; back <= DaysBack; back++)
        {
            var day = keptFrom.AddDays(-back);
            foreach (var asset in assets.Append(TableKeys.AllAssets))
            {
                var partition = TableKeys.AssetDay(asset, day);
                yield return (ResultTableNames.DecouplingScores, partition);
                yield return (ResultTableNames.LiquidationRisk, partition);
                yield return (ResultTableNames.RiskSummaries, partition);
                yield return (ResultTableNames.Slots, partition);
            }

            yield return (ResultTableNames.Notifications, TableKeys.Day(day));
            yield return (ResultTableNames.Failures, TableKeys.Day(day));
        }
    }
}
