namespace Decoupling.Hazard;

/// <summary>Whether a derivative is in the state of elevated risk.</summary>
public enum HazardState
{
    /// <summary>Not in it.</summary>
    Normal,

    /// <summary>In it: mainly high volatility and persistent funding, as ranks against the past.</summary>
    Elevated,
}

/// <summary>Turns hourly percentiles into a state that does not flap.</summary>
/// <remarks>Entered at the second hour in a row at or above the 95th percentile; left at the first hour below the 85th that is at least 6 hours after
/// it was entered. An hour without a percentile breaks the entering run and leaves the state as it is: silence is not recovery.</remarks>
internal static class HazardHysteresis
{
    public const double EnterPercentile = 0.95;
    public const double LeavePercentile = 0.85;
    public const int EnterHours = 2;
    public const int HoldHours = 6;

    /// <summary>Runs through hours in order.</summary>
    /// <param name="percentiles">Ranks from 0 to 1 of hours in a row; NaN where an hour has none.</param>
    /// <param name="elevated">Takes whether each hour is in the state; as long as the percentiles, or empty.</param>
    /// <returns>The index at which the state of the last hour was entered or left; -1 where it was Normal from the first hour on.</returns>
    public static HazardRun Run(ReadOnlySpan<double> percentiles, Span<bool> elevated = default)
    {
        var run = new HazardRun(HazardState.Normal, -1);
        var high = 0;
        for (var i = 0; i < percentiles.Length; i++)
        {
            var percentile = percentiles[i];
            high = percentile >= EnterPercentile ? high + 1 : 0;
            if (run.State == HazardState.Normal && high >= EnterHours)
            {
                run = new HazardRun(HazardState.Elevated, i);
            }
            else if (
                run.State == HazardState.Elevated
                && percentile < LeavePercentile
                && i - run.SinceIndex >= HoldHours
            )
            {
                run = new HazardRun(HazardState.Normal, i);
            }

            if (!elevated.IsEmpty)
            {
                elevated[i] = run.State == HazardState.Elevated;
            }
        }

        return run;
    }
}

/// <summary>A state and the hour at which it began.</summary>
/// <param name="State">The state.</param>
/// <param name="SinceIndex">The hour at which it was entered or left, or -1 where it was Normal from the first hour on.</param>
internal readonly record struct HazardRun(HazardState State, int SinceIndex);
