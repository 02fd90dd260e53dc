using Decoupling.Results;
using Decoupling.Tracking;
using MathNet.Numerics.Distributions;

namespace Decoupling.Tests.Tracking;

public class TailDependenceTests
{
    private static readonly TailDependenceOptions s_quarter = new() { TailShare = 0.25, MinimumTailSamples = 3 };

    [Fact]
    public void A5_F1_ReachesTheReferenceValue()
    {
        var (x, y) = SeriesF1.Returns();

        var result = Compute(x, y, s_quarter);

        result.LowerTailDependence.ShouldBeWithin(1e-15, 2.0 / 3);
        result.OneMinusTailDependence.ShouldBeWithin(1e-15, 1.0 / 3);
        result.TailCount.ShouldBe(3);
    }

    [Theory]
    [InlineData(4, -0.5, 0.0117)]
    [InlineData(4, 0, 0.0756)]
    [InlineData(4, 0.5, 0.2532)]
    [InlineData(4, 0.9, 0.6298)]
    [InlineData(2, -0.5, 0.0577)]
    [InlineData(2, 0, 0.1817)]
    [InlineData(2, 0.5, 0.3910)]
    [InlineData(2, 0.9, 0.7177)]
    [InlineData(10, -0.5, 0.0001)]
    [InlineData(10, 0, 0.0069)]
    [InlineData(10, 0.5, 0.0819)]
    [InlineData(10, 0.9, 0.4627)]
    public void A5_StudentTCopula_ReachesTheReferenceValues(
        double degreesOfFreedom,
        double correlation,
        double expected
    ) => TailDependence.OfStudentTCopula(correlation, degreesOfFreedom).ShouldBe(expected, 5e-5);

    [Fact]
    public void A5_ClaytonCopula_ReachesTheReferenceValue() =>
        TailDependence.OfClaytonCopula(2).ShouldBe(0.707106781, 5e-10);

    [Fact]
    public void OfStudentTCopula_PerfectOrOppositeLegs_IsOneOrNothing()
    {
        TailDependence.OfStudentTCopula(1, 4).ShouldBe(1);
        TailDependence.OfStudentTCopula(-1, 4).ShouldBe(0);
    }

    [Fact]
    public void Compute_ClaytonPairs_ComeNearTheirLimit()
    {
        // Marshall and Olkin: u = (1 + E/V)^(-1/θ) with V gamma of shape 1/θ; λ = 2^(-1/2). At u = 0.01 the exact χ is
        // (2u^(-θ) - 1)^(-1/θ)/u = 0.70712, and 1,000 pairs in the tail know it to 0.0144.
        var random = new Random(7);
        var (x, y) = (new double[100_000], new double[100_000]);
        for (var i = 0; i < x.Length; i++)
        {
            var frailty = Gamma.Sample(random, 0.5, 1);
            x[i] = Math.Pow(1 + Exponential.Sample(random, 1) / frailty, -0.5);
            y[i] = Math.Pow(1 + Exponential.Sample(random, 1) / frailty, -0.5);
        }

        var result = Compute(x, y, new() { TailShare = 0.01 });

        result.LowerTailDependence!.Value.ShouldBe(TailDependence.OfClaytonCopula(2), 5 * 0.0144);
        // θ = 2 has τ = θ/(θ + 2) = ½, so ρ = sin(π/4) for the t-copula beside it.
        result.StudentTLimit!.Value.ShouldBe(TailDependence.OfStudentTCopula(Math.Sqrt(0.5), 4), 0.01);
    }

    [Fact]
    public void Compute_LegsSwapped_ChangesNothing() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                // Without ties, that is.
                double[] x = [.. pair.X.Select((value, i) => value + 1e-9 * i)];
                double[] y = [.. pair.Y.Select((value, i) => value + 1e-9 * i)];

                Compute(y, x, s_quarter).ShouldBe(Compute(x, y, s_quarter));
            }
        );

    [Fact]
    public void Compute_LegsBentUpwards_ChangesNothing() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
                Compute([.. pair.X.Select(Math.Exp)], [.. pair.Y.Select(y => 8 * y * y * y)], s_quarter)
                    .ShouldBe(Compute(pair.X, pair.Y, s_quarter))
        );

    [Fact]
    public void Compute_IdenticalOrOppositeSeries_IsOneOrZero()
    {
        var identical = Compute(Moves(200), Moves(200));
        var opposite = Compute(Moves(200), [.. Moves(200).Select(move => -move)]);

        identical.LowerTailDependence.ShouldBe(1);
        identical.OneMinusTailDependence.ShouldBe(0);
        identical.StudentTLimit!.Value.ShouldBe(1, 1e-7);
        opposite.LowerTailDependence.ShouldBe(0);
    }

    [Fact]
    public void Compute_TailTooShort_IsInsufficientData()
    {
        var result = Compute(Moves(199), Moves(199));

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("A tail of 0.05 of 199 paired returns is too short: 10 are needed.");
        ResultContract.ShouldHold(result);
        Compute(Moves(200), Moves(200)).Status.ShouldBe(MetricStatus.Ok);
        Compute([], []).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_AllTiedOrNoneInTheTail_IsDegenerate()
    {
        double[] half = [.. Moves(300).Select((move, i) => i < 150 ? -1 : move)];

        Compute(new double[300], Moves(300)).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(Moves(300), new double[300]).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(half, Moves(300)).Status.ShouldBe(MetricStatus.Degenerate);
    }

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        var broken = Moves(300);
        broken[1] = double.NaN;

        Compute(broken, Moves(300)).Status.ShouldBe(MetricStatus.InvalidInput);
        Should.Throw<ArgumentException>(() => Compute(Moves(60), Moves(59)));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { TailShare = 0.5 }))
            .ParamName.ShouldBe(nameof(TailDependenceOptions.TailShare));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { MinimumTailSamples = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { DegreesOfFreedom = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => TailDependence.OfStudentTCopula(1.01, 4));
        Should.Throw<ArgumentOutOfRangeException>(() => TailDependence.OfClaytonCopula(0));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 35);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(60);
            ResultContract.ShouldHold(Compute(numbers.NextSample(count), numbers.NextSample(count), s_quarter));
        }
    }

    private static TailDependenceResult Compute(double[] x, double[] y, TailDependenceOptions? options = null) =>
        TailDependence.Compute(x, y, SeriesF1.AsOf, options ?? new TailDependenceOptions());

    private static double[] Moves(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Sin(i) * 1e-3)];
}
