namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Takes missing bars out of columns, and puts them back.</summary>
internal static class MissingBars
{
    /// <summary>The runs of bars that are missing.</summary>
    public static List<MissingBarsWire> Find(double[] close)
    {
        var missing = new List<MissingBarsWire>();
        for (var i = 0; i < close.Length; i++)
        {
            if (double.IsNaN(close[i]))
            {
                var from = i;
                while (i < close.Length && double.IsNaN(close[i]))
                {
                    i++;
                }

                missing.Add(new MissingBarsWire { From = from, Count = i - from });
            }
        }

        return missing;
    }

    /// <exception cref="FormatException">The runs are not in order, or not within the series.</exception>
    public static void Check(IReadOnlyList<MissingBarsWire> missing, int count)
    {
        var end = 0;
        foreach (var run in missing)
        {
            if (run.From < end || run.Count < 1 || run.Count > count - run.From)
            {
                throw new FormatException("The missing bars are not in order, or not within the series.");
            }

            end = run.From + run.Count;
        }
    }

    /// <summary>The column without the missing bars.</summary>
    public static double[] LeaveOut(double[] column, List<MissingBarsWire> missing)
    {
        var present = new double[column.Length - missing.Sum(run => run.Count)];
        var (source, target) = (0, 0);
        foreach (var run in missing)
        {
            column.AsSpan(source, run.From - source).CopyTo(present.AsSpan(target));
            target += run.From - source;
            source = run.From + run.Count;
        }

        column.AsSpan(source).CopyTo(present.AsSpan(target));
        return present;
    }

    /// <summary>The column with NaN where bars are missing.</summary>
    /// <exception cref="FormatException">The column has another length than the series.</exception>
    public static double[] PutBack(double[] present, IReadOnlyList<MissingBarsWire> missing, int count)
    {
        if (present.Length != count - missing.Sum(run => run.Count))
        {
            throw new FormatException(
                $"A column has {present.Length} bars; the series has {count}, missing ones included."
            );
        }

        if (missing.Count == 0)
        {
            return present;
        }

        var column = new double[count];
        var (source, target) = (0, 0);
        foreach (var run in missing)
        {
            present.AsSpan(source, run.From - target).CopyTo(column.AsSpan(target));
            column.AsSpan(run.From, run.Count).Fill(double.NaN);
            source += run.From - target;
            target = run.From + run.Count;
        }

        present.AsSpan(source).CopyTo(column.AsSpan(target));
        return column;
    }
}
