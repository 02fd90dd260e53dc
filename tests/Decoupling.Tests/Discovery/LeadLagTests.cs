using Decoupling.Discovery;
using Decoupling.Results;

namespace Decoupling.Tests.Discovery;

public class LeadLagTests
{
    private static readonly LeadLagOptions s_seconds = new()
    {
        MaximumLag = TimeSpan.FromSeconds(2),
        Step = TimeSpan.FromSeconds(1),
        MinimumTicks = 2,
    };

    [Fact]
    public void A6_F2Shifted_ReachesTheReferenceCovariances()
    {
        var result = Compute(TickPair.F2, s_seconds);

        result.Curve.Select(point => point.LagSeconds).ShouldBe([-2.0, -1, 0, 1, 2]);
        result.Curve.Select(point => point.Covariance).ShouldBe([0.0003, 0.0009, 0.0013, 0.0009, -0.0005], 1e-16);
        result.LeadSeconds.ShouldBe(0);
        result.RawCorrelationAtLead.ShouldBeWithin(1e-12, 0.590909090909);
        result.LeadLagRatio.ShouldBeWithin(1e-12, (0.81 + 0.25) / (0.09 + 0.81));
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_AnyTicks_AgreesWithAllPairsOfIntervalsAtEveryLag()
    {
        for (var seed = 0; seed < Campaign.Runs(5_000); seed++)
        {
            var pair = TickPair.Random(seed, 10 + seed % 17, 10 + seed % 13);

            foreach (var point in Compute(pair, s_seconds).Curve)
            {
                point.Covariance.ShouldBe(pair.CovarianceByAllPairs(point.LagSeconds), 1e-17);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-2)]
    [InlineData(0)]
    public void Compute_FollowerOfAKnownDelay_FindsIt(int delaySeconds)
    {
        var pair = Follower(delaySeconds);
        var options = new LeadLagOptions { MaximumLag = TimeSpan.FromSeconds(5), Step = TimeSpan.FromSeconds(0.5) };

        var result = Compute(pair, options);

        result.LeadSeconds.ShouldBe(delaySeconds);
        if (delaySeconds != 0)
        {
            (result.LeadLagRatio > 1).ShouldBe(delaySeconds > 0);
        }
    }

    [Fact]
    public void Compute_MarketsSwapped_TurnsTheLeadAround()
    {
        var pair = Follower(2);
        var options = new LeadLagOptions();

        var result = Compute(pair, options);
        var swapped = Compute(pair.Swapped, options);

        swapped.LeadSeconds.ShouldBe(-result.LeadSeconds);
        swapped.LeadLagRatio.ShouldBeWithin(1e-9, 1 / result.LeadLagRatio!.Value);
    }

    [Fact]
    public void Compute_KnownSkew_IsReportedAndWeighed()
    {
        var pair = Follower(2);
        var options = new LeadLagOptions();

        var small = LeadLag.Compute(
            pair.FirstSpan,
            pair.SecondSpan,
            TimeSpan.FromSeconds(-1.27),
            SeriesF1.AsOf,
            options
        );
        var large = LeadLag.Compute(pair.FirstSpan, pair.SecondSpan, TimeSpan.FromSeconds(3), SeriesF1.AsOf, options);

        small.ClockSkewSeconds.ShouldBe(-1.27);
        small.IsBeyondSkew.ShouldBe(true);
        large.LeadSeconds.ShouldBe(small.LeadSeconds);
        large.IsBeyondSkew.ShouldBe(false);
    }

    [Fact]
    public void Compute_NoCovarianceOnOneSide_LeavesTheRatioAbsent()
    {
        // The second market's only move comes a second after the first's.
        var result = Compute(new([0, 1, 9], [0, 1, 1], [0, 1, 2, 9], [0, 0, 1, 1]), s_seconds);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.LeadSeconds.ShouldBe(1);
        result.LeadLagRatio.ShouldBeNull();
    }

    [Fact]
    public void Compute_EdgeCases_HaveTheirStatus()
    {
        var pair = TickPair.Random(5, 19, 30);
        Compute(pair, new()).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute(pair with { First = new double[19] }, s_seconds).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(new([0, 1], [0, 1], [100, 101], [0, 1]), s_seconds).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(pair with { First = [.. pair.First.Select(price => price * 1e300)] }, s_seconds)
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        var broken = Compute(pair with { FirstSeconds = [.. pair.FirstSeconds.Reverse()] }, s_seconds);
        broken.Status.ShouldBe(MetricStatus.InvalidInput);
        broken.Curve.ShouldBeEmpty();
        ResultContract.ShouldHold(broken);
    }

    [Fact]
    public void Compute_OptionsOutOfRange_Throw()
    {
        LeadLagOptions[] bad =
        [
            new() { MaximumLag = TimeSpan.Zero },
            new() { Step = TimeSpan.Zero },
            new() { Step = TimeSpan.FromSeconds(6) },
            new() { Step = TimeSpan.FromMicroseconds(1) },
            new() { MinimumTicks = 1 },
        ];
        foreach (var options in bad)
        {
            Should.Throw<ArgumentOutOfRangeException>(() => Compute(TickPair.F2, options));
        }
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 26);

        for (var i = 0; i < Campaign.Runs(100_000); i++)
        {
            var (first, second) = (numbers.NextCount(30), numbers.NextCount(30));
            var pair = TickPair.Random(i, first, second);
            var result = Compute(
                pair with
                {
                    First = numbers.NextSample(first),
                    SecondSeconds = i % 2 == 0 ? pair.SecondSeconds : [.. numbers.NextSample(second).Order()],
                },
                s_seconds
            );
            ResultContract.ShouldHold(result);
            result.Curve.ShouldAllBe(point => double.IsFinite(point.Covariance));
        }
    }

    /// <summary>A random walk that both markets show at their own random times, the second one late.</summary>
    private static TickPair Follower(int delaySeconds)
    {
        var random = new Random(15);
        var level = 0.0;
        double[] walk = [.. Enumerable.Range(0, 20_000).Select(_ => level += (random.NextDouble() - 0.5) * 1e-3)];
        int[] Picked() => [.. Enumerable.Range(0, walk.Length).Where(_ => random.Next(3) == 0)];
        var (first, second) = (Picked(), Picked());
        return new TickPair(
            [.. first.Select(i => 0.5 * i)],
            [.. first.Select(i => walk[i])],
            [.. second.Select(i => 0.5 * i + delaySeconds)],
            [.. second.Select(i => walk[i])]
        );
    }

    private static LeadLagResult Compute(TickPair pair, LeadLagOptions options) =>
        LeadLag.Compute(pair.FirstSpan, pair.SecondSpan, TimeSpan.Zero, SeriesF1.AsOf, options);
}
