namespace Decoupling.Numerics;

/// <summary>Kendall's τ_b in O(n log n): pairs in the same order less pairs in the opposite one, corrected for ties.</summary>
/// <remarks>Every count is a whole number, so swapping the samples changes no bit. Source: Knight, "A Computer Method for Calculating
/// Kendall's Tau with Ungrouped Data", 1966.</remarks>
internal static class KendallTau
{
    /// <summary>τ_b in [-1, 1]; NaN when all values of a sample are equal. The values are finite.</summary>
    /// <param name="sortedX">The first sample in order.</param>
    /// <param name="placesX">Where each of its values stood before.</param>
    /// <param name="y">The second sample, as it stood beside the first.</param>
    public static double Of(ReadOnlySpan<double> sortedX, ReadOnlySpan<int> placesX, ReadOnlySpan<double> y)
    {
        using var bufferY = new Rented<double>(y.Length);
        using var scratch = new Rented<double>(y.Length);
        var sortedY = bufferY.Span;
        for (var i = 0; i < sortedY.Length; i++)
        {
            sortedY[i] = y[placesX[i]];
        }

        long tiedInX = 0;
        long tiedInBoth = 0;
        for (var start = 0; start < sortedX.Length; )
        {
            var end = MidRanks.EndOfTies(sortedX, start);
            var run = sortedY[start..end];
            if (run.Length > 1)
            {
                run.Sort();
                tiedInX += Pairs(run.Length);
                tiedInBoth += TiedPairs(run);
            }

            start = end;
        }

        var opposite = CountInversionsAndSort(sortedY, scratch.Span);
        var tiedInY = TiedPairs(sortedY);
        var all = Pairs(y.Length);
        var same = all - tiedInX - tiedInY + tiedInBoth - opposite;
        return (same - opposite) / (Math.Sqrt(all - tiedInX) * Math.Sqrt(all - tiedInY));
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long TiedPairs(ReadOnlySpan<double> sorted)
    {
        long pairs = 0;
        for (var start = 0; start < sorted.Length; )
        {
            var end = MidRanks.EndOfTies(sorted, start);
            pairs += Pairs(end - start);
            start = end;
        }

        return pairs;
    }

    private static long CountInversionsAndSort(Span<double> values, Span<double> scratch)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var middle = values.Length / 2;
        var left = values[..middle];
        var right = values[middle..];
        var inversions = CountInversionsAndSort(left, scratch) + CountInversionsAndSort(right, scratch);
        var (i, j) = (0, 0);
        for (var k = 0; k < values.Length; k++)
        {
            if (j == right.Length || (i < left.Length && left[i] <= right[j]))
            {
                scratch[k] = left[i++];
            }
            else
            {
                scratch[k] = right[j++];
                inversions += left.Length - i;
            }
        }

        scratch[..values.Length].CopyTo(values);
        return inversions;
    }
}
