using MathNet.Numerics.LinearAlgebra;

namespace Decoupling.Tests.Stationarity;

/// <summary>The second route of the unit-root tests: the whole matrix, by Math.NET's QR.</summary>
internal static class LeastSquaresReference
{
    /// <summary>The Dickey-Fuller t with a number of lags, and the squares left, over the rows from a start on.</summary>
    public static (double Statistic, double SquaresLeft, int Rows) DickeyFuller(
        double[] values,
        int lags,
        bool hasConstant,
        int start
    )
    {
        var rows = Enumerable.Range(start, values.Length - start).ToArray();
        var design = Matrix<double>.Build.DenseOfRows(
            rows.Select(t =>
                (hasConstant ? new[] { 1.0 } : [])
                    .Append(values[t - 1])
                    .Concat(Enumerable.Range(1, lags).Select(lag => values[t - lag] - values[t - lag - 1]))
            )
        );
        var dependent = Vector<double>.Build.DenseOfEnumerable(rows.Select(t => values[t] - values[t - 1]));
        var coefficients = design.QR().Solve(dependent);
        var residuals = dependent - design * coefficients;
        var squares = residuals * residuals;
        var inverse = (design.TransposeThisAndMultiply(design)).Inverse();
        var level = hasConstant ? 1 : 0;
        var deviation = Math.Sqrt(squares / (rows.Length - design.ColumnCount) * inverse[level, level]);
        return (coefficients[level] / deviation, squares, rows.Length);
    }

    /// <summary>Akaike's choice among 0 to most lags over the rows that all have.</summary>
    public static int ChooseLags(double[] values, int most, bool hasConstant) =>
        Enumerable
            .Range(0, most + 1)
            .MinBy(lags =>
            {
                var (_, squares, rows) = DickeyFuller(values, lags, hasConstant, most + 1);
                return rows * Math.Log(squares / rows) + 2 * lags;
            });
}
