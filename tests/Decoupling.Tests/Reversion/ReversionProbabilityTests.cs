using Decoupling.Results;
using Decoupling.Reversion;

namespace Decoupling.Tests.Reversion;

public class ReversionProbabilityTests
{
    private static readonly OrnsteinUhlenbeckResult s_fit = new()
    {
        Status = MetricStatus.Ok,
        SampleCount = 288,
        AsOf = SeriesF1.AsOf,
        Reverts = true,
        Persistence = 0.9,
        RawPersistence = 0.9,
        MeanBps = -5,
        ResidualDeviationBps = 1,
        BrownianBpsPerRootHour = 4,
        ReversionPerHour = 0.5,
        HalfLifeHours = 2 * Math.Log(2),
        DiffusionBpsPerRootHour = 10,
        StationaryDeviationBps = 10,
    };

    [Theory]
    [InlineData(0.5, 0.4455385564)]
    [InlineData(1, 0.6923830882)]
    [InlineData(2, 0.8913533411)]
    public void B3_OneDeviationOff_ReachesTheReferenceProbability(double tau, double expected)
    {
        HittingTime.Probability(1, tau).ShouldBeWithin(5e-10, expected);
        HittingTime.Probability(-1, tau).ShouldBe(HittingTime.Probability(1, tau));
    }

    [Theory]
    [InlineData(1, 0.9019080126528063)]
    [InlineData(2, 1.4252045655377996)]
    public void B3_MeanTime_ReachesTheReferenceValues(double z, double expected) =>
        HittingTime.Mean(z).ShouldBeWithin(1e-13, expected);

    [Theory]
    [InlineData(1.4142135623730951, 0.34657359027997264)]
    [InlineData(2, 0.6350983165684458)]
    public void B3_ModeTime_ReachesTheReferenceValues(double z, double expected) =>
        HittingTime.Mode(z).ShouldBeWithin(1e-14, expected);

    [Fact]
    public void MeanTime_AnyDistance_IsTheIntegralOfNotBeingBack()
    {
        foreach (var z in new[] { 0.01, 0.3, 1, 3, 10 })
        {
            // The survival 1 - P over τ, by Simpson's rule on τ = t² (it starts like 1 - c·z/√τ at 0 and decays like e^-τ).
            const int Steps = 200_000;
            const double End = 6.5;
            double sum = 0;
            for (var i = 1; i <= Steps; i++)
            {
                var t = End * i / Steps;
                var weight = i == Steps ? 1 : 2 + 2 * (i % 2);
                sum += weight * (1 - HittingTime.Probability(z, t * t)) * 2 * t;
            }

            HittingTime.Mean(z).ShouldBe(sum * End / Steps / 3, 1e-7 * Math.Max(1, HittingTime.Mean(z)));
        }
    }

    [Fact]
    public void Mode_AnyDistance_IsTheSteepestPointOfTheProbability()
    {
        for (var z = 0.1; z < 6; z += 0.3)
        {
            var mode = HittingTime.Mode(z);
            double Density(double tau) =>
                (HittingTime.Probability(z, tau * (1 + 1e-4)) - HittingTime.Probability(z, tau * (1 - 1e-4))) / tau;

            Density(mode).ShouldBeGreaterThan(Density(mode * 1.05));
            Density(mode).ShouldBeGreaterThan(Density(mode * 0.95));
        }
    }

    [Fact]
    public void HittingTime_AnyDistance_IsMonotone()
    {
        var (mean, mode) = (0.0, 0.0);
        for (var z = 1e-6; z < 1e9; z *= 1.7)
        {
            HittingTime.Mean(z).ShouldBeGreaterThan(mean);
            HittingTime.Mode(z).ShouldBeGreaterThan(mode);
            HittingTime.Probability(z, 1).ShouldBeLessThanOrEqualTo(HittingTime.Probability(z, 1.5));
            (mean, mode) = (HittingTime.Mean(z), HittingTime.Mode(z));
        }

        // Far out the process first falls like e^-τ: the mean time grows like ln z.
        (HittingTime.Mean(1e200) - HittingTime.Mean(1e199)).ShouldBe(Math.Log(10), 1e-10);
        HittingTime.Mode(1e200).ShouldBeWithin(1e-12, Math.Log(1e200));
        HittingTime.Mean(0).ShouldBe(0);
        HittingTime.Mode(0).ShouldBe(0);
        HittingTime.Probability(0, 1e-9).ShouldBe(1);
    }

    [Fact]
    public void Compute_RevertingFit_GivesOddsByHorizon()
    {
        // 10 bp above the mean is one deviation; θ = 0.5 per hour, so 1, 2 and 4 hours are τ = 0.5, 1 and 2.
        var options = new ReversionProbabilityOptions
        {
            Horizons = [TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4)],
        };

        var result = ReversionProbability.Compute(s_fit, basisBps: 5, rejectsUnitRoot: true, options);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.IsBrownian.ShouldBe(false);
        result.ZScore.ShouldBe(1);
        result.Odds.Select(odds => odds.Horizon).ShouldBe(options.Horizons);
        result.Odds.Select(odds => odds.Probability).ShouldBe([0.4455385564, 0.6923830882, 0.8913533411], 5e-11);
        result.MeanHours.ShouldBeWithin(1e-12, 2 * 0.9019080126528063);
        result.SampleCount.ShouldBe(288);
        result.AsOf.ShouldBe(SeriesF1.AsOf);
        ReversionProbability.Compute(s_fit, -15, rejectsUnitRoot: true, options).Odds.ShouldBe(result.Odds);
    }

    [Fact]
    public void Compute_UnitRootNotRejected_TakesTheBrownianLimit()
    {
        // 8 bp at 4 bp per √hour: after 4 hours one deviation, 2Φ(-1).
        var options = new ReversionProbabilityOptions { Horizons = [TimeSpan.FromHours(4)] };

        var result = ReversionProbability.Compute(s_fit, basisBps: 3, rejectsUnitRoot: false, options);

        result.IsBrownian.ShouldBe(true);
        result.Odds[0].Probability.ShouldBeWithin(1e-13, 0.31731050786291415);
        result.ModeHours.ShouldBeWithin(1e-14, 4.0 / 3);
        result.MeanHours.ShouldBeNull();
        result.ZScore.ShouldBeNull();
        var runaway = s_fit with { Reverts = false, ReversionPerHour = null, StationaryDeviationBps = null };
        ReversionProbability.Compute(runaway, 3, rejectsUnitRoot: true, options).Odds.ShouldBe(result.Odds);
    }

    [Fact]
    public void Probability_SlowReversion_ApproachesTheBrownianLimit()
    {
        // The same shocks per √hour with θ falling: z·√(2θ) stays, and so must P within an hour.
        var brownian = 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -1.3);
        foreach (var reversion in new[] { 1e-2, 1e-4, 1e-6, 1e-10 })
        {
            HittingTime
                .Probability(1.3 * Math.Sqrt(2 * reversion), reversion)
                .ShouldBeWithin(3 * reversion + 1e-13, brownian);
        }
    }

    [Fact]
    public void Compute_AtTheMean_IsBackAlready()
    {
        foreach (var rejects in new[] { true, false })
        {
            var result = ReversionProbability.Compute(s_fit, -5, rejects, new());

            result.Status.ShouldBe(MetricStatus.Ok);
            result.Odds.ShouldAllBe(odds => odds.Probability == 1);
            result.ModeHours.ShouldBe(0);
        }
    }

    [Fact]
    public void Compute_BadInput_HasItsStatus()
    {
        var none = new OrnsteinUhlenbeckResult
        {
            Status = MetricStatus.InsufficientData,
            Reason = "There are 3 values and 30 are needed.",
            SampleCount = 3,
            AsOf = SeriesF1.AsOf,
        };

        var passed = ReversionProbability.Compute(none, 3, rejectsUnitRoot: true, new());
        passed.Status.ShouldBe(MetricStatus.InsufficientData);
        passed.Reason.ShouldBe(none.Reason);
        ResultContract.ShouldHold(passed);
        ReversionProbability
            .Compute(s_fit, double.NaN, rejectsUnitRoot: true, new())
            .Status.ShouldBe(MetricStatus.InvalidInput);
        ReversionProbability
            .Compute(s_fit, 1e200, rejectsUnitRoot: false, new())
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentOutOfRangeException>(() =>
            ReversionProbability.Compute(s_fit, 3, rejectsUnitRoot: true, new() { Horizons = [TimeSpan.Zero] })
        );
    }
}
