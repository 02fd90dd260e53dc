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
    /// <param name="x">The block's window rows and at least rows - 1 of the next one's; four lanes from each row's start.</param>
    /// <param name="y">As <paramref name="x"/>.</param>
    /// <param name="stride">Values from one row to the next, of the input as of the results.</param>
    /// <param name="window">Samples in a window.</param>
    /// <param name="rows">Windows to write: 1 to window.</param>
    /// <param name="room">Takes the suffix sums.</param>
    /// <param name="correlation">Takes rows of correlations.</param>
    /// <param name="beta">Takes rows of betas.</param>
    public static void Of(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int stride,
        int window,
        int rows,
        Span<double> room,
        Span<double> correlation,
        Span<double> beta
    )
    {
        // One check for all that is read and written below by reference.
        var last = (window + rows - 2) * stride + LaneRows.Lanes;
        ref var xStart = ref MemoryMarshal.GetReference(x[..last]);
        ref var yStart = ref MemoryMarshal.GetReference(y[..last]);
        ref var correlationStart = ref MemoryMarshal.GetReference(
            correlation[..((rows - 1) * stride + LaneRows.Lanes)]
        );
        ref var betaStart = ref MemoryMarshal.GetReference(beta[..((rows - 1) * stride + LaneRows.Lanes)]);
        ref var suffix = ref MemoryMarshal.GetReference(room[..(window * SuffixWidth)]);

        var centerX = Vector256.LoadUnsafe(ref xStart, (nuint)((window - 1) * stride));
        var centerY = Vector256.LoadUnsafe(ref yStart, (nuint)((window - 1) * stride));
        Vector256<double> sumX = default,
            sumY = default,
            sumXX = default,
            sumYY = default,
            sumXY = default;
        for (var row = window - 1; row >= 0; row--)
        {
            var dx = Vector256.LoadUnsafe(ref xStart, (nuint)(row * stride)) - centerX;
            var dy = Vector256.LoadUnsafe(ref yStart, (nuint)(row * stride)) - centerY;
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
                var dx = Vector256.LoadUnsafe(ref xStart, (nuint)((window + row) * stride)) - centerX;
                var dy = Vector256.LoadUnsafe(ref yStart, (nuint)((window + row) * stride)) - centerY;
                sumX += dx;
                sumY += dy;
                sumXX = Vector256.FusedMultiplyAdd(dx, dx, sumXX);
                sumYY = Vector256.FusedMultiplyAdd(dy, dy, sumYY);
                sumXY = Vector256.FusedMultiplyAdd(dx, dy, sumXY);
            }
        }
    }
}
