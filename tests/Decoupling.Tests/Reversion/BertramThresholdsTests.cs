using Decoupling.Results;
using Decoupling.Reversion;

namespace Decoupling.Tests.Reversion;

public class BertramThresholdsTests
{
    private const double Alpha = 180.9670;
    private const double Eta = 0.1538;
    private const double Cost = 0.001;

    [Fact]
    public void B3_Bertram_ReachesTheReferenceOptimum()
    {
        var optimum = BertramOptimum.Of(Alpha, Eta, Cost);

        optimum.Threshold.ShouldBeWithin(5e-9, -0.0047151767);
        optimum.MeanTime.ShouldBeWithin(5e-8, 0.0171223938);
        optimum.TimeVariance.ShouldBeWithin(5e-8, 1.54416871e-4);
    }

    [Fact]
    public void Optimum_OfTheReference_AgreesWithFiftyDigits()
    {
        // Python's decimal with 50 digits: the reference's own optimum stopped at 8e-11 relative.
        var optimum = BertramOptimum.Of(Alpha, Eta, Cost);

        optimum.Threshold.ShouldBeWithin(1e-14, -0.0047151767142351286264);
        optimum.MeanTime.ShouldBeWithin(1e-14, 0.017122394302005635713);
        ((-2 * optimum.Threshold - Cost) / optimum.MeanTime).ShouldBeWithin(1e-14, 0.49235832791695293493);
    }

    [Fact]
    public void B3_BertramSeries_ReachTheReferenceValues()
    {
        BertramOptimum.W1(1).ShouldBeWithin(1e-12, 3.56891333763);
        BertramOptimum.W2(1).ShouldBeWithin(1e-12, -3.12419816807);
    }

    [Fact]
    public void B3_BertramThroughTheFit_ReachesTheReferenceRates()
    {
        var result = BertramThresholds.Compute(Fit(Alpha, Eta, mean: 0.5), Cost);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.EntryBps.ShouldBeWithin(1e-10, 0.5 - 0.0047151767);
        result.ExitBps.ShouldBeWithin(1e-10, 0.5 + 0.0047151767);
        result.RoundHours.ShouldBeWithin(5e-8, 0.0171223938);
        result.RoundDeviationHours.ShouldBeWithin(5e-8, Math.Sqrt(1.54416871e-4));
        result.GainBpsPerHour.ShouldBeWithin(1e-9, 0.492358328);
        result.GainVariancePerHour.ShouldBeWithin(5e-8, 2.1862148e-3);
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void Optimum_AnyCost_EarnsMoreThanItsNeighbours(double cost)
    {
        var best = BertramOptimum.Of(alpha: 1, eta: 1, cost);

        foreach (var factor in new[] { 0.9, 0.99, 1.01, 1.1 })
        {
            Rate(best.Threshold * factor, cost).ShouldBeLessThan(Rate(best.Threshold, cost));
        }
    }

    [Fact]
    public void Optimum_TimeScaled_ScalesOnlyTimes()
    {
        // Twice as fast in all: α doubles, η² doubles, the levels stay.
        var slow = BertramOptimum.Of(0.3, 2, 0.7);
        var fast = BertramOptimum.Of(0.6, 2 * Math.Sqrt(2), 0.7);

        fast.Threshold.ShouldBeWithin(1e-14, slow.Threshold);
        fast.MeanTime.ShouldBeWithin(1e-13, slow.MeanTime / 2);
        fast.TimeVariance.ShouldBeWithin(1e-12, slow.TimeVariance / 4);
    }

    [Fact]
    public void Optimum_SimulatedRounds_TakeAsLongAsItSays()
    {
        // Exact steps of the process; crossings between steps are missed, so the rounds come out a little long.
        var optimum = BertramOptimum.Of(alpha: 1, eta: 1, cost: 0.5);
        const double Step = 2e-4;
        var keeps = Math.Exp(-Step);
        var shock = Math.Sqrt((1 - keeps * keeps) / 2);
        var random = new Random(14);
        var rounds = Campaign.IsFull ? 4_000 : 200;
        double time = 0;
        var (x, goesUp) = (optimum.Threshold, true);
        for (var half = 0; half < 2 * rounds; goesUp = !goesUp, half++)
        {
            var target = goesUp ? -optimum.Threshold : optimum.Threshold;
            while (goesUp ? x < target : x > target)
            {
                x = keeps * x + shock * MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
                time += Step;
            }
        }

        var error = 4 * Math.Sqrt(optimum.TimeVariance / rounds) / optimum.MeanTime;
        (time / rounds / optimum.MeanTime).ShouldBe(1, error + 0.03);
    }

    [Fact]
    public void Compute_EdgeCases_HaveTheirStatus()
    {
        var runaway = Fit(1, 1, 0) with { Reverts = false, ReversionPerHour = null, DiffusionBpsPerRootHour = null };
        var none = new OrnsteinUhlenbeckResult
        {
            Status = MetricStatus.Degenerate,
            Reason = "The series does not vary.",
            SampleCount = 30,
            AsOf = SeriesF1.AsOf,
        };

        BertramThresholds.Compute(runaway, 1).Status.ShouldBe(MetricStatus.OutOfDomain);
        BertramThresholds.Compute(Fit(1, 1, 0), 1_000).Status.ShouldBe(MetricStatus.OutOfDomain);
        BertramThresholds.Compute(none, 1).Reason.ShouldBe("The series does not vary.");
        ResultContract.ShouldHold(BertramThresholds.Compute(none, 1));
        foreach (var cost in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => BertramThresholds.Compute(Fit(1, 1, 0), cost));
        }
    }

    private static double Rate(double threshold, double cost) =>
        (-2 * threshold - cost) / BertramOptimum.MeanTimeOf(alpha: 1, eta: 1, threshold);

    private static OrnsteinUhlenbeckResult Fit(double reversion, double diffusion, double mean) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 288,
            AsOf = SeriesF1.AsOf,
            Reverts = true,
            MeanBps = mean,
            ReversionPerHour = reversion,
            DiffusionBpsPerRootHour = diffusion,
        };
}
