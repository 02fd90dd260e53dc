namespace Decoupling.Numerics;

/// <summary>The median by selection (Hoare's quickselect): O(n) expected, in the caller's buffer, no allocation.</summary>
internal static class Median
{
    /// <summary>The factor that makes the median absolute deviation of a normal sample its standard deviation: 1/Φ⁻¹(3/4).</summary>
    public const double DeviationScale = 1.482602218505602;

    /// <summary>The median of at least one finite value; the mean of the two middle ones where the count is even. Reorders the span.</summary>
    public static double OfReordered(Span<double> values)
    {
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1)
        {
            return upper;
        }

        var lower = values[0];
        foreach (var value in values[1..middle])
        {
            lower = Math.Max(lower, value);
        }

        return 0.5 * lower + 0.5 * upper;
    }

    /// <summary>The value of a rank from 0; everything before it in the span is then no greater.</summary>
    private static double Select(Span<double> values, int rank)
    {
        var low = 0;
        var high = values.Length - 1;
        while (low < high)
        {
            var pivot = MiddleOf(values[low], values[low + (high - low) / 2], values[high]);
            var left = low;
            var right = high;
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }

                while (values[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }

            if (rank <= right)
            {
                high = right;
            }
            else if (rank >= left)
            {
                low = left;
            }
            else
            {
                break;
            }
        }

        return values[rank];
    }

    private static double MiddleOf(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
