using System.Globalization;
using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>Columns of AccountRisk: what moves do. A position's own price moves alone; an account's prices all move together.</summary>
internal static class MoveColumns
{
    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [.. AccountGrid.Moves.SelectMany((move, index) => ColumnsFor(move, index))];

    private static IEnumerable<ResultColumn<AccountRiskRow>> ColumnsFor(double move, int index)
    {
        var way = move < 0 ? "Fall" : "Rise";
        var name = string.Create(CultureInfo.InvariantCulture, $"{way}{Math.Abs(move) * 100:0}Percent");
        yield return Number(
            $"EquityAfter{name}Usd",
            "USD",
            "what is left of the equity; none of a position that is liquidated",
            row =>
                row.Position is { } position
                    ? MoveOf(position.Moves, index)?.EquityUsd
                    : MoveOf(row.Account.Moves, index)?.EquityUsd
        );
        yield return Flag(
            $"IsLiquidatedAfter{name}",
            "the venue closes the position on the way",
            row => row.Position is { } position ? MoveOf(position.Moves, index)?.IsLiquidated : null
        );
        yield return Count(
            $"PositionsLiquidatedAfter{name}",
            "positions of the account that are closed",
            row => row.Position is null ? MoveOf(row.Account.Moves, index)?.PositionsLiquidated : null
        );
    }

    private static TMove? MoveOf<TMove>(IReadOnlyList<TMove> moves, int index)
        where TMove : struct => index < moves.Count ? moves[index] : null;
}
