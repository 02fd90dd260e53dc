using Decoupling.Numerics;

namespace Decoupling.Stationarity;

/// <summary>Sums of products of a level, its difference and the difference's lags, over the rows that have all of them.</summary>
/// <param name="levels">The level of each time; centred where there is a constant, so that centring the products costs no digit.</param>
/// <param name="differences">Its difference from the time before; the first is not read.</param>
/// <param name="hasConstant">Whether the products are centred.</param>
internal readonly ref struct LagMoments(ReadOnlySpan<double> levels, ReadOnlySpan<double> differences, bool hasConstant)
{
    private readonly ReadOnlySpan<double> _levels = levels;
    private readonly ReadOnlySpan<double> _differences = differences;

    /// <summary>The rows with this many lags.</summary>
    public int Rows(int lags) => _levels.Length - 1 - lags;

    /// <summary>What is fitted: γ, each lag's δ, and μ.</summary>
    public int Parameters(int lags) => lags + (hasConstant ? 2 : 1);

    /// <summary>Writes the lower triangle: lags 1 to most and the level, whichever is first, and the difference itself as the last row.</summary>
    public void Write(Span<double> gram, int most, bool isLevelFirst)
    {
        var size = most + 2;
        var start = most + 1;
        var rows = Rows(most);
        var levelColumn = isLevelFirst ? 0 : most;
        var firstLag = isLevelFirst ? 1 : 0;

        var level = _levels.Slice(start - 1, rows);
        double levelSum = 0;
        foreach (var value in level)
        {
            levelSum += value;
        }

        Set(gram, size, levelColumn, levelColumn, DotProduct.Of(level, level) - Centering(levelSum, levelSum, rows));
        for (var lag = 0; lag <= most; lag++)
        {
            var product = DotProduct.Of(level, _differences.Slice(start - lag, rows));
            Set(
                gram,
                size,
                levelColumn,
                ColumnOf(lag, firstLag, size),
                product - Centering(levelSum, Sum(start, lag), rows)
            );
        }

        for (var apart = 0; apart <= most; apart++)
        {
            WriteDiagonal(gram, size, firstLag, apart);
        }
    }

    /// <summary>All pairs of lags that lie so far apart. Their sums run over the same products but for the edges, which are added to
    /// the part that all share: nothing is subtracted, so an outlier at an edge costs no digit.</summary>
    private void WriteDiagonal(Span<double> gram, int size, int firstLag, int apart)
    {
        var start = size - 1;
        var last = size - 2 - apart;
        var end = _differences.Length;
        var shared = DotProduct.Of(
            _differences[start..(end - last)],
            _differences[(start - apart)..(end - last - apart)]
        );
        double tail = 0;
        for (var lag = last; lag >= 0; lag--)
        {
            Set(gram, size, ColumnOf(lag, firstLag, size), ColumnOf(lag + apart, firstLag, size), shared + tail);
            tail += lag > 0 ? _differences[end - lag] * _differences[end - lag - apart] : 0;
        }

        double head = 0;
        for (var lag = 0; lag <= last; lag++)
        {
            head += lag > 0 ? _differences[start - lag] * _differences[start - lag - apart] : 0;
            var centering = Centering(Sum(start, lag), Sum(start, lag + apart), Rows(size - 2));
            var (low, high) = Ordered(ColumnOf(lag, firstLag, size), ColumnOf(lag + apart, firstLag, size));
            gram[high * size + low] += head - centering;
        }
    }

    /// <summary>The sum of a lag's differences telescopes.</summary>
    private double Sum(int start, int lag) => _levels[^(lag + 1)] - _levels[start - lag - 1];

    /// <summary>Lag 0 is the dependent, the last row.</summary>
    private static int ColumnOf(int lag, int firstLag, int size) => lag == 0 ? size - 1 : firstLag + lag - 1;

    private double Centering(double sumA, double sumB, int rows) => hasConstant ? sumA * sumB / rows : 0;

    private static void Set(Span<double> gram, int size, int a, int b, double value)
    {
        var (low, high) = Ordered(a, b);
        gram[high * size + low] = value;
    }

    private static (int Low, int High) Ordered(int a, int b) => a < b ? (a, b) : (b, a);
}
