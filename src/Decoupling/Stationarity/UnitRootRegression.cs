using System.Buffers;
using Decoupling.Numerics;

namespace Decoupling.Stationarity;

/// <summary>What a Dickey-Fuller regression found.</summary>
/// <param name="Outcome">Whether there is a statistic, and if not, why.</param>
/// <param name="Statistic">t of γ; NaN unless the outcome is <see cref="UnitRootOutcome.Found"/>.</param>
/// <param name="Lags">Lagged differences in the regression.</param>
/// <param name="Observations">Rows of the regression.</param>
internal readonly record struct UnitRootFit(UnitRootOutcome Outcome, double Statistic, int Lags, int Observations);

/// <summary>How a Dickey-Fuller regression ended.</summary>
internal enum UnitRootOutcome
{
    /// <summary>There is a statistic.</summary>
    Found,

    /// <summary>The level, or a lag, is constant or a combination of the others.</summary>
    Dependent,

    /// <summary>The fit leaves nothing, and the level comes back: the statistic is minus infinity.</summary>
    PerfectReversion,

    /// <summary>The products overflow.</summary>
    Overflow,
}

/// <summary>Δy_t = μ + γy_{t-1} + Σδᵢ Δy_{t-i} + ε by least squares: the regression of the unit-root tests.</summary>
/// <remarks>All lag counts share one set of products of the columns, and one factor of them: dropping the last lags drops its last columns.
/// Sums of lagged products differ by edge terms only, so the whole costs O(n·lags); no matrix of n rows is formed.</remarks>
internal static class UnitRootRegression
{
    /// <summary>A fit that leaves this share of the squares left the rounding of the products.</summary>
    private const double PerfectShare = 1e-13;

    private const int NoLevel = -1;
    private const int TooLarge = -2;

    /// <summary>Schwert's rule, ⌈12·(n/100)^¼⌉, kept below half the sample: room for the lags of hourly cycles without using up the data.</summary>
    public static int DefaultMaximumLags(int count, bool hasConstant) =>
        Math.Max(0, Math.Min((int)Math.Ceiling(12 * Math.Pow(count / 100.0, 0.25)), count / 2 - (hasConstant ? 2 : 1)));

    /// <summary>Fits with a fixed number of lags, or with the number up to a maximum that Akaike's criterion prefers.</summary>
    /// <param name="values">At least lags + 4 finite values.</param>
    /// <param name="hasConstant">Whether μ is fitted.</param>
    /// <param name="lags">The fixed number, or the maximum.</param>
    /// <param name="isFixed">Which of both it is.</param>
    public static UnitRootFit Of(ReadOnlySpan<double> values, bool hasConstant, int lags, bool isFixed)
    {
        var size = lags + 2;
        var room = ArrayPool<double>.Shared.Rent(2 * values.Length + size * size);
        var levels = room.AsSpan(0, values.Length);
        var differences = room.AsSpan(values.Length, values.Length);
        var gram = room.AsSpan(2 * values.Length, size * size);

        // The last value is no row's level: were it far out, centring by it would cost the others their digits.
        var center = hasConstant ? Mean(values[..^1]) : 0;
        differences[0] = 0;
        for (var t = 0; t < values.Length; t++)
        {
            levels[t] = values[t] - center;
            if (t > 0)
            {
                differences[t] = values[t] - values[t - 1];
            }
        }

        var moments = new LagMoments(levels, differences, hasConstant);
        var chosen = isFixed ? lags : ChooseLags(moments, lags, gram);
        var fit = chosen < 0 ? default : Fit(moments, chosen, gram);
        ArrayPool<double>.Shared.Return(room);
        return chosen switch
        {
            NoLevel => new UnitRootFit(UnitRootOutcome.Dependent, double.NaN, 0, 0),
            TooLarge => new UnitRootFit(UnitRootOutcome.Overflow, double.NaN, 0, 0),
            _ => fit,
        };
    }

    /// <summary>The lag count of the least T·ln(RSS/T) + 2·lags, over rows that all of them have; the fewest lags where it is a tie.</summary>
    private static int ChooseLags(LagMoments moments, int most, Span<double> gram)
    {
        var size = most + 2;
        moments.Write(gram, most, isLevelFirst: true);
        var squares = gram[size * size - 1];
        if (!double.IsFinite(squares + gram[0]))
        {
            return TooLarge;
        }

        var columns = Cholesky.Factor(gram, size, size - 1);
        var rows = moments.Rows(most);
        var projections = gram.Slice((size - 1) * size, columns);
        var best = NoLevel;
        var least = double.PositiveInfinity;
        var left = squares;
        for (var lags = 0; lags < columns; lags++)
        {
            left -= projections[lags] * projections[lags];
            if (left <= PerfectShare * squares)
            {
                return lags;
            }

            var criterion = rows * Math.Log(left / rows) + 2 * lags;
            if (criterion < least)
            {
                (least, best) = (criterion, lags);
            }
        }

        return best;
    }

    private static UnitRootFit Fit(LagMoments moments, int lags, Span<double> gram)
    {
        // The level comes last of the regressors: t is then its projection over the residual deviation.
        var size = lags + 2;
        gram = gram[..(size * size)];
        moments.Write(gram, lags, isLevelFirst: false);
        var rows = moments.Rows(lags);
        var squares = gram[size * size - 1];
        if (!double.IsFinite(squares + gram[lags * size + lags]))
        {
            return new UnitRootFit(UnitRootOutcome.Overflow, double.NaN, lags, rows);
        }

        if (Cholesky.Factor(gram, size, size - 1) < size - 1)
        {
            return new UnitRootFit(UnitRootOutcome.Dependent, double.NaN, lags, rows);
        }

        var projections = gram.Slice((size - 1) * size, size - 1);
        var left = squares - DotProduct.Of(projections, projections);
        if (!double.IsFinite(left))
        {
            return new UnitRootFit(UnitRootOutcome.Overflow, double.NaN, lags, rows);
        }

        if (left <= PerfectShare * squares)
        {
            var comesBack = projections[lags] < 0 && projections[lags] * projections[lags] > PerfectShare * squares;
            var outcome = comesBack ? UnitRootOutcome.PerfectReversion : UnitRootOutcome.Dependent;
            return new UnitRootFit(outcome, double.NaN, lags, rows);
        }

        var freedom = rows - moments.Parameters(lags);
        return new UnitRootFit(UnitRootOutcome.Found, projections[lags] / Math.Sqrt(left / freedom), lags, rows);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += value - values[0];
        }

        return values[0] + sum / values.Length;
    }
}
