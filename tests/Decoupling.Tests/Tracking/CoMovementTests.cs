using Decoupling.Results;
using Decoupling.Tracking;
using MathNet.Numerics;
using MathNet.Numerics.LinearRegression;

namespace Decoupling.Tests.Tracking;

public class CoMovementTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);
    private static readonly CoMovementOptions s_twelve = new() { MinimumSamples = 12 };

    [Fact]
    public void A1_Norris_ReachesTheCertifiedValues()
    {
        var expected = Fixtures.Expected("norris");
        var x = Fixtures.Column("norris_36.csv", "x");
        var y = Fixtures.Column("norris_36.csv", "y");

        var result = Compute(x, y);

        result.SampleCount.ShouldBe(36);
        result.Beta.ShouldBeWithin(1e-13, 1.00211681802045);
        result.Alpha.ShouldBeWithin(1e-12, -0.262323073774029);
        result.BetaStandardError.ShouldBeWithin(1e-13, 4.29796848199937e-4);
        result.ResidualDeviation.ShouldBeWithin(1e-13, 0.884796396144373);
        result.RSquared.ShouldBeWithin(1e-14, 0.999993745883712);
        result.Correlation.ShouldBeWithin(1e-14, expected.GetProperty("pearson").GetDouble());
    }

    [Fact]
    public void A1_F1_ReachesTheReferenceValues()
    {
        var (x, y) = SeriesF1.Returns();

        var result = CoMovement.Compute(x, y, SeriesF1.Step, SeriesF1.AsOf, s_twelve);

        result.AsOf.ShouldBe(SeriesF1.AsOf);
        result.Correlation.ShouldBeWithin(1e-12, 0.983497665893705);
        result.Beta.ShouldBeWithin(1e-12, 1.20745308816297);
        result.Alpha.ShouldBeWithin(1e-11, 1.45818556485589e-4);
        result.BetaStandardError.ShouldBeWithin(1e-12, 0.0702401560415097);
        result.ResidualDeviation.ShouldBeWithin(1e-12, 0.00307554432692669);
        result.TrackingErrorPerYear.ShouldBeWithin(1e-12, 0.00307554432692669 * Math.Sqrt(8760));
    }

    [Fact]
    public void Compute_AnyPair_AgreesWithMathNet() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y);
                var (alpha, beta) = SimpleRegression.Fit(pair.X, pair.Y);
                var fitted = pair.X.Select(x => alpha + beta * x).ToArray();

                result.Correlation!.Value.ShouldBe(
                    MathNet.Numerics.Statistics.Correlation.Pearson(pair.X, pair.Y),
                    1e-12
                );
                result.Beta!.Value.ShouldBe(beta, 1e-11);
                result.Alpha!.Value.ShouldBe(alpha, 1e-14);
                result.RSquared!.Value.ShouldBe(GoodnessOfFit.RSquared(fitted, pair.Y), 1e-11);
                result.ResidualDeviation.ShouldBeWithin(
                    1e-9,
                    GoodnessOfFit.StandardError(fitted, pair.Y, degreesOfFreedom: 2)
                );
            }
        );

    [Fact]
    public void Compute_DerivativeScaledAndShifted_ScalesBetaAndKeepsCorrelation() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y);
                var scaled = Compute(pair.X, [.. pair.Y.Select(y => 4 * y + 0.001)]);

                scaled.Correlation!.Value.ShouldBe(result.Correlation!.Value, 1e-11);
                scaled.Beta!.Value.ShouldBe(4 * result.Beta!.Value, 1e-10);
                scaled.ResidualDeviation.ShouldBeWithin(1e-9, 4 * result.ResidualDeviation!.Value);
            }
        );

    [Fact]
    public void Compute_LegsSwapped_KeepsCorrelationAndBetasMultiplyToRSquared() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y);
                var swapped = Compute(pair.Y, pair.X);

                swapped.Correlation!.Value.ShouldBe(result.Correlation!.Value, 1e-13);
                (swapped.Beta!.Value * result.Beta!.Value).ShouldBe(result.RSquared!.Value, 1e-12);
            }
        );

    [Fact]
    public void Compute_DerivativeMirrored_FlipsTheSigns() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y);
                var mirrored = Compute(pair.X, [.. pair.Y.Select(y => -y)]);

                mirrored.Correlation.ShouldBe(-result.Correlation);
                mirrored.Beta.ShouldBe(-result.Beta);
                mirrored.ResidualDeviation.ShouldBe(result.ResidualDeviation);
            }
        );

    [Fact]
    public void Compute_IdenticalSeries_IsExactlyOneWithoutError() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.Y, pair.Y);

                result.Correlation.ShouldBe(1);
                result.Beta.ShouldBe(1);
                result.ResidualDeviation.ShouldBe(0);
                result.TrackingErrorPerYear.ShouldBe(0);
            }
        );

    [Fact]
    public void Compute_ProportionalSeries_NeverExceedsOne() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, [.. pair.X.Select(x => -0.3 * x)]);

                result.Correlation!.Value.ShouldBeInRange(-1, -1 + 1e-14);
            }
        );

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(1e9)]
    public void Compute_ConstantLeg_IsDegenerate(double level)
    {
        double[] constant = [.. Enumerable.Repeat(level, 30)];

        var result = Compute(constant, Moves(30));
        var swapped = Compute(Moves(30), constant);

        result.Status.ShouldBe(MetricStatus.Degenerate);
        swapped.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_FewerThanTheMinimum_IsInsufficientData()
    {
        var result = Compute(Moves(19), Moves(19));

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.SampleCount.ShouldBe(19);
        result.Reason.ShouldBe("There are 19 paired returns and 20 are needed.");
        ResultContract.ShouldHold(result);
        Compute(Moves(20), Moves(20)).Status.ShouldBe(MetricStatus.Ok);
        Compute([], []).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_ReturnThatIsNoNumber_IsInvalidInputByIndex(double bad)
    {
        var broken = Moves(30);
        broken[7] = bad;

        var result = Compute(Moves(30), broken);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain("derivative's return at index 7");
        Compute(broken, Moves(30)).Reason.ShouldNotBeNull().ShouldContain("underlying's return at index 7");
    }

    [Fact]
    public void Compute_ProductsThatOverflow_IsOutOfDomain()
    {
        double[] huge = [.. Moves(30).Select(move => move * 1e200)];

        Compute(huge, Moves(30)).Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void Compute_MistakesOfTheCaller_Throw()
    {
        Should.Throw<ArgumentException>(() => Compute(Moves(30), Moves(29)));
        Should
            .Throw<ArgumentOutOfRangeException>(() =>
                CoMovement.Compute(Moves(30), Moves(30), TimeSpan.Zero, SeriesF1.AsOf, new CoMovementOptions())
            )
            .ParamName.ShouldBe("step");
        var error = Should.Throw<ArgumentOutOfRangeException>(() =>
            CoMovement.Compute(
                Moves(30),
                Moves(30),
                s_step,
                SeriesF1.AsOf,
                new CoMovementOptions { MinimumSamples = 2 }
            )
        );
        error.ParamName.ShouldBe(nameof(CoMovementOptions.MinimumSamples));
        error.ActualValue.ShouldBe(2);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 1);

        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(60);
            ResultContract.ShouldHold(Compute(numbers.NextSample(count), numbers.NextSample(count)));
        }
    }

    [Fact]
    public void Compute_LongWindow_AllocatesTheResultOnly()
    {
        var x = Moves(5_000);
        var options = new CoMovementOptions();
        Compute(x, x, options);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Compute(x, x, options);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256);
    }

    private static CoMovementResult Compute(double[] x, double[] y, CoMovementOptions? options = null) =>
        CoMovement.Compute(x, y, s_step, SeriesF1.AsOf, options ?? new CoMovementOptions());

    private static double[] Moves(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin(i) * 1e-3)];
}
