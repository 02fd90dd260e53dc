using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>The inner loop of <see cref="RollingCoMovement"/>: the windows that start in one block of each of four lanes.</summary>
internal static class RollingBlock
{
    /// <summary>Values in a row of suffix sums: Σx, Σy, Σx², Σy², Σxy in each lane.</summary>
    public const int SuffixWidth = 5 * LaneRows.Lanes;

    /// <summary>Sums the block's suffixes, then goes on through the next block's prefixes.</summary>
    /// <param name="x">The underlying's rows.</param>
    /// <param name="y">The derivative's rows.</param>
    /// <param name="stride">Values from one row to the next, of the input as of the results; four lanes are read of each row.</param>
    /// <param name="window">Samples in a window.</param>
    /// <param name="rows">Windows to write: 1 to window.</param>
    /// <param name="room">Takes the suffix sums.</param>
    /// <param name="correlation">Takes rows of correlations.</param>
    /// <param name="beta">Takes rows of betas.</param>
    public static void Of(
        RollingRows x,
        RollingRows y,
        int stride,
        int window,
        int rows,
        Span<double> room,
        Span<double> correlation,
        Span<double> beta
    )
    {
        // One check for all that is read and written below by reference.
        var block = (window - 1) * stride + LaneRows.Lanes;
        var following = rows > 1 ? (rows - 2) * stride + LaneRows.Lanes : 0;
        var results = (rows - 1) * stride + LaneRows.Lanes;
        ref var xBlock = ref MemoryMarshal.GetReference(x.Block[..block]);
        ref var yBlock = ref MemoryMarshal.GetReference(y.Block[..block]);
        ref var xNext = ref MemoryMarshal.GetReference(x.Next[..following]);
        ref var yNext = ref MemoryMarshal.GetReference(y.Next[..following]);
        ref var correlationStart = ref MemoryMarshal.GetReference(correlation[..results]);
        ref var betaStart = ref MemoryMarshal.GetReference(beta[..results]);
        ref var suffix = ref MemoryMarshal.GetReference(room[..(window * SuffixWidth)]);

        var centerX = Vector256.LoadUnsafe(ref xBlock, (nuint)((window - 1) * stride));
        var centerY = Vector256.LoadUnsafe(ref yBlock, (nuint)((window - 1) * stride));
        Vector256<double> sumX = default,
            sumY = default,
            sumXX = default,
            sumYY = default,
            sumXY = default;
        for (var row = window - 1; row >= 0; row--)
        {
            var dx = Vector256.LoadUnsafe(ref xBlock, (nuint)(row * stride)) - centerX;
            var dy = Vector256.LoadUnsafe(ref yBlock, (nuint)(row * stride)) - centerY;
            sumX += dx;
            sumY += dy;
            sumXX = Vector256.FusedMultiplyAdd(dx, dx, sumXX);
            sumYY = Vector256.FusedMultiplyAdd(dy, dy, sumYY);
            sumXY = Vector256.FusedMultiplyAdd(dx, dy, sumXY);
            ref var place = ref Unsafe.Add(ref suffix, row * SuffixWidth);
            sumX.StoreUnsafe(ref place);
            sumY.StoreUnsafe(ref place, LaneRows.Lanes);
            sumXX.StoreUnsafe(ref place, 2 * LaneRows.Lanes);
            sumYY.StoreUnsafe(ref place, 3 * LaneRows.Lanes);
            sumXY.StoreUnsafe(ref place, 4 * LaneRows.Lanes);
        }

        sumX = sumY = sumXX = sumYY = sumXY = default;
        var quotients = new LaneQuotients(window);
        for (var row = 0; row < rows; row++)
        {
            ref var place = ref Unsafe.Add(ref suffix, row * SuffixWidth);
            quotients.Of(
                sumX + Vector256.LoadUnsafe(ref place),
                sumY + Vector256.LoadUnsafe(ref place, LaneRows.Lanes),
                sumXX + Vector256.LoadUnsafe(ref place, 2 * LaneRows.Lanes),
                sumYY + Vector256.LoadUnsafe(ref place, 3 * LaneRows.Lanes),
                sumXY + Vector256.LoadUnsafe(ref place, 4 * LaneRows.Lanes),
                ref Unsafe.Add(ref correlationStart, row * stride),
                ref Unsafe.Add(ref betaStart, row * stride)
            );
            if (row + 1 < rows)
            {
                var dx = Vector256.LoadUnsafe(ref xNext, (nuint)(row * stride)) - centerX;
                var dy = Vector256.LoadUnsafe(ref yNext, (nuint)(row * stride)) - centerY;
                sumX += dx;
                sumY += dy;
                sumXX = Vector256.FusedMultiplyAdd(dx, dx, sumXX);
                sumYY = Vector256.FusedMultiplyAdd(dy, dy, sumYY);
                sumXY = Vector256.FusedMultiplyAdd(dx, dy, sumXY);
            }
        }
    }
}
