using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Accounts;

/// <summary>H5: how far the price has been seen to move from one bar to the next: the jump that a stop must have room for.</summary>
/// <remarks>The 99 % quantile (the value of rank ⌈q·n⌉) of |ln(close/previous close)| of the bars in a row that both traded. A stop is an order at
/// a price that may not be there: this is how far it was not, within one bar. Minimum history: 100 returns. O(n log n).</remarks>
internal static class BarJump
{
    public const double Quantile = 0.99;
    public const int FewestReturns = 100;

    public static BarJumpResult Compute(BarSeries? bars, DateTimeOffset asOf)
    {
        var moves = new List<double>(bars?.Count ?? 0);
        for (var i = 1; i < bars?.Count; i++)
        {
            if (TradedBars.Has(bars, i - 1) && TradedBars.Has(bars, i))
            {
                moves.Add(Math.Abs(Math.Log(bars.Close[i] / bars.Close[i - 1])));
            }
        }

        if (moves.Count < FewestReturns)
        {
            return new BarJumpResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = $"{moves.Count} returns; {FewestReturns} are needed to say how far the price jumps.",
                SampleCount = moves.Count,
                AsOf = asOf,
            };
        }

        moves.Sort();
        var gap = moves[(int)Math.Ceiling(Quantile * moves.Count) - 1];
        var isFinite = InputGate.AllFinite(gap);
        return new BarJumpResult
        {
            Status = isFinite ? MetricStatus.Ok : MetricStatus.InvalidInput,
            Reason = isFinite ? null : "The bars hold what is no price.",
            SampleCount = moves.Count,
            AsOf = asOf,
            Gap = isFinite ? gap : null,
        };
    }
}
