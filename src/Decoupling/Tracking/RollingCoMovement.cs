using System.Buffers;
using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>Correlation and beta of every window in O(n), without drift: no window's sums ever held a value from outside it.</summary>
/// <remarks>
/// <para>The series is cut into blocks of one window's length. A window is the end of one block and the beginning of the next, so its sums
/// are a suffix sum plus a prefix sum, and nothing is ever subtracted again: van Herk's scheme for running maxima.</para>
/// <para>Values are measured from the block's last one, which lies in all windows that start in the block. Σ(x - c)² is then at most n times
/// the centred sum, so centring costs at worst a factor n of the rounding, on any level.</para>
/// <para>Four lanes are four runs of blocks of one pair, or four pairs. A value depends on its place in its block and not on its lane.
/// Source: van Herk, "A Fast Algorithm for Local Minimum and Maximum Filters on Rectangular and Octagonal Kernels", 1992.</para>
/// </remarks>
internal static class RollingCoMovement
{
    /// <summary>How far a lane walks before all four move on: far enough that the first block, which is turned twice, costs little, and near
    /// enough that the lanes stay on neighbouring pages.</summary>
    private const int RowsInARun = 4096;

    /// <summary>Writes (n/pairs - window + 1)·pairs values of each; there is at least one window.</summary>
    public static void Of(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int pairs,
        int window,
        Span<double> correlation,
        Span<double> beta
    )
    {
        if (pairs >= LaneRows.Lanes)
        {
            OfRows(x, y, pairs, window, correlation, beta);
        }
        else if (pairs == 1)
        {
            OfPair(x, y, window, correlation, beta);
        }
        else
        {
            OfFewPairs(x, y, pairs, window, correlation, beta);
        }
    }

    private static void OfFewPairs(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int pairs,
        int window,
        Span<double> correlation,
        Span<double> beta
    )
    {
        var length = x.Length / pairs;
        var count = length - window + 1;
        var room = ArrayPool<double>.Shared.Rent(4 * length);
        var legX = room.AsSpan(0, length);
        var legY = room.AsSpan(length, length);
        var pairCorrelation = room.AsSpan(2 * length, count);
        var pairBeta = room.AsSpan(3 * length, count);
        for (var pair = 0; pair < pairs; pair++)
        {
            for (var i = 0; i < length; i++)
            {
                (legX[i], legY[i]) = (x[i * pairs + pair], y[i * pairs + pair]);
            }

            OfPair(legX, legY, window, pairCorrelation, pairBeta);
            for (var i = 0; i < count; i++)
            {
                (correlation[i * pairs + pair], beta[i * pairs + pair]) = (pairCorrelation[i], pairBeta[i]);
            }
        }

        ArrayPool<double>.Shared.Return(room);
    }

    private static void OfPair(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int window,
        Span<double> correlation,
        Span<double> beta
    )
    {
        var count = x.Length - window + 1;
        var blocks = count / window;
        var run = Math.Max(1, RowsInARun / window);
        var room = ArrayPool<double>.Shared.Rent(window * (RollingBlock.SuffixWidth + 6 * LaneRows.Lanes));
        var lanes = new LaneRun(x, y, window, correlation, beta, room);

        var block = 0;
        for (; block <= blocks - LaneRows.Lanes * run; block += LaneRows.Lanes * run)
        {
            lanes.Walk(block, blocksApart: run, run, window);
        }

        for (; block <= blocks - LaneRows.Lanes; block += LaneRows.Lanes)
        {
            lanes.Walk(block, blocksApart: 1, run: 1, window);
        }

        for (; block < blocks; block++)
        {
            lanes.Walk(block, blocksApart: 0, run: 1, window);
        }

        lanes.Walk(blocks, blocksApart: 0, run: 1, count % window);
        ArrayPool<double>.Shared.Return(room);
    }

    private static void OfRows(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int pairs,
        int window,
        Span<double> correlation,
        Span<double> beta
    )
    {
        // Blocks are copied in and out as they lie: memory is then read and written in its own order, not column by column.
        var count = x.Length / pairs - window + 1;
        var block = window * pairs;
        var room = ArrayPool<double>.Shared.Rent(window * RollingBlock.SuffixWidth + 6 * block);
        var rowsX = new RollingRows(room.AsSpan(0, block), room.AsSpan(block, block));
        var rowsY = new RollingRows(room.AsSpan(2 * block, block), room.AsSpan(3 * block, block));
        var correlations = room.AsSpan(4 * block, block);
        var betas = room.AsSpan(5 * block, block);
        var suffixes = room.AsSpan(6 * block);
        x[..block].CopyTo(rowsX.Block);
        y[..block].CopyTo(rowsY.Block);
        for (var row = 0; row < count; row += window)
        {
            var rows = Math.Min(window, count - row);
            var start = row * pairs;
            var following = Math.Min(block, x.Length - start - block);
            x.Slice(start + block, following).CopyTo(rowsX.Next);
            y.Slice(start + block, following).CopyTo(rowsY.Next);
            for (var column = 0; column < pairs; column += LaneRows.Lanes)
            {
                // Where fewer than four columns are left, some are written once more, with the same values.
                var first = Math.Min(column, pairs - LaneRows.Lanes);
                RollingBlock.Of(
                    rowsX.From(first),
                    rowsY.From(first),
                    pairs,
                    window,
                    rows,
                    suffixes,
                    correlations[first..],
                    betas[first..]
                );
            }

            correlations[..(rows * pairs)].CopyTo(correlation[start..]);
            betas[..(rows * pairs)].CopyTo(beta[start..]);
            rowsX.Advance();
            rowsY.Advance();
        }

        ArrayPool<double>.Shared.Return(room);
    }

    /// <summary>Walks four runs of blocks of one pair side by side, transposed so that a vector holds one row of all four.</summary>
    private readonly ref struct LaneRun(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int window,
        Span<double> correlation,
        Span<double> beta,
        Span<double> room
    )
    {
        private readonly ReadOnlySpan<double> _x = x;
        private readonly ReadOnlySpan<double> _y = y;
        private readonly Span<double> _correlation = correlation;
        private readonly Span<double> _beta = beta;
        private readonly Span<double> _rows = room[..(6 * window * LaneRows.Lanes)];
        private readonly Span<double> _suffixes = room[(6 * window * LaneRows.Lanes)..];

        /// <summary>Lane k walks from block firstBlock + k·blocksApart on; of each block the first rows windows are written.</summary>
        public void Walk(int firstBlock, int blocksApart, int run, int rows)
        {
            if (run == 0 || rows == 0)
            {
                return;
            }

            var block = window * LaneRows.Lanes;
            var rowsX = new RollingRows(_rows[..block], _rows.Slice(block, block));
            var rowsY = new RollingRows(_rows.Slice(2 * block, block), _rows.Slice(3 * block, block));
            var correlations = _rows.Slice(4 * block, block);
            var betas = _rows.Slice(5 * block, block);
            var apart = blocksApart * window;
            var start = firstBlock * window;
            LaneRows.Gather(_x[start..], apart, window, rowsX.Block);
            LaneRows.Gather(_y[start..], apart, window, rowsY.Block);
            for (var step = 0; step < run; step++, start += window)
            {
                // The last block of all is followed by one value less than a window has.
                var following = Math.Min(window, _x.Length - (LaneRows.Lanes - 1) * apart - start - window);
                LaneRows.Gather(_x[(start + window)..], apart, following, rowsX.Next);
                LaneRows.Gather(_y[(start + window)..], apart, following, rowsY.Next);
                RollingBlock.Of(rowsX, rowsY, LaneRows.Lanes, window, rows, _suffixes, correlations, betas);
                LaneRows.Scatter(correlations, rows, _correlation[start..], apart);
                LaneRows.Scatter(betas, rows, _beta[start..], apart);
                rowsX.Advance();
                rowsY.Advance();
            }
        }
    }
}
