namespace Decoupling.Baselines;

/// <summary>How many neighbouring values a thinned table may join into one, by their rank.</summary>
/// <param name="steps">From which rank on how large a share of all values; the first from rank 0.</param>
public sealed class QuantileRuns(params (double FromRank, double Length)[] steps)
{
    /// <summary>One day of rows: a 96th of it, three 5-minute rows or fifteen 1-minute ones. A rank of one day is within 0.6 points.</summary>
    public static QuantileRuns OfDay { get; } = new((0, 1.0 / 96));

    /// <summary>A year: half a point up to the 80th percentile, then ever finer, because levels stand at the 85th, 95th and 99th.</summary>
    public static QuantileRuns OfBaseline { get; } = new((0, 0.005), (0.8, 0.001), (0.95, 0.0005), (0.99, 0.0001));

    /// <summary>The length of a run that begins at a rank, as a share of all values.</summary>
    public double LengthAt(double rank)
    {
        var length = steps[0].Length;
        foreach (var step in steps)
        {
            if (step.FromRank <= rank)
            {
                length = step.Length;
            }
        }

        return length;
    }
}
