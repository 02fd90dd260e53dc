namespace Decoupling.Hazard.Fitting;

/// <summary>How sure a figure is where neighbouring hours tell the same story: blocks of time are drawn again, all assets together.</summary>
/// <remarks>Percentile interval of 95 % from resamples with replacement, seeded. Source: Künsch, "The Jackknife and the Bootstrap for General
/// Stationary Observations", 1989.</remarks>
internal static class BlockBootstrap
{
    private const int Resamples = 1_000;
    private const int Seed = 20220701;
    private const double Tail = 0.025;

    /// <summary>A figure of how often each block counts: its value where each counts once, and its interval.</summary>
    /// <param name="blocks">How many blocks there are.</param>
    /// <param name="figure">Of the blocks' weights; a resample that gives no number is left out.</param>
    /// <returns><see langword="null"/> where the blocks themselves give no number.</returns>
    public static HazardEstimate? Estimate(int blocks, Func<int[], double> figure)
    {
        var once = new int[blocks];
        Array.Fill(once, 1);
        var whole = figure(once);
        if (!double.IsFinite(whole))
        {
            return null;
        }

        var random = new Random(Seed);
        var drawn = new List<double>(Resamples);
        var weights = new int[blocks];
        for (var i = 0; i < Resamples; i++)
        {
            Array.Clear(weights);
            for (var j = 0; j < blocks; j++)
            {
                weights[random.Next(blocks)]++;
            }

            if (figure(weights) is var value && double.IsFinite(value))
            {
                drawn.Add(value);
            }
        }

        // One resample in which nothing can be told says no less than none.
        if (drawn.Count == 0)
        {
            drawn.Add(whole);
        }

        drawn.Sort();
        return new HazardEstimate
        {
            Value = whole,
            Low = drawn[(int)(Tail * (drawn.Count - 1))],
            High = drawn[(int)Math.Ceiling((1 - Tail) * (drawn.Count - 1))],
        };
    }
}
