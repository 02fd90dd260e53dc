using Decoupling.Hazard;

namespace Decoupling.Tests.Hazard;

public class HazardHysteresisTests
{
    /// <summary>One letter an hour: n under the 85th percentile, m between, h at or above the 95th, - without one; below it the state by hand.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("nnn", "...")]
    [InlineData("nhn", "...")]
    [InlineData("nhh", "..E")]
    [InlineData("hmh", "...")]
    [InlineData("h-h", "...")]
    [InlineData("hhmmmmmmmmm", ".EEEEEEEEEE")]
    [InlineData("hhnnnnnnn", ".EEEEEE..")]
    [InlineData("hhnnnnnmn", ".EEEEEEE.")]
    [InlineData("hhhhhhhhhn", ".EEEEEEEE.")]
    [InlineData("hh-------n", ".EEEEEEEE.")]
    [InlineData("hh--------", ".EEEEEEEEE")]
    [InlineData("hhnnnnnnhh", ".EEEEEE..E")]
    [InlineData("hhnnnnnhnn", ".EEEEEEE..")]
    public void Run_HoursByHand_EntersHoldsAndLeaves(string hours, string states)
    {
        var elevated = new bool[hours.Length];

        var run = HazardHysteresis.Run([.. hours.Select(PercentileOf)], elevated);

        new string([.. elevated.Select(on => on ? 'E' : '.')]).ShouldBe(states);
        run.State.ShouldBe(states.EndsWith('E') ? HazardState.Elevated : HazardState.Normal);
        run.SinceIndex.ShouldBe(LastChangeOf(states));
    }

    [Theory]
    [InlineData(0.95, 0.85, HazardState.Elevated)]
    [InlineData(0.9499999, 0.9, HazardState.Normal)]
    [InlineData(0.95, 0.8499999, HazardState.Normal)]
    public void Run_PercentilesAtTheLevels_CountAsReached(double enter, double after, HazardState expected)
    {
        double[] percentiles = [enter, enter, .. Enumerable.Repeat(after, HazardHysteresis.HoldHours)];

        HazardHysteresis.Run(percentiles).State.ShouldBe(expected);
    }

    private static double PercentileOf(char hour) =>
        hour switch
        {
            'n' => 0.5,
            'm' => 0.9,
            'h' => 0.97,
            _ => double.NaN,
        };

    private static int LastChangeOf(string states)
    {
        for (var i = states.Length - 1; i > 0; i--)
        {
            if (states[i] != states[i - 1])
            {
                return i;
            }
        }

        return -1;
    }
}
