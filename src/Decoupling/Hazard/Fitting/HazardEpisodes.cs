namespace Decoupling.Hazard.Fitting;

/// <summary>The state of every hour of one asset, had it been read then: percentiles against the past, then the hysteresis.</summary>
internal sealed class HazardEpisodes
{
    private HazardEpisodes(HazardTable table, double[] percentiles, bool[] elevated) =>
        (Table, Percentiles, Elevated) = (table, percentiles, elevated);

    public HazardTable Table { get; }

    public double[] Percentiles { get; }

    public bool[] Elevated { get; }

    /// <summary>Runs a score of an hour's features through time.</summary>
    public static HazardEpisodes Run(HazardTable table, Func<HazardTable, int, double> score)
    {
        var scores = new double[table.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = table.IsRead[i] ? score(table, i) : double.NaN;
        }

        var percentiles = TrailingPercentiles.Compute(table.EndOf(0), scores);
        var elevated = new bool[table.Count];
        HazardHysteresis.Run(percentiles, elevated);
        return new HazardEpisodes(table, percentiles, elevated);
    }

    /// <summary>Counts from a time on the hours that have a percentile, those in the state, its entries, and the entries without a fall ahead at any of their hours.</summary>
    public (int Hours, int ElevatedHours, int Entered, int False) CountFrom(DateTimeOffset at)
    {
        var (hours, elevated, entered, without) = (0, 0, 0, 0);
        var first = Math.Max(1, (int)Math.Ceiling((at - Table.EndOf(0)).TotalHours));
        for (var i = first; i < Table.Count; i++)
        {
            hours += double.IsNaN(Percentiles[i]) ? 0 : 1;
            elevated += Elevated[i] ? 1 : 0;
            if (Elevated[i] && !Elevated[i - 1])
            {
                entered++;
                without += HasFallAhead(i) ? 0 : 1;
            }
        }

        return (hours, elevated, entered, without);
    }

    private bool HasFallAhead(int entered)
    {
        for (var i = entered; i < Table.Count && Elevated[i]; i++)
        {
            if (Table.FallFollows[i] == true)
            {
                return true;
            }
        }

        return false;
    }
}
