using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>How near a profitable position is to being closed to pay for a bankrupt one.</summary>
public sealed record AutoDeleverageResult : MetricResult
{
    /// <summary>The score: the highest are closed first; <see langword="null"/> at the very top.</summary>
    public double? Score { get; init; }

    /// <summary>Whether nothing stands between the position and its bankruptcy: it ranks above every score.</summary>
    public bool IsTopRank { get; init; }
}

/// <summary>D9. Tells who is closed first when the insurance fund is empty: those who gain most with most leverage.</summary>
/// <remarks>BitMEX: gain% = (mark - entry)/|entry|, effective leverage = |mark|/(mark - bankrupt), all values of the position, negative for
/// shorts; score = gain% × leverage, or gain%/leverage for a loss. Binance: unrealised profit/collateral × margin ratio; its exact formula was
/// not read. Lights: the quintile, 5 the first to go. Source: BitMEX support 18589621443357; methods D9.</remarks>
public static class AutoDeleverageRank
{
    private const int Lights = 5;

    /// <summary>The score by BitMEX's rule.</summary>
    /// <param name="markValue">The position's value at the mark price: above 0 for a long, below for a short.</param>
    /// <param name="entryValue">Its value at the entry price, of the same sign.</param>
    /// <param name="bankruptValue">Its value at the bankruptcy price.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>Ok; InvalidInput for a value that is none; OutOfDomain where the position is bankrupt, or beyond a double.</returns>
    public static AutoDeleverageResult Compute(
        double markValue,
        double entryValue,
        double bankruptValue,
        DateTimeOffset asOf
    )
    {
        if (
            !double.IsFinite(bankruptValue)
            || !(markValue * entryValue > 0)
            || !double.IsFinite(markValue - entryValue)
        )
        {
            return None(MetricStatus.InvalidInput, "A value is none, or mark and entry differ in sign.", asOf);
        }

        var left = markValue - bankruptValue;
        if (left < 0)
        {
            return None(MetricStatus.OutOfDomain, "The position is bankrupt.", asOf);
        }

        if (left == 0)
        {
            return Ok(null, isTopRank: true, asOf);
        }

        var gain = (markValue - entryValue) / Math.Abs(entryValue);
        var leverage = Math.Abs(markValue) / left;
        var score = gain > 0 ? gain * leverage : gain / leverage;
        return double.IsFinite(score)
            ? Ok(score, isTopRank: false, asOf)
            : None(MetricStatus.OutOfDomain, "The score exceeds the range of a double.", asOf);
    }

    /// <summary>The score by Binance's description.</summary>
    /// <param name="unrealizedProfit">Profit, negative for a loss, settlement currency.</param>
    /// <param name="collateral">What stands behind the position, above 0.</param>
    /// <param name="marginRatio">Maintenance margin over equity, at least 0.</param>
    /// <param name="asOf">The slot's time.</param>
    public static AutoDeleverageResult ComputeBinance(
        double unrealizedProfit,
        double collateral,
        double marginRatio,
        DateTimeOffset asOf
    )
    {
        if (
            !double.IsFinite(unrealizedProfit)
            || collateral is not (> 0 and < double.PositiveInfinity)
            || marginRatio is not (>= 0 and < double.PositiveInfinity)
        )
        {
            return None(MetricStatus.InvalidInput, "The profit, the collateral or the margin ratio is none.", asOf);
        }

        var score = unrealizedProfit / collateral * marginRatio;
        return double.IsFinite(score)
            ? Ok(score, isTopRank: false, asOf)
            : None(MetricStatus.OutOfDomain, "The score exceeds the range of a double.", asOf);
    }

    /// <summary>The lights of a queue: 5 for the fifth of the positions that goes first, 1 for the last; equal scores share the higher light.</summary>
    /// <param name="scores">The scores; positive infinity stands for the top rank.</param>
    /// <param name="lights">Where the lights are written, one a score.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a score is NaN; the message names it.</exception>
    public static void LightUp(ReadOnlySpan<double> scores, Span<int> lights)
    {
        if (scores.Length != lights.Length)
        {
            throw new ArgumentException($"{scores.Length} scores need as many lights.", nameof(lights));
        }

        var sorted = scores.ToArray();
        if (Array.FindIndex(sorted, double.IsNaN) is >= 0 and var bad)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Score {bad} is NaN."),
                nameof(scores)
            );
        }

        Array.Sort(sorted);
        for (var i = 0; i < scores.Length; i++)
        {
            var place = CountUpTo(sorted, scores[i]);
            lights[i] = (Lights * place + sorted.Length - 1) / sorted.Length;
        }
    }

    /// <summary>How many of the sorted values are not above one of them.</summary>
    private static int CountUpTo(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] > value ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static AutoDeleverageResult Ok(double? score, bool isTopRank, DateTimeOffset asOf) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            Score = score,
            IsTopRank = isTopRank,
        };

    private static AutoDeleverageResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
