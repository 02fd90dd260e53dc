using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class DeviationFromOneTests
{
    private static readonly DeviationFromOneOptions s_options = new();

    [Fact]
    public void A4_Norris_ReachesTheReferenceValues()
    {
        var x = Fixtures.Column("norris_36.csv", "x");
        var y = Fixtures.Column("norris_36.csv", "y");

        var result = DeviationFromOne.Compute(CoMovementOf(x, y), s_options);

        result.BetaDeviation.ShouldBeWithin(1e-11, 0.00211681802045);
        result.BetaTStatistic.ShouldBeWithin(1e-11, 4.925159477822133);
        result.OneMinusCorrelation.ShouldBeWithin(1e-9, 1 - 0.9999968729369666);
        result.OneMinusRSquared.ShouldBeWithin(1e-9, 1 - 0.999993745883712);
        result.IsBelowFloor.ShouldBe(false);
    }

    [Fact]
    public void A4_F1_ReachesTheReferenceValues()
    {
        var (x, y) = SeriesF1.Returns();

        var result = DeviationFromOne.Compute(CoMovementOf(x, y), s_options);

        result.SampleCount.ShouldBe(12);
        result.AsOf.ShouldBe(SeriesF1.AsOf);
        result.BetaTStatistic.ShouldBeWithin(1e-12, 2.95348273486698);
        result.CorrelationLow.ShouldBeWithin(1e-12, 0.940369850889192);
        result.CorrelationHigh.ShouldBeWithin(1e-12, 0.995505318979118);
        result.IsBelowFloor.ShouldBe(false);
    }

    [Fact]
    public void Compute_AnyPair_HoldsTheCorrelationInsideAnIntervalThatWidensWithConfidence() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var coMovement = CoMovementOf(pair.X, pair.Y);

                var usual = DeviationFromOne.Compute(coMovement, s_options);
                var sure = DeviationFromOne.Compute(coMovement, s_options with { Confidence = 0.99 });

                usual.CorrelationLow!.Value.ShouldBeLessThan(coMovement.Correlation!.Value);
                usual.CorrelationHigh!.Value.ShouldBeGreaterThan(coMovement.Correlation!.Value);
                sure.CorrelationLow!.Value.ShouldBeLessThan(usual.CorrelationLow!.Value);
                sure.CorrelationHigh!.Value.ShouldBeInRange(usual.CorrelationHigh!.Value, 1);
                ResultContract.ShouldHold(usual);
            }
        );

    [Fact]
    public void Compute_DerivativeMirrored_MirrorsTheInterval() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = DeviationFromOne.Compute(CoMovementOf(pair.X, pair.Y), s_options);
                var mirrored = DeviationFromOne.Compute(CoMovementOf(pair.X, [.. pair.Y.Select(y => -y)]), s_options);

                mirrored.CorrelationLow.ShouldBe(-result.CorrelationHigh);
                (mirrored.OneMinusCorrelation + result.OneMinusCorrelation)!.Value.ShouldBe(2, 1e-15);
            }
        );

    [Theory]
    [InlineData(0.90, 20, false)]
    [InlineData(0.90, 200, true)]
    [InlineData(0.96, 200, false)]
    public void Compute_LowCorrelation_CountsOnlyWhenTheUpperBoundIsBelowTheFloor(
        double correlation,
        int count,
        bool below
    )
    {
        var result = DeviationFromOne.Compute(Stated(correlation, count), s_options);

        result.IsBelowFloor.ShouldBe(below);
    }

    [Fact]
    public void Compute_PerfectFit_LeavesTheTStatisticAbsent()
    {
        double[] x = [.. Enumerable.Range(0, 30).Select(i => Math.Sin(i) * 1e-3)];

        var identical = DeviationFromOne.Compute(CoMovementOf(x, x), s_options);
        var proportional = DeviationFromOne.Compute(CoMovementOf(x, [.. x.Select(value => 1.7 * value)]), s_options);

        identical.Status.ShouldBe(MetricStatus.Ok);
        identical.BetaTStatistic.ShouldBeNull();
        identical.CorrelationLow.ShouldBe(1);
        identical.CorrelationHigh.ShouldBe(1);
        identical.IsBelowFloor.ShouldBe(false);
        proportional.BetaTStatistic.ShouldBeNull();
        proportional.BetaDeviation.ShouldBeWithin(1e-13, 0.7);
    }

    [Fact]
    public void Compute_PerfectMirror_IsTwoAwayAndBelowTheFloor()
    {
        double[] x = [.. Enumerable.Range(0, 30).Select(i => Math.Sin(i) * 1e-3)];

        var result = DeviationFromOne.Compute(CoMovementOf(x, [.. x.Select(value => -value)]), s_options);

        result.OneMinusCorrelation.ShouldBe(2);
        result.BetaDeviation.ShouldBe(2);
        result.IsBelowFloor.ShouldBe(true);
    }

    [Fact]
    public void Compute_ThreeSamples_HasNoInterval()
    {
        var result = DeviationFromOne.Compute(CoMovementOf([1e-3, 2e-3, 4e-3], [1e-3, 3e-3, 2e-3]), s_options);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_CoMovementWithoutValues_PassesItsStatusOn()
    {
        var coMovement = CoMovementOf([double.NaN, 1, 2, 3], [1, 2, 3, 4]);

        var result = DeviationFromOne.Compute(coMovement, s_options);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldBe(coMovement.Reason);
        result.SampleCount.ShouldBe(4);
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(0, 0.95, nameof(DeviationFromOneOptions.Confidence))]
    [InlineData(1, 0.95, nameof(DeviationFromOneOptions.Confidence))]
    [InlineData(0.95, 1, nameof(DeviationFromOneOptions.CorrelationFloor))]
    [InlineData(0.95, double.NaN, nameof(DeviationFromOneOptions.CorrelationFloor))]
    public void Compute_OptionOutOfRange_ThrowsItsName(double confidence, double floor, string option)
    {
        var options = new DeviationFromOneOptions { Confidence = confidence, CorrelationFloor = floor };

        Should
            .Throw<ArgumentOutOfRangeException>(() => DeviationFromOne.Compute(Stated(0.9, 30), options))
            .ParamName.ShouldBe(option);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 3);

        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(30);
            var coMovement = CoMovementOf(numbers.NextSample(count), numbers.NextSample(count));
            ResultContract.ShouldHold(DeviationFromOne.Compute(coMovement, s_options));
        }
    }

    private static CoMovementResult CoMovementOf(double[] x, double[] y) =>
        CoMovement.Compute(
            x,
            y,
            SeriesF1.Step,
            SeriesF1.AsOf,
            new CoMovementOptions { MinimumSamples = CoMovementOptions.FewestSamples }
        );

    private static CoMovementResult Stated(double correlation, int count) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = SeriesF1.AsOf,
            Correlation = correlation,
            Beta = 1,
            Alpha = 0,
            BetaStandardError = 0.01,
            ResidualDeviation = 1e-4,
            RSquared = correlation * correlation,
            TrackingErrorPerYear = 0.01,
        };
}
