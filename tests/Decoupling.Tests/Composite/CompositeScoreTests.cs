using Decoupling.Composite;
using Decoupling.Results;

namespace Decoupling.Tests.Composite;

public class CompositeScoreTests
{
    private static readonly double?[] s_ranks = [0.9, 0.5, 0.7];
    private static readonly double[] s_equal = [1.0 / 3, 1.0 / 3, 1.0 / 3];
    private static readonly double[] s_some = [1, 0.6, 0.3, 0.6, 1, 0.5, 0.3, 0.5, 1];
    private static readonly double[] s_all = [1, 1, 1, 1, 1, 1, 1, 1, 1];
    private static readonly double[] s_none = [1, 0, 0, 0, 1, 0, 0, 0, 1];

    [Fact]
    public void J5_ThreeParts_ReachTheReferenceScores()
    {
        Compute(s_ranks, s_equal, s_some).Score!.Value.ShouldBe(0.313111111, 5e-10);
        Compute(s_ranks, s_equal, s_all).Score!.Value.ShouldBe(0.49, 1e-15);
        Compute(s_ranks, s_equal, s_none).Score!.Value.ShouldBe(0.172222222, 5e-10);
    }

    [Fact]
    public void Compute_Shares_AreThePartsOfTheSumAndSumToOne()
    {
        var result = Compute(s_ranks, s_equal, s_some);

        // 9·(s'Cs) by parts: 0.9·(0.9 + 0.30 + 0.21), 0.5·(0.54 + 0.5 + 0.35), 0.7·(0.27 + 0.25 + 0.7), over 2.818.
        double?[] expected = [0.9 * 1.41 / 2.818, 0.5 * 1.39 / 2.818, 0.7 * 1.22 / 2.818];
        for (var i = 0; i < 3; i++)
        {
            result.Shares![i].ShouldBeWithin(1e-14, expected[i]!.Value);
        }

        result.Shares!.Sum()!.Value.ShouldBe(1, 1e-15);
        result.WeightedMean!.Value.ShouldBe(0.7, 1e-15);
        result.Coverage.ShouldBe(1);
    }

    [Fact]
    public void Compute_PartAbsent_LeavesItsWeightToTheOthers()
    {
        double[] unknown = [1, 0.6, double.NaN, 0.6, 1, double.NaN, double.NaN, double.NaN, double.NaN];

        var result = Compute([0.9, 0.5, null], s_equal, unknown);
        var two = Compute([0.9, 0.5], [0.5, 0.5], [1, 0.6, 0.6, 1]);

        result.Score.ShouldBeWithin(1e-14, two.Score!.Value);
        result.Coverage.ShouldBeWithin(1e-14, 2.0 / 3);
        result.Shares![2].ShouldBeNull();
        result.Shares.Sum()!.Value.ShouldBe(1, 1e-15);
        result.SampleCount.ShouldBe(2);
    }

    [Fact]
    public void Compute_TooLittlePresent_IsInsufficientData()
    {
        var result = Compute([0.9, null, null], [0.59, 0.2, 0.21], s_some);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("The parts that are present carry 0.59 of the weight and 0.6 is needed.");
        result.Shares.ShouldBeNull();
        ResultContract.ShouldHold(result);
        Compute([0.9, null, null], [0.61, 0.2, 0.19], s_some).Status.ShouldBe(MetricStatus.Ok);
        Compute([null, null, null], s_equal, s_some).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_PartsReordered_KeepsTheScore()
    {
        var reordered = Compute([0.7, 0.9, 0.5], [0.2, 0.5, 0.3], [1, 0.3, 0.5, 0.3, 1, 0.6, 0.5, 0.6, 1]);

        reordered.Score!.Value.ShouldBe(Compute(s_ranks, [0.5, 0.3, 0.2], s_some).Score!.Value, 1e-15);
    }

    [Fact]
    public void Compute_WeightsScaled_ChangesNothing() =>
        Compute(s_ranks, [4, 2, 2], s_some).Score.ShouldBe(Compute(s_ranks, [0.5, 0.25, 0.25], s_some).Score);

    [Fact]
    public void Compute_AnyCorrelations_LieBetweenNoneAndAll()
    {
        var random = new Random(15);
        for (var i = 0; i < 200; i++)
        {
            double[] draws = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            double[] c = [1, draws[0], draws[1], draws[0], 1, draws[2], draws[1], draws[2], 1];
            double?[] ranks = [random.NextDouble(), random.NextDouble(), random.NextDouble()];

            var score = Compute(ranks, s_equal, c).Score!.Value;

            score.ShouldBeInRange(
                Compute(ranks, s_equal, s_none).Score!.Value,
                Compute(ranks, s_equal, s_all).Score!.Value
            );
        }
    }

    [Fact]
    public void Compute_AllAtNought_HasNoShares()
    {
        var result = Compute([0, 0, 0], s_equal, s_some);

        result.Score.ShouldBe(0);
        result.Shares.ShouldBeNull();
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_CorrelationsThatContradict_IsOutOfDomain()
    {
        double[] impossible = [1, -1, -1, -1, 1, -1, -1, -1, 1];

        Compute([1, 1, 1], s_equal, impossible).Status.ShouldBe(MetricStatus.OutOfDomain);
        // Two opposite parts cancel to nothing, whatever the rounding.
        Compute([0.7, 0.7], [0.3, 0.3], [1, -1, -1, 1]).Score.ShouldBe(0);
    }

    [Theory]
    [InlineData(1.01)]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    public void Compute_RankOutsideItsRange_IsInvalidInput(double rank) =>
        Compute([0.5, rank, 0.5], s_equal, s_some).Reason.ShouldNotBeNull().ShouldContain("rank of part 1");

    [Fact]
    public void Compute_CorrelationOutsideItsRange_IsInvalidInput() =>
        Compute([0.5, 0.5], [1, 1], [1, 1.5, 1.5, 1]).Status.ShouldBe(MetricStatus.InvalidInput);

    [Fact]
    public void Compute_MistakesOfTheCaller_Throw()
    {
        Should.Throw<ArgumentException>(() => Compute(s_ranks, [1, 1], s_some));
        Should.Throw<ArgumentException>(() => Compute(s_ranks, s_equal, [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(s_ranks, [1, -1, 1], s_some));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(s_ranks, [0, 0, 0], s_some));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], [], []));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            CompositeScore.Compute(s_ranks, s_equal, s_some, SeriesF1.AsOf, new() { MinimumCoverage = 0 })
        );
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 42);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            double?[] ranks = [numbers.Next(), Math.Abs(numbers.Next()), 0.5];
            double c = numbers.Next();
            var result = Compute(ranks, [1, double.Epsilon, 1], [1, c, c, c, 1, c, c, c, 1]);

            ResultContract.ShouldHold(result);
            result.Shares?.All(share => double.IsFinite(share!.Value)).ShouldBeTrue();
        }
    }

    private static CompositeScoreResult Compute(double?[] ranks, double[] weights, double[] correlations) =>
        CompositeScore.Compute(ranks, weights, correlations, SeriesF1.AsOf, new CompositeScoreOptions());
}
