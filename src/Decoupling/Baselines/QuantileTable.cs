using Decoupling.Numerics;

namespace Decoupling.Baselines;

/// <summary>Many values by a bounded number of them, each with how many it stands for: enough to say how rare a value is.</summary>
/// <remarks>A thinned table stands for runs of neighbours by the middle one of each, so that a rank is wrong by at most half a run. Values that
/// repeat more often than a run is long stay exact: most funding gaps are 0.</remarks>
public sealed class QuantileTable
{
    private readonly double[] values;
    private readonly int[] counts;
    private readonly int[] below;

    /// <summary>Creates a table of what was thinned before.</summary>
    /// <param name="values">Finite, strictly ascending.</param>
    /// <param name="counts">As many, each at least 1.</param>
    /// <exception cref="ArgumentException">The values do not ascend, or a count is none.</exception>
    public QuantileTable(IReadOnlyList<double> values, IReadOnlyList<int> counts)
        : this([.. values], [.. counts])
    {
        if (values.Count != counts.Count)
        {
            throw new ArgumentException($"There are {values.Count} values and {counts.Count} counts.", nameof(counts));
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]) || (i > 0 && !(values[i] > values[i - 1])))
            {
                throw new ArgumentException($"The value at index {i} is no number or does not ascend.", nameof(values));
            }

            ArgumentOutOfRangeException.ThrowIfLessThan(counts[i], 1, nameof(counts));
        }
    }

    private QuantileTable(double[] values, int[] counts)
    {
        this.values = values;
        this.counts = counts;
        below = new int[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            below[i + 1] = checked(below[i] + counts[i]);
        }
    }

    /// <summary>A table without values.</summary>
    public static QuantileTable Empty { get; } = new([], (int[])[]);

    /// <summary>The values, strictly ascending.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>How many values each stands for, at least 1.</summary>
    public IReadOnlyList<int> Counts => counts;

    /// <summary>How many values the table stands for.</summary>
    public int Count => below[^1];

    /// <summary>Sorts and counts values, which are changed by it.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static QuantileTable Of(Span<double> values)
    {
        if (InputGate.FirstNotFinite(values) is >= 0 and var index)
        {
            throw new ArgumentException($"The value at index {index} is no number.", nameof(values));
        }

        values.Sort();
        var distinct = new List<double>(values.Length);
        var counts = new List<int>(values.Length);
        foreach (var value in values)
        {
            Add(distinct, counts, value, 1);
        }

        return new QuantileTable([.. distinct], (int[])[.. counts]);
    }

    /// <summary>All values of several tables in one, unthinned.</summary>
    public static QuantileTable Merge(IReadOnlyCollection<QuantileTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var length = tables.Sum(table => table.values.Length);
        var keys = new double[length];
        var items = new int[length];
        var start = 0;
        foreach (var table in tables)
        {
            table.values.CopyTo(keys, start);
            table.counts.CopyTo(items, start);
            start += table.values.Length;
        }

        Array.Sort(keys, items);
        var distinct = new List<double>(length);
        var counts = new List<int>(length);
        for (var i = 0; i < length; i++)
        {
            Add(distinct, counts, keys[i], items[i]);
        }

        return new QuantileTable([.. distinct], (int[])[.. counts]);
    }

    /// <summary>The same values by fewer of them: neighbours that fit into one run are joined.</summary>
    /// <param name="runs">How long a run may be, as a share of all values, from which rank on.</param>
    public QuantileTable Thin(QuantileRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var kept = new List<double>();
        var keptCounts = new List<int>();
        var start = 0;
        while (start < values.Length)
        {
            var room = runs.LengthAt((double)below[start] / Count) * Count;
            var end = start + 1;
            while (end < values.Length && below[end + 1] - below[start] <= room)
            {
                end++;
            }

            kept.Add(values[MiddleOf(start, end)]);
            keptCounts.Add(below[end] - below[start]);
            start = end;
        }

        return new QuantileTable([.. kept], (int[])[.. keptCounts]);
    }

    /// <summary>How many of the values lie below a value, and how many equal it: those that the equal one stands for.</summary>
    public (int Below, int Equal) CountAround(double value)
    {
        var index = Array.BinarySearch(values, value);
        return index >= 0 ? (below[index], counts[index]) : (below[~index], 0);
    }

    /// <summary>The value at a rank: the least that a share of at least so much of the values does not exceed.</summary>
    /// <param name="rank">In (0, 1].</param>
    /// <exception cref="InvalidOperationException">The table is empty.</exception>
    public double ValueAt(double rank)
    {
        if (values.Length == 0)
        {
            throw new InvalidOperationException("A table without values has no quantile.");
        }

        var index = 0;
        while (index < values.Length - 1 && below[index + 1] < rank * Count)
        {
            index++;
        }

        return values[index];
    }

    private int MiddleOf(int start, int end)
    {
        var half = 0.5 * (below[start] + below[end]);
        var middle = start;
        while (below[middle + 1] < half)
        {
            middle++;
        }

        return middle;
    }

    private static void Add(List<double> distinct, List<int> counts, double value, int count)
    {
        if (distinct.Count > 0 && distinct[^1] == value)
        {
            counts[^1] += count;
        }
        else
        {
            // -0 and 0 are one value, and one text.
            distinct.Add(value == 0 ? 0 : value);
            counts.Add(count);
        }
    }
}
