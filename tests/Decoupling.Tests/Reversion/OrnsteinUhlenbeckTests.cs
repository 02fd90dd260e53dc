using Decoupling.Results;
using Decoupling.Reversion;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearRegression;

namespace Decoupling.Tests.Reversion;

public class OrnsteinUhlenbeckTests
{
    private static readonly OrnsteinUhlenbeckOptions s_plain = new()
    {
        MinimumSamples = 5,
        CorrectsSmallSampleBias = false,
    };

    /// <summary>Bases that come back more or less: 30 to 150 values in bp, of which each keeps 30 to 95 % of the last.</summary>
    private static readonly Gen<double[]> s_bases =
        from count in Gen.Choose(30, 150)
        from keeps in Gen.Choose(30, 95)
        from shocks in Gen.Choose(-1_000, 1_000).ArrayOf(count)
        where shocks.Distinct().Count() > 10
        select Basis(shocks, keeps / 100.0);

    [Theory]
    [InlineData(0.9, 0.105360515657826, 6.57881347896059, 0.0526559127628623, 0.114707866935281)]
    [InlineData(0.95, 0.0512932943875505, 13.5134073339649, null, null)]
    public void B3_ExactMap_ReachesTheReferenceValues(
        double persistence,
        double reversion,
        double halfLife,
        double? diffusion,
        double? deviation
    )
    {
        var process = OrnsteinUhlenbeckProcess.Of(persistence, residualDeviation: 0.05, TimeSpan.FromHours(1));

        process.ReversionPerHour.ShouldBeWithin(1e-13, reversion);
        process.HalfLifeHours.ShouldBeWithin(1e-13, halfLife);
        if (diffusion is not null)
        {
            process.DiffusionPerRootHour.ShouldBeWithin(1e-13, diffusion.Value);
            process.StationaryDeviation.ShouldBeWithin(1e-13, deviation!.Value);
        }
    }

    [Fact]
    public void B3_F1Basis_ReachesTheReferenceValues()
    {
        double[] basis = [.. SeriesF1.Perpetual.Zip(SeriesF1.Spot, Decoupling.Carry.Basis.OfPrices)];

        var result = OrnsteinUhlenbeck.Compute(basis, SeriesF1.Step, SeriesF1.AsOf, s_plain);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Persistence.ShouldBeWithin(1e-11, 0.58002254087422);
        result.MeanBps.ShouldBeWithin(1e-10, -24.677096713729416);
        result.HalfLifeHours.ShouldBeWithin(1e-11, 1.27255746910574);
        result.Reverts.ShouldBe(true);
    }

    [Fact]
    public void Compute_AnyBasis_AgreesWithMathNet() =>
        Law.HoldsFor(
            s_bases,
            basis =>
            {
                var (intercept, slope) = SimpleRegression.Fit(basis[..^1], basis[1..]);
                var result = Compute(basis, s_plain);

                if (slope is <= 0 or >= 1)
                {
                    return;
                }

                result.Persistence.ShouldBeWithin(1e-9, slope);
                result.MeanBps!.Value.ShouldBe(intercept / (1 - slope), 1e-7);
                var squares = basis[1..].Zip(basis[..^1], (b, a) => Math.Pow(b - intercept - slope * a, 2)).Sum();
                result.ResidualDeviationBps.ShouldBeWithin(1e-9, Math.Sqrt(squares / (basis.Length - 3)));
                ResultContract.ShouldHold(result);
            }
        );

    [Fact]
    public void Compute_BasisScaledShiftedOrMirrored_KeepsTheHalfLife() =>
        Law.HoldsFor(
            s_bases,
            basis =>
            {
                var result = Compute(basis, new());
                var moved = Compute([.. basis.Select(value => 10 - 4 * value)], new());

                moved.Status.ShouldBe(result.Status);
                if (result is { Status: MetricStatus.Ok, Reverts: true })
                {
                    moved.HalfLifeHours.ShouldBeWithin(1e-7, result.HalfLifeHours!.Value);
                    moved.StationaryDeviationBps.ShouldBeWithin(1e-7, 4 * result.StationaryDeviationBps!.Value);
                    moved.MeanBps!.Value.ShouldBe(10 - 4 * result.MeanBps!.Value, 1e-5);
                }
            }
        );

    [Fact]
    public void Compute_StepTwiceAsLong_DoublesTheHalfLife()
    {
        var basis = Basis(Shocks(7, 300), 0.9);

        var hourly = OrnsteinUhlenbeck.Compute(basis, TimeSpan.FromHours(1), SeriesF1.AsOf, new());
        var twoHourly = OrnsteinUhlenbeck.Compute(basis, TimeSpan.FromHours(2), SeriesF1.AsOf, new());

        twoHourly.HalfLifeHours.ShouldBeWithin(1e-14, 2 * hourly.HalfLifeHours!.Value);
        twoHourly.StationaryDeviationBps.ShouldBe(hourly.StationaryDeviationBps);
    }

    [Fact]
    public void Compute_FewerThanTwoHundred_CorrectsTheBias()
    {
        var basis = Basis(Shocks(8, 199), 0.9);

        var plain = Compute(basis, s_plain);
        var corrected = Compute(basis, new());

        corrected.RawPersistence.ShouldBe(plain.Persistence);
        corrected.Persistence.ShouldBeWithin(1e-14, plain.Persistence!.Value + (1 + 3 * plain.Persistence.Value) / 198);
        basis = Basis(Shocks(8, 200), 0.9);
        Compute(basis, new()).Persistence.ShouldBe(Compute(basis, s_plain).Persistence);
    }

    [Fact]
    public void Compute_ManySmallSamples_CorrectedFitIsNearerTheTruth()
    {
        const double Truth = 0.9;
        var (plain, corrected) = (0.0, 0.0);
        const int Samples = 2_000;
        for (var seed = 0; seed < Samples; seed++)
        {
            var basis = Basis(Shocks(seed, 300), Truth)[250..];
            var result = Compute(basis, new());
            plain += result.RawPersistence!.Value / Samples;
            corrected += result.Persistence!.Value / Samples;
        }

        plain.ShouldBe(0.82, 0.015);
        corrected.ShouldBe(Truth, 0.015);
    }

    [Fact]
    public void Compute_Runaway_DoesNotRevert()
    {
        var level = 1.0;
        var random = new Random(9);
        double[] basis = [.. Enumerable.Range(0, 100).Select(_ => level = 1.05 * level + random.NextDouble())];

        var result = Compute(basis, new());

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Reverts.ShouldBe(false);
        result.HalfLifeHours.ShouldBeNull();
        result.StationaryDeviationBps.ShouldBeNull();
        result.BrownianBpsPerRootHour!.Value.ShouldBeGreaterThan(0);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_Alternation_IsOutOfDomain()
    {
        var random = new Random(10);
        double[] basis = [.. Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? 5 : -5) + random.NextDouble())];

        var result = Compute(basis, new());

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        result.Reason.ShouldNotBeNull().ShouldContain("within one step");
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_EdgeCases_HaveTheirStatus()
    {
        Compute([.. Enumerable.Repeat(3.7, 50)], new()).Status.ShouldBe(MetricStatus.Degenerate);
        Compute([.. Enumerable.Range(0, 50).Select(i => Math.Pow(0.5, i))], new())
            .Status.ShouldBe(MetricStatus.Degenerate);
        Compute(Basis(Shocks(1, 29), 0.5), new()).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([], new()).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([.. Basis(Shocks(1, 50), 0.5).Select(value => value * 1e200)], new())
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        var broken = Basis(Shocks(1, 50), 0.5);
        broken[4] = double.NaN;
        var result = Compute(broken, new());
        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain("index 4");
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(broken, new() { MinimumSamples = 4 }));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            OrnsteinUhlenbeck.Compute(broken, TimeSpan.Zero, SeriesF1.AsOf, new())
        );
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 24);

        for (var i = 0; i < Campaign.Runs(500_000); i++)
        {
            var basis = numbers.NextSample(numbers.NextCount(60));
            var result = Compute(basis, i % 2 == 0 ? s_plain : new());
            ResultContract.ShouldHold(result);
            var odds = ReversionProbability.Compute(result, numbers.Next(), i % 3 != 0, new());
            ResultContract.ShouldHold(odds);
            odds.Odds.ShouldAllBe(chance => chance.Probability >= 0 && chance.Probability <= 1);
            ResultContract.ShouldHold(BertramThresholds.Compute(result, 0.01 + i));
        }
    }

    private static OrnsteinUhlenbeckResult Compute(double[] basis, OrnsteinUhlenbeckOptions options) =>
        OrnsteinUhlenbeck.Compute(basis, TimeSpan.FromMinutes(5), SeriesF1.AsOf, options);

    private static int[] Shocks(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(-1_000, 1_001))];
    }

    private static double[] Basis(int[] shocks, double keeps)
    {
        double level = 0;
        return [.. shocks.Select(shock => level = keeps * level + shock * 1e-2)];
    }
}
