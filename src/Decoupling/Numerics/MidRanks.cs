namespace Decoupling.Numerics;

/// <summary>Ranks from 1, equal values sharing the mean of their places, so that they sum to n(n + 1)/2.</summary>
internal static class MidRanks
{
    /// <summary>Writes the rank of each value beside it, the values in order, and the place of each of these before; O(n log n). The values
    /// are finite.</summary>
    public static void Of(ReadOnlySpan<double> values, Span<double> ranks, Span<double> sorted, Span<int> places)
    {
        values.CopyTo(sorted);
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        sorted.Sort(places);
        for (var start = 0; start < sorted.Length; )
        {
            var end = EndOfTies(sorted, start);
            for (var i = start; i < end; i++)
            {
                ranks[places[i]] = 0.5 * (start + 1 + end);
            }

            start = end;
        }
    }

    /// <summary>The index after the last of the values that equal the one at <paramref name="start"/> in a sorted span.</summary>
    public static int EndOfTies(ReadOnlySpan<double> sorted, int start)
    {
        var end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start])
        {
            end++;
        }

        return end;
    }
}
