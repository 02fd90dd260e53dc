using Decoupling.Cascades;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public class HawkesBranchingTests
{
    private const double RelativeTolerance = 1e-9;

    [Fact]
    public void E4_EventsOfThePeers_AreFittedAsBySciPy()
    {
        var result = HawkesBranching.Compute(PeerInputs.Read("I_t"), 80_000, SeriesF1.AsOf);

        // scipy BFGS on the analytic gradient, polished by Newton to a gradient of 1e-16 an event.
        result.Status.ShouldBe(MetricStatus.Ok);
        result.BaselinePerSecond.ShouldBeWithin(RelativeTolerance, 0.5026010141855379);
        result.BranchingRatio.ShouldBeWithin(RelativeTolerance, 0.6052264754487929);
        result.DecayPerSecond.ShouldBeWithin(RelativeTolerance, 1.9983004683896348);
        result.LogLikelihood.ShouldBeWithin(1e-12, -49408.20043793382);
        result.MeanRatePerSecond.ShouldBeWithin(RelativeTolerance, 0.5026010141855379 / (1 - 0.6052264754487929));
        result.IsStationary.ShouldBe(true);
    }

    [Theory]
    [InlineData(1, 0.5, 0.3, 1)]
    [InlineData(2, 0.02, 0.8, 0.1)]
    [InlineData(3, 40, 0.5, 300)]
    public void Compute_SimulatedEvents_AreNearTheTruthAndAtATop(int seed, double baseline, double ratio, double decay)
    {
        var end = 4_000 * (1 - ratio) / baseline;
        var seconds = Simulate(seed, baseline, ratio, decay, end);

        var result = HawkesBranching.Compute(seconds, end, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        // Six standard errors of some 4,000 events.
        result.BranchingRatio!.Value.ShouldBe(ratio, 0.15);
        LogLikelihood(1, 1, 1).ShouldBeWithin(1e-11, result.LogLikelihood!.Value);
        foreach (var factor in (double[])[0.999, 1.001])
        {
            LogLikelihood(factor, 1, 1).ShouldBeLessThan(result.LogLikelihood.Value);
            LogLikelihood(1, factor, 1).ShouldBeLessThan(result.LogLikelihood.Value);
            LogLikelihood(1, 1, factor).ShouldBeLessThan(result.LogLikelihood.Value);
        }

        double LogLikelihood(double ofBaseline, double ofRatio, double ofDecay) =>
            HawkesLikelihood
                .Compute(
                    [seconds],
                    [ofBaseline * result.BaselinePerSecond!.Value],
                    [ofRatio * result.BranchingRatio.Value],
                    ofDecay * result.DecayPerSecond!.Value,
                    end,
                    SeriesF1.AsOf
                )
                .LogLikelihood!.Value;
    }

    [Fact]
    public void Compute_MinutesInPlaceOfSeconds_ScalesTheRatesAlone()
    {
        var seconds = Simulate(4, 0.5, 0.6, 2, 2_000);

        var inSeconds = HawkesBranching.Compute(seconds, 2_000, SeriesF1.AsOf);
        var inMinutes = HawkesBranching.Compute([.. seconds.Select(at => at / 64)], 2_000 / 64.0, SeriesF1.AsOf);

        inMinutes.BranchingRatio.ShouldBeWithin(RelativeTolerance, inSeconds.BranchingRatio!.Value);
        inMinutes.DecayPerSecond.ShouldBeWithin(RelativeTolerance, 64 * inSeconds.DecayPerSecond!.Value);
        inMinutes.BaselinePerSecond.ShouldBeWithin(RelativeTolerance, 64 * inSeconds.BaselinePerSecond!.Value);
    }

    [Fact]
    public void Compute_ClockworkEvents_HaveNoBranching()
    {
        double[] seconds = [.. Enumerable.Range(1, 400).Select(i => i * 1.0)];

        var result = HawkesBranching.Compute(seconds, 400.5, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.BranchingRatio!.Value.ShouldBe(0, 1e-5);
        result.BaselinePerSecond!.Value.ShouldBe(400 / 400.5, 1e-5);
    }

    [Fact]
    public void Compute_AcceleratingBurst_IsFlagged()
    {
        // A rate that doubles every ten seconds up to the end.
        double[] seconds = [.. Enumerable.Range(0, 600).Select(i => 10 * Math.Log2(1 + i * 1.0))];

        var result = HawkesBranching.Compute(seconds, seconds[^1], SeriesF1.AsOf);

        result.IsStationary.ShouldBe(false);
        result.BranchingRatio!.Value.ShouldBeGreaterThan(1);
        result.MeanRatePerSecond.ShouldBeNull();
    }

    [Fact]
    public void Compute_EventsOfOneTick_AreSpreadOverIt()
    {
        // Every half second three events in one millisecond.
        double[] tied = [.. Enumerable.Range(0, 300).Select(i => 1 + Math.Floor(i / 3.0) * 0.5)];

        var result = HawkesBranching.Compute(tied, 52, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.BranchingRatio!.Value.ShouldBe(2.0 / 3, 0.05);
        result.DecayPerSecond!.Value.ShouldBeInRange(100, 1e5);
    }

    [Fact]
    public void E4_NinetyNineEvents_AreInsufficientData()
    {
        var result = HawkesBranching.Compute(
            Enumerable.Range(1, 99).Select(i => i * 1.0).ToArray(),
            100,
            SeriesF1.AsOf
        );

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("There are 99 events; 100 are needed.");
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_TimesOutOfOrder_AreRefused()
    {
        var result = HawkesBranching.Compute([2, 1], 100, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_HostileTimes_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 63);
        var options = new HawkesBranchingOptions { MinimumEvents = 10 };
        for (var i = 0; i < Campaign.Runs(20_000); i++)
        {
            var times = numbers.NextPrices(10 + numbers.NextCount(30)).Where(double.IsFinite).Order().ToArray();
            var end = times.Length == 0 ? 1 : times[^1];

            var result = HawkesBranching.Compute(times, end, SeriesF1.AsOf, options);

            if (result.Status != MetricStatus.NotConverged)
            {
                ResultContract.ShouldHold(result);
            }
            else
            {
                double.IsFinite(result.BranchingRatio!.Value + result.LogLikelihood!.Value).ShouldBeTrue();
            }
        }
    }

    /// <summary>By branching: immigrants at random, each event with a Poisson number of children after exponential times.</summary>
    private static double[] Simulate(int seed, double baseline, double ratio, double decay, double end)
    {
        var random = new Random(seed);
        var all = new List<double>();
        for (var at = Wait(baseline); at < end; at += Wait(baseline))
        {
            all.Add(at);
        }

        for (var i = 0; i < all.Count; i++)
        {
            for (var births = Wait(1); births < ratio; births += Wait(1))
            {
                var child = all[i] + Wait(decay);
                if (child < end)
                {
                    all.Add(child);
                }
            }
        }

        return [.. all.Order()];

        double Wait(double rate) => -Math.Log(1 - random.NextDouble()) / rate;
    }
}
