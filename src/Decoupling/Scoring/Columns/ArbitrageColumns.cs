using Decoupling.Scoring.CrossVenue;
using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: what the books would let an arbitrageur take, B5.</summary>
internal static class ArbitrageColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        .. Direction("BuyHere", "sold", score => score.Arbitrage.BuyHere),
        .. Direction("SellHere", "bought", score => score.Arbitrage.SellHere),
        Flag(
            "IsArbitrageFeeAssumed",
            "B5: a fee of either route is an assumption, not read from the venue",
            row => IsFeeAssumed(row.Score.Arbitrage)
        ),
    ];

    private static IEnumerable<ResultColumn<ScoredRow>> Direction(
        string prefix,
        string there,
        Func<DerivativeScore, ArbitrageRoute> of
    ) =>
        [
            Text($"{prefix}Status", "B5: status", row => of(row.Score).Status.ToString()),
            Text(
                $"{prefix}Other",
                $"B5: venue, symbol and kind of the book {there} to best",
                row => OtherOf(of(row.Score))
            ),
            Number(
                $"{prefix}EdgeBps",
                "bp",
                "B5: left per coin after the taker fees of both legs in and out and the haircut for age, ≥ 0",
                row => of(row.Score).EdgeBps
            ),
            Number($"{prefix}ProfitUsd", "USD", "B5: left of all coins that pay, ≥ 0", row => of(row.Score).ProfitUsd),
            Number($"{prefix}SizeCoins", "coins", "B5: how many coins pay, ≥ 0", row => of(row.Score).SizeCoins),
            Number(
                $"{prefix}BreakEvenFee",
                "",
                "B5: fee a trade at which the best levels stop paying, a fraction; below 0 without a gap",
                row => of(row.Score).BreakEvenFee
            ),
        ];

    private static string? OtherOf(ArbitrageRoute route) =>
        route.OtherVenue is null ? null : $"{route.OtherVenue} {route.OtherSymbol} {route.OtherKind}";

    private static bool? IsFeeAssumed(ArbitrageScore score) =>
        score.BuyHere.IsFeeAssumed is { } buy && score.SellHere.IsFeeAssumed is { } sell
            ? buy || sell
            : score.BuyHere.IsFeeAssumed ?? score.SellHere.IsFeeAssumed;
}
