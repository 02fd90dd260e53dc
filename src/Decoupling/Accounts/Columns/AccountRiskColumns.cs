using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>The columns of AccountRisk, in order. The list is a contract: it changes by addition only.</summary>
public static class AccountRiskColumns
{
    /// <summary>The tables' version; columns are only ever added to it.</summary>
    private const int SchemaVersion = 1;

    /// <summary>All columns; a position's row lacks those of the account, and the other way round.</summary>
    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [
        Count("SchemaVersion", "version of the columns", _ => SchemaVersion),
        Text("File", "the positions file's name", row => row.File),
        Text("Account", "the owner's label of the account", row => row.Account.Account.Label),
        Text("RowKind", "Account or Position", row => row.Position is null ? "Account" : "Position"),
        Text("Position", "the owner's label of the position", row => row.Position?.Position.Label),
        Text("Asset", "the underlying", row => row.Position?.Position.Asset),
        Text("Venue", "the venue", row => row.Position?.Position.Venue),
        Text("Symbol", "the venue's symbol", row => row.Position?.Position.Symbol),
        Text("Product", "Linear or Inverse", row => row.Position?.Position.Product.ToString()),
        Text("Side", "Long or Short", row => row.Position?.Position.Side.ToString()),
        Text("MarginMode", "Isolated or Cross", row => row.Position?.Position.Margin.ToString()),
        Time("AsOf", "the slot's time", row => row.Account.AsOf),
        Text("Snapshot", "the blob of the snapshot used; of an account all of them", SnapshotOf),
        Text("InputsHash", "hash of file and snapshots: the same inputs, the same row", row => row.InputsHash),
        Text("MethodVersion", "version of the formulas", _ => SnapshotScoring.MethodVersion),
        Text("Status", "Ok when there is an answer, else why not", row => ResultOf(row).Status.ToString()),
        Text("Reason", "a sentence on the status", row => ResultOf(row).Reason),
        Text(
            "Summary",
            "a sentence for a person",
            row =>
                row.Position is { } position
                    ? PositionSummary.Of(position, row.Account.Account)
                    : AccountSummary.Of(row.Account)
        ),
        .. MarginColumns.All,
        .. OddsColumns.All,
        .. AdviceColumns.All,
        .. MoveColumns.All,
        .. AllowedLeverageColumns.All,
        .. StopColumns.All,
        .. DeleverageColumns.All,
    ];

    private static MetricResult ResultOf(AccountRiskRow row) => row.Position is { } position ? position : row.Account;

    private static string? SnapshotOf(AccountRiskRow row)
    {
        if (row.Position is { } position)
        {
            return position.Market?.SnapshotName;
        }

        var names = row
            .Account.Positions.Select(one => one.Market?.SnapshotName)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var all = string.Join(' ', names);
        return all.Length > 0 ? all : null;
    }
}
