using Decoupling.Accounts.Columns;
using Decoupling.Pipeline.Storage;
using Decoupling.Scoring.Columns;
using Decoupling.Summaries;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Contract;

/// <summary>What each table may hold, column by column, in order: the contract with whoever reads it. It changes by addition only.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="TimeColumn">The column that places a row in time, else its day does; <see langword="null"/> where rows are of no one time.</param>
/// <param name="Days">How the day stands in the partition key.</param>
/// <param name="Columns">All columns; a row lacks those that have no value.</param>
public sealed record TableContract(
    string Table,
    string? TimeColumn,
    PartitionDays Days,
    IReadOnlyList<StoredColumn> Columns
)
{
    private static readonly IReadOnlyList<StoredColumn> s_scores = From(DecouplingScoreColumns.All);

    private static readonly IReadOnlyList<StoredColumn> s_liquidation = From(LiquidationRiskColumns.All);

    /// <summary>One for each of <see cref="ResultTableNames.All"/>, in its order.</summary>
    public static IReadOnlyList<TableContract> All { get; } =
    [
        new(ResultTableNames.DecouplingScores, "AsOf", PartitionDays.AssetAndDay, s_scores),
        new(ResultTableNames.LiquidationRisk, "AsOf", PartitionDays.AssetAndDay, s_liquidation),
        new(ResultTableNames.RiskSummaries, "AsOf", PartitionDays.AssetAndDay, From(RiskSummaryColumns.All)),
        new(ResultTableNames.Latest, "AsOf", PartitionDays.None, Latest()),
        new(ResultTableNames.Alerts, null, PartitionDays.None, AlertColumns.All),
        new(ResultTableNames.Notifications, "SlotAt", PartitionDays.Day, NotificationColumns.All),
        new(ResultTableNames.Slots, "SlotAt", PartitionDays.AssetAndDay, SlotColumns.All),
        new(ResultTableNames.Failures, "SlotAt", PartitionDays.Day, FailureColumns.All),
        new(ResultTableNames.AccountRisk, "AsOf", PartitionDays.AccountAndDay, From(AccountRiskColumns.All)),
        new(ResultTableNames.Venues, "AsOf", PartitionDays.None, From(VenueColumns.All)),
    ];

    /// <summary>The contract of a table.</summary>
    /// <exception cref="ArgumentException">There is no such table; the message names those that are.</exception>
    public static TableContract Of(string table) =>
        All.FirstOrDefault(contract => string.Equals(contract.Table, table, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"There is no table {table}. There are {string.Join(", ", ResultTableNames.All)}."
        );

    private static StoredColumn[] From<TRow>(IReadOnlyList<ResultColumn<TRow>> columns) =>
        [.. columns.Select(column => new StoredColumn(column.Name, column.Type, column.Unit, column.Meaning))];

    /// <summary>All of the scores, and of the liquidations what LatestRows joins to them.</summary>
    private static StoredColumn[] Latest() =>
        [
            .. s_scores,
            .. s_liquidation
                .Where(column => column.Name is "Status" or "Reason")
                .Select(column => column with { Name = $"Liquidation{column.Name}" }),
            .. s_liquidation.Where(column => LiquidationRiskColumns.InLatest.Contains(column.Name)),
        ];
}

/// <summary>How the day stands in a table's partition key.</summary>
public enum PartitionDays
{
    /// <summary>It does not: the table holds what is so now.</summary>
    None,

    /// <summary>The day alone, yyyyMMdd.</summary>
    Day,

    /// <summary>An asset, _ and the day.</summary>
    AssetAndDay,

    /// <summary>A positions file, _, an account, _ and the day.</summary>
    AccountAndDay,
}
