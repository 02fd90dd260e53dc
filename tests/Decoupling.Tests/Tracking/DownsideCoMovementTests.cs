using Decoupling.Results;
using Decoupling.Tracking;
using MathNet.Numerics.LinearRegression;

namespace Decoupling.Tests.Tracking;

public class DownsideCoMovementTests
{
    private static readonly DownsideCoMovementOptions s_few = new() { MinimumSamplesPerSide = 3 };

    [Fact]
    public void A5_F1_ReachesTheReferenceValues()
    {
        var (x, y) = SeriesF1.Returns();

        var result = DownsideCoMovement.Compute(x, y, SeriesF1.AsOf, s_few);

        result.CoSemicorrelation.ShouldBeWithin(1e-13, 0.986422414656396);
        result.BetaOfFalls.ShouldBeWithin(1e-12, 1.41293447821338);
        result.BetaOfRises.ShouldBeWithin(1e-12, 1.02613273202348);
        (result.FallCount, result.RiseCount).ShouldBe((6, 6));
    }

    [Fact]
    public void Compute_AnyPair_AgreesWithMathNetOnEachSide() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var falls = pair.X.Zip(pair.Y).Where(move => move.First < 0).ToArray();
                var rises = pair.X.Zip(pair.Y).Where(move => move.First > 0).ToArray();

                var result = Compute(pair.X, pair.Y, s_few);

                if (result.Status == MetricStatus.Ok)
                {
                    result.BetaOfFalls!.Value.ShouldBe(Slope(falls), 1e-9);
                    result.BetaOfRises!.Value.ShouldBe(Slope(rises), 1e-9);
                    result.CoSemicorrelation!.Value.ShouldBeInRange(0, 1);
                }
            }
        );

    [Fact]
    public void Compute_BothLegsMirrored_SwapsTheSides() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y, s_few);
                var mirrored = Compute([.. pair.X.Select(x => -x)], [.. pair.Y.Select(y => -y)], s_few);

                mirrored.BetaOfFalls.ShouldBe(result.BetaOfRises);
                mirrored.BetaOfRises.ShouldBe(result.BetaOfFalls);
                mirrored.FallCount.ShouldBe(result.RiseCount);
            }
        );

    [Fact]
    public void Compute_LegsSwapped_KeepsTheCoSemicorrelation() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y, s_few);
                var swapped = Compute(pair.Y, pair.X, s_few);

                if (result.Status == MetricStatus.Ok && swapped.Status == MetricStatus.Ok)
                {
                    swapped.CoSemicorrelation!.Value.ShouldBe(result.CoSemicorrelation!.Value, 1e-14);
                }
            }
        );

    [Fact]
    public void Compute_IdenticalSeries_IsExactlyOne()
    {
        var result = Compute(Moves(60), Moves(60));

        result.CoSemicorrelation.ShouldBe(1);
        result.BetaOfFalls.ShouldBe(1);
        result.BetaOfRises.ShouldBe(1);
    }

    [Fact]
    public void Compute_DerivativeThatOverdoesFalls_ShowsInTheirBetaOnly()
    {
        var x = Moves(60);

        var result = Compute(x, [.. x.Select(move => move < 0 ? 2 * move : move)]);

        result.BetaOfFalls!.Value.ShouldBe(2, 1e-12);
        result.BetaOfRises!.Value.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Compute_Threshold_MeasuresShortfallsBelowIt()
    {
        // Below -0.01 lie -0.03 and -0.02 of the one and -0.03 of the other: shortfalls (0.02, 0.01) and (0.02, 0).
        double[] x = [-0.03, -0.02, -0.01, 0.01, 0.02, 0.03];
        double[] y = [-0.03, -0.01, -0.01, 0.01, 0.02, 0.03];

        var result = Compute(x, y, s_few with { Threshold = -0.01 });

        result.CoSemicorrelation.ShouldBeWithin(1e-12, 2 / Math.Sqrt(5));
    }

    [Fact]
    public void Compute_OneSideTooShort_IsInsufficientData()
    {
        double[] x = [.. Enumerable.Range(1, 40).Select(i => i <= 9 ? -1e-3 * i : 1e-3 * i)];

        var result = Compute(x, x);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("The underlying fell 9 times and rose 31 times, and 10 of each are needed.");
        ResultContract.ShouldHold(result);
        // A step without a move is on neither side.
        Compute([.. x, 0, 0], [.. x, 0, 0]).FallCount.ShouldBeNull();
        Compute([], []).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_NoSpreadOrNoShortfall_IsDegenerate()
    {
        double[] twoSizes = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? -1e-3 : 1e-3 * i)];

        Compute(twoSizes, Moves(40)).Reason.ShouldNotBeNull().ShouldContain("all of one size");
        var result = Compute(Moves(60), [.. Moves(60).Select(Math.Abs)]);

        result.Status.ShouldBe(MetricStatus.Degenerate);
        result.Reason.ShouldNotBeNull().ShouldContain("never fell");
    }

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        var broken = Moves(60);
        broken[5] = double.PositiveInfinity;

        Compute(Moves(60), broken).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute([.. Moves(60).Select(move => move * 1e200)], Moves(60)).Status.ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentException>(() => Compute(Moves(60), Moves(59)));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { MinimumSamplesPerSide = 2 }))
            .ParamName.ShouldBe(nameof(DownsideCoMovementOptions.MinimumSamplesPerSide));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([], [], new() { Threshold = double.NaN }))
            .ParamName.ShouldBe(nameof(DownsideCoMovementOptions.Threshold));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 33);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(60);
            ResultContract.ShouldHold(Compute(numbers.NextSample(count), numbers.NextSample(count), s_few));
        }
    }

    private static DownsideCoMovementResult Compute(
        double[] x,
        double[] y,
        DownsideCoMovementOptions? options = null
    ) => DownsideCoMovement.Compute(x, y, SeriesF1.AsOf, options ?? new DownsideCoMovementOptions());

    private static double Slope((double X, double Y)[] side) =>
        SimpleRegression.Fit([.. side.Select(move => move.X)], [.. side.Select(move => move.Y)]).B;

    private static double[] Moves(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Sin(i) * 1e-3)];
}
