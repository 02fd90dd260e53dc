using Decoupling.Composite;
using Decoupling.Results;

namespace Decoupling.Tests.Composite;

public class EwmaCorrelationMatrixTests
{
    private static readonly EwmaCorrelationMatrixOptions s_quick = new() { Lambda = 0.5, MinimumWeight = 0.7 };

    [Fact]
    public void Compute_TwoDaysByHand_AreTheirWeightedProducts()
    {
        // Deviations (0.4, 0.2) and then (-0.2, 0.4): s = ½ of each day's products.
        var result = Compute([0.9, 0.7, 0.3, 0.9], 2, s_quick);

        var expected = (0.08 - 0.08) / Math.Sqrt((0.16 + 0.04) * (0.04 + 0.16));
        result.Correlations![1].ShouldBe(expected, 1e-15);
        result.Correlations[0].ShouldBe(1);
        result.SampleCount.ShouldBe(2);
    }

    [Fact]
    public void Compute_AnyDays_AgreeWithTheWeightedSums()
    {
        const double Lambda = 0.93;
        var days = Days(60, 3);

        var result = Compute(days, 3);

        double Moment(int i, int j) =>
            Enumerable
                .Range(0, 60)
                .Sum(day =>
                    Math.Pow(Lambda, 59 - day)
                    * (day == 0 ? 1 : 1 - Lambda)
                    * (days[3 * day + i] - 0.5)
                    * (days[3 * day + j] - 0.5)
                );
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                result.Correlations![3 * i + j].ShouldBe(Moment(i, j) / Math.Sqrt(Moment(i, i) * Moment(j, j)), 1e-13);
                result.Correlations[3 * i + j].ShouldBe(result.Correlations[3 * j + i]);
            }
        }
    }

    [Fact]
    public void Compute_PartsThatAreOne_CorrelateFullyAndOppositeOnesNegatively()
    {
        double[] days = [.. Days(60, 1).SelectMany(rank => new[] { rank, rank, 1 - rank })];

        var result = Compute(days, 3);

        result.Correlations![1].ShouldBe(1);
        result.Correlations[2].ShouldBe(-1, 1e-14);
    }

    [Fact]
    public void Compute_DayWithAnAbsentPart_IsLeftOut()
    {
        var days = Days(60, 2);

        var result = Compute([.. days[..40], 0.1, double.NaN, .. days[40..]], 2);

        result.SampleCount.ShouldBe(60);
        result.Correlations.ShouldBe(Compute(days, 2).Correlations);
    }

    [Fact]
    public void Compute_WhatItGives_IsWhatTheCompositeTakes()
    {
        var matrix = Compute(Days(60, 2), 2);

        var score = CompositeScore.Compute([0.9, 0.9], [1, 1], [.. matrix.Correlations!], SeriesF1.AsOf, new());

        score.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_UntilTheWeightsAreIn_IsInsufficientData()
    {
        // 1 - 0.93ⁿ reaches 0.9 at n = 31.7.
        var result = Compute(Days(31, 2), 2);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Correlations.ShouldBeNull();
        ResultContract.ShouldHold(result);
        Compute(Days(32, 2), 2).Status.ShouldBe(MetricStatus.Ok);
        Compute([], 2).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_PartThatNeverMoves_IsDegenerate() =>
        Compute([.. Days(60, 1).SelectMany(rank => new[] { rank, 0.5 })], 2).Reason.ShouldBe("Part 1 did not vary.");

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        Compute([0.5, 0.5, 0.5, 1.5], 2).Reason.ShouldBe("The rank of part 1 on day 1 is 1.5, outside [0, 1].");
        Should.Throw<ArgumentException>(() => Compute([0.5, 0.5, 0.5], 2));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], 2, new() { Lambda = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute([], 2, new() { MinimumWeight = 0 }));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 43);
        for (var i = 0; i < Campaign.Runs(300_000); i++)
        {
            var result = Compute([.. numbers.NextSample(20).Select(rank => Math.Abs(rank % 1))], 2, s_quick);
            ResultContract.ShouldHold(result);
            result.Correlations?.All(correlation => Math.Abs(correlation) <= 1).ShouldBeTrue();
        }
    }

    private static EwmaCorrelationMatrixResult Compute(
        double[] ranks,
        int parts,
        EwmaCorrelationMatrixOptions? options = null
    ) => EwmaCorrelationMatrix.Compute(ranks, parts, SeriesF1.AsOf, options ?? new EwmaCorrelationMatrixOptions());

    private static double[] Days(int days, int parts)
    {
        var random = new Random(16);
        return [.. Enumerable.Range(0, days * parts).Select(_ => random.NextDouble())];
    }
}
