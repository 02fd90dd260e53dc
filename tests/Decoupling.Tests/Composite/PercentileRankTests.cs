using Decoupling.Composite;
using Decoupling.Results;

namespace Decoupling.Tests.Composite;

public class PercentileRankTests
{
    private static readonly PercentileRankOptions s_one = new() { MinimumSamples = 1 };

    [Fact]
    public void J5_ThreeAmongFive_ReachesTheReferenceRanks()
    {
        var result = Compute([1, 2, 3, 3, 4], 3, s_one);

        result.MeanRank.ShouldBe(0.7);
        result.Weak.ShouldBe(0.8);
        result.Strict.ShouldBe(0.4);
        result.MidRank.ShouldBe(0.6);
        result.SampleCount.ShouldBe(5);
    }

    [Fact]
    public void Compute_ValueMirrored_MirrorsTheMidRank() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.X[0], s_one);
                var mirrored = Compute([.. pair.X.Select(x => -x)], -pair.X[0], s_one);

                (result.MidRank!.Value + mirrored.MidRank!.Value).ShouldBe(1, 1e-15);
                result.Strict!.Value.ShouldBeLessThan(result.Weak!.Value);
                result.MidRank.Value.ShouldBe((result.Strict.Value + result.Weak.Value) / 2, 1e-15);
            }
        );

    [Fact]
    public void Compute_ScaledValues_ChangeNothing() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
                Compute([.. pair.X.Select(x => 8 * x)], 8 * pair.Y[0], s_one)
                    .ShouldBe(Compute(pair.X, pair.Y[0], s_one))
        );

    [Fact]
    public void Compute_EndsOfThePast_AreNoughtAndOne()
    {
        Compute([1, 2, 3], 0, s_one).MidRank.ShouldBe(0);
        Compute([1, 2, 3], 4, s_one).MidRank.ShouldBe(1);
        Compute([1, 2, 3], 4, s_one).MeanRank.ShouldBe(1);
        Compute([5, 5, 5], 5, s_one).MidRank.ShouldBe(0.5);
    }

    [Fact]
    public void Compute_TooShortAPast_IsInsufficientData()
    {
        var result = Compute(new double[29], 1);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("There are 29 values of the past and 30 are needed.");
        ResultContract.ShouldHold(result);
        Compute([], 1, s_one).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        Compute(new double[30], double.NaN).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute([.. new double[30], double.PositiveInfinity], 1)
            .Reason.ShouldNotBeNull()
            .ShouldContain("past value at index 30");
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], 1, new() { MinimumSamples = 0 }));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 41);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            ResultContract.ShouldHold(Compute(numbers.NextSample(numbers.NextCount(60)), numbers.Next(), s_one));
        }
    }

    private static PercentileRankResult Compute(double[] past, double value, PercentileRankOptions? options = null) =>
        PercentileRank.Compute(past, value, SeriesF1.AsOf, options ?? new PercentileRankOptions());
}
