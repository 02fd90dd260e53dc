using System.Buffers;
using Decoupling.Numerics;

namespace Decoupling.Discovery;

/// <summary>How each of two prices answers to the gap between them, and what is left unexplained.</summary>
/// <param name="Lags">Lagged moves of each price in the regression.</param>
/// <param name="Rows">Rows of the regression.</param>
/// <param name="AlphaFirst">α₁: the first price's move per unit of gap.</param>
/// <param name="AlphaSecond">α₂.</param>
/// <param name="TFirst">t of α₁.</param>
/// <param name="TSecond">t of α₂.</param>
/// <param name="VarianceFirst">Ω₁₁ of the residuals.</param>
/// <param name="Covariance">Ω₁₂.</param>
/// <param name="VarianceSecond">Ω₂₂.</param>
internal readonly record struct ErrorCorrectionFit(
    int Lags,
    int Rows,
    double AlphaFirst,
    double AlphaSecond,
    double TFirst,
    double TSecond,
    double VarianceFirst,
    double Covariance,
    double VarianceSecond
);

/// <summary>Δp_t = μ + α(p₁ - p₂)_{t-1} + ΣΓᵢΔp_{t-i} + ε for two prices, by least squares per equation.</summary>
/// <remarks>The columns are slices of three series (gap and both moves), so their products need no matrix of n rows: O(n·lags²).</remarks>
internal static class ErrorCorrection
{
    /// <summary>The fewest values that this many lags can be fitted on.</summary>
    public static int SamplesFor(int lags) => 3 * lags + 6;

    /// <summary>Fits with a fixed number of lags, or with the number up to a maximum that the Bayesian criterion prefers.</summary>
    /// <returns><see langword="null"/> when the columns are no numbers or depend on each other.</returns>
    public static ErrorCorrectionFit? Of(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        int lags,
        bool isFixed
    )
    {
        var count = first.Length;
        var size = 2 * lags + 3;
        var room = ArrayPool<double>.Shared.Rent(3 * count + size * size);
        var series = new PairSeries(room.AsSpan(0, 3 * count), first, second);
        var gram = room.AsSpan(3 * count, size * size);
        var chosen = isFixed ? lags : ChooseLags(series, lags, gram);
        var fit = chosen < 0 ? null : Fit(series, chosen, gram);
        ArrayPool<double>.Shared.Return(room);
        return fit;
    }

    /// <summary>The least T·ln|Ω| + parameters·ln T over rows that all lag counts have; -1 when there is none.</summary>
    private static int ChooseLags(PairSeries series, int most, Span<double> gram)
    {
        var size = 2 * most + 3;
        series.Write(gram, most, isGapFirst: true);
        var columns = Cholesky.Factor(gram, size, size - 2);
        double rows = series.Rows(most);
        var best = -1;
        var least = double.PositiveInfinity;
        for (var lags = 0; 2 * lags + 1 <= columns; lags++)
        {
            var (varianceFirst, covariance, varianceSecond) = Residuals(gram, size, 2 * lags + 1);
            var determinant = varianceFirst / rows * (varianceSecond / rows) - covariance / rows * (covariance / rows);
            var criterion = rows * Math.Log(determinant) + 2 * (2 * lags + 2) * Math.Log(rows);
            if (criterion < least)
            {
                (least, best) = (criterion, lags);
            }
        }

        return best;
    }

    private static ErrorCorrectionFit? Fit(PairSeries series, int lags, Span<double> gram)
    {
        // The gap comes last of the regressors: α and its error are then read off its row.
        var size = 2 * lags + 3;
        gram = gram[..(size * size)];
        series.Write(gram, lags, isGapFirst: false);
        if (Cholesky.Factor(gram, size, size - 2) < size - 2)
        {
            return null;
        }

        var gap = size - 3;
        var freedom = series.Rows(lags) - (2 * lags + 2);
        var (varianceFirst, covariance, varianceSecond) = Residuals(gram, size, size - 2);
        (varianceFirst, covariance, varianceSecond) = (
            varianceFirst / freedom,
            covariance / freedom,
            varianceSecond / freedom
        );
        var pivot = gram[gap * size + gap];
        var (projectionFirst, projectionSecond) = (gram[(size - 2) * size + gap], gram[(size - 1) * size + gap]);
        return new ErrorCorrectionFit(
            lags,
            series.Rows(lags),
            projectionFirst / pivot,
            projectionSecond / pivot,
            projectionFirst / Math.Sqrt(varianceFirst),
            projectionSecond / Math.Sqrt(varianceSecond),
            varianceFirst,
            covariance,
            varianceSecond
        );
    }

    /// <summary>What the first columns leave of the two dependents' products, which stand in the last two rows.</summary>
    private static (double First, double Cross, double Second) Residuals(Span<double> gram, int size, int columns)
    {
        var first = gram.Slice((size - 2) * size, size);
        var second = gram.Slice((size - 1) * size, size);
        return (
            first[size - 2] - DotProduct.Of(first[..columns], first[..columns]),
            second[size - 2] - DotProduct.Of(first[..columns], second[..columns]),
            second[size - 1] - DotProduct.Of(second[..columns], second[..columns])
        );
    }

    /// <summary>The gap and the moves of both prices.</summary>
    private readonly ref struct PairSeries
    {
        private readonly Span<double> _gap;
        private readonly Span<double> _first;
        private readonly Span<double> _second;

        public PairSeries(Span<double> room, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
        {
            var count = first.Length;
            _gap = room[..count];
            _first = room.Slice(count, count);
            _second = room.Slice(2 * count, count);
            var center = first[0] - second[0];
            for (var t = 0; t < count; t++)
            {
                // Measured from its first value, so that a wide but steady gap costs no digit.
                _gap[t] = first[t] - second[t] - center;
                _first[t] = t == 0 ? 0 : first[t] - first[t - 1];
                _second[t] = t == 0 ? 0 : second[t] - second[t - 1];
            }
        }

        public int Rows(int lags) => _gap.Length - 1 - lags;

        /// <summary>Writes the lower triangle of the centred products: the regressors, then both dependents.</summary>
        public void Write(Span<double> gram, int lags, bool isGapFirst)
        {
            var size = 2 * lags + 3;
            var rows = Rows(lags);
            using var rented = new Rented<double>(size);
            var sums = rented.Span;
            for (var row = 0; row < size; row++)
            {
                var rowValues = Column(row, lags, isGapFirst);
                sums[row] = Sum(rowValues);
                var rowMean = sums[row] / rows;
                for (var column = 0; column <= row; column++)
                {
                    var columnValues = Column(column, lags, isGapFirst);
                    gram[row * size + column] = DotProduct.Of(rowValues, columnValues) - rowMean * sums[column];
                }
            }
        }

        private ReadOnlySpan<double> Column(int column, int lags, bool isGapFirst)
        {
            var rows = Rows(lags);
            if (column >= 2 * lags + 1)
            {
                return (column == 2 * lags + 1 ? _first : _second).Slice(lags + 1, rows);
            }

            if (column == (isGapFirst ? 0 : 2 * lags))
            {
                return _gap.Slice(lags, rows);
            }

            var (lag, market) = Math.DivRem(isGapFirst ? column - 1 : column, 2);
            return (market == 0 ? _first : _second).Slice(lags - lag, rows);
        }

        private static double Sum(ReadOnlySpan<double> values)
        {
            double sum = 0;
            foreach (var value in values)
            {
                sum += value;
            }

            return sum;
        }
    }
}
