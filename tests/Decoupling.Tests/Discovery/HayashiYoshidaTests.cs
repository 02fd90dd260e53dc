using Decoupling.Discovery;
using Decoupling.Results;

namespace Decoupling.Tests.Discovery;

public class HayashiYoshidaTests
{
    private static readonly HayashiYoshidaOptions s_two = new() { MinimumTicks = 2 };

    [Fact]
    public void A6_F2_ReachesTheReferenceValues()
    {
        var result = Compute(TickPair.F2);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.SampleCount.ShouldBe(13);
        result.Covariance.ShouldBeWithin(1e-14, 0.0013);
        result.FirstRealizedVariance.ShouldBeWithin(1e-14, 0.0022);
        result.SecondRealizedVariance.ShouldBeWithin(1e-14, 0.0022);
        result.Correlation.ShouldBeWithin(1e-12, 0.590909090909);
        result.RawCorrelation.ShouldBe(result.Correlation);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void A6_SynchronousTicks_IsTheRealizedCovariance() =>
        Compute(new([0, 1, 2, 3], [0, 1, 3, 2], [0, 1, 2, 3], [0, 2, 1, 4])).Covariance.ShouldBe(-3);

    [Fact]
    public void A6_TicksOfThePeers_ReachTheirCovariance()
    {
        var pair = new TickPair(
            PeerInputs.Read("H_tx"),
            PeerInputs.Read("H_px"),
            PeerInputs.Read("H_ty"),
            PeerInputs.Read("H_py")
        );

        // The peers' two-pointer walk.
        double sum = 0;
        var (low, high) = (0, 0);
        for (var i = 1; i < pair.First.Length; i++)
        {
            while (low + 1 < pair.Second.Length && pair.SecondSeconds[low + 1] <= pair.FirstSeconds[i - 1])
            {
                low++;
            }

            high = Math.Max(high, low);
            while (high < pair.Second.Length - 1 && pair.SecondSeconds[high] < pair.FirstSeconds[i])
            {
                high++;
            }

            sum += (pair.First[i] - pair.First[i - 1]) * (pair.Second[high] - pair.Second[low]);
        }

        Compute(pair).Covariance.ShouldBeWithin(1e-12, sum);
    }

    [Fact]
    public void Compute_AnyTicks_AgreesWithAllPairsOfIntervals()
    {
        for (var seed = 0; seed < Campaign.Runs(40_000); seed++)
        {
            var pair = TickPair.Random(seed, 2 + seed % 37, 2 + seed % 23);

            OverlapCovariance.Of(pair.FirstSpan, pair.SecondSpan).ShouldBe(pair.CovarianceByAllPairs(), 1e-17);
        }
    }

    [Fact]
    public void Compute_MarketsSwapped_KeepsTheCovariance()
    {
        for (var seed = 0; seed < Campaign.Runs(20_000); seed++)
        {
            var pair = TickPair.Random(seed, 30 + seed % 37, 30 + seed % 23);

            Compute(pair.Swapped).Covariance!.Value.ShouldBe(Compute(pair).Covariance!.Value, 1e-17);
        }
    }

    [Fact]
    public void Compute_TimesMovedAndPricesScaled_ScalesTheCovariance()
    {
        var pair = TickPair.Random(3, 200, 150);
        var result = Compute(pair);

        var moved = Compute(
            new TickPair(
                [.. pair.FirstSeconds.Select(t => t + 1024)],
                [.. pair.First.Select(price => 4 * price + 1)],
                [.. pair.SecondSeconds.Select(t => t + 1024)],
                pair.Second
            )
        );

        moved.Covariance.ShouldBeWithin(1e-9, 4 * result.Covariance!.Value);
        moved.Correlation.ShouldBeWithin(1e-9, result.Correlation!.Value);
    }

    [Fact]
    public void Compute_SameTicksTwice_IsExactlyCorrelated()
    {
        var pair = TickPair.Random(4, 500, 1);

        var result = HayashiYoshida.Compute(pair.FirstSpan, pair.FirstSpan, SeriesF1.AsOf, s_two);

        result.RawCorrelation!.Value.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Compute_MarketsThatNeverMeet_HaveNoCovariance()
    {
        var result = Compute(new([0, 1, 2], [0, 1, 3], [5, 6, 7], [0, 2, 1]));

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Covariance.ShouldBe(0);
        Compute(new([5, 6, 7], [0, 1, 3], [0, 1, 2], [0, 2, 1])).Covariance.ShouldBe(0);
    }

    [Fact]
    public void Compute_SmallSample_ReportsRawBeyondOneAndClipped()
    {
        // One long interval of the second market overlaps all of the first's.
        var result = Compute(new([0, 1, 2, 3], [0, 0.01, 0.02, 0.03], [0, 3], [0, 0.01]));

        result.RawCorrelation!.Value.ShouldBe(0.03 * 0.01 / (Math.Sqrt(0.0003) * 0.01), 1e-12);
        result.RawCorrelation.Value.ShouldBeGreaterThan(1);
        result.Correlation.ShouldBe(1);
    }

    [Fact]
    public void Compute_LaggedPricesOnAFineGrid_KeepsWhatPreviousTickSamplingLoses()
    {
        var random = new Random(6);
        var (level, walk) = (0.0, new double[40_000]);
        for (var i = 0; i < walk.Length; i++)
        {
            walk[i] = level += random.NextDouble() - 0.5;
        }

        int[] Picked() => [.. Enumerable.Range(0, walk.Length).Where(_ => random.Next(10) == 0)];
        var (first, second) = (Picked(), Picked());
        var pair = new TickPair(
            [.. first.Select(i => (double)i)],
            [.. first.Select(i => walk[i])],
            [.. second.Select(i => (double)i)],
            [.. second.Select(i => walk[i])]
        );

        Compute(pair).Correlation!.Value.ShouldBe(1, 0.06);
    }

    [Fact]
    public void Compute_EdgeCases_HaveTheirStatus()
    {
        var pair = TickPair.Random(5, 19, 30);
        var result = HayashiYoshida.Compute(pair.FirstSpan, pair.SecondSpan, SeriesF1.AsOf, new());
        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("The first market has 19 ticks and 20 are needed.");
        ResultContract.ShouldHold(result);
        Compute(new([], [], [], [])).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute(new([0], [double.NaN], [0, 1], [0, 1])).Status.ShouldBe(MetricStatus.InvalidInput);

        pair = TickPair.Random(5, 20, 20);
        Compute(pair with { First = new double[20] }).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(pair with { Second = new double[20] }).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(pair with { First = [.. pair.First.Select(price => price * 1e300)] })
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentException>(() => Compute(pair with { First = new double[19] }));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            HayashiYoshida.Compute(pair.FirstSpan, pair.SecondSpan, SeriesF1.AsOf, new() { MinimumTicks = 1 })
        );
    }

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(7, double.NaN)]
    [InlineData(9, 0)]
    [InlineData(19, double.PositiveInfinity)]
    public void Compute_TimeThatIsNone_IsInvalidInputByIndex(int index, double bad)
    {
        var pair = TickPair.Random(7, 20, 20);
        double[] seconds = [.. pair.FirstSeconds];
        seconds[index] = bad;

        var result = Compute(pair with { FirstSeconds = seconds });

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain($"first market's time at index {index}");
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_TwoTicksAtOneTime_IsInvalidInput() =>
        Compute(new([0, 1, 1, 2], [0, 1, 2, 3], [0, 1], [0, 1])).Status.ShouldBe(MetricStatus.InvalidInput);

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 25);

        for (var i = 0; i < Campaign.Runs(200_000); i++)
        {
            var (first, second) = (numbers.NextCount(30), numbers.NextCount(30));
            var pair = TickPair.Random(i, first, second);
            var hostile = pair with { First = numbers.NextSample(first), Second = numbers.NextSample(second) };
            ResultContract.ShouldHold(Compute(hostile));
            ResultContract.ShouldHold(Compute(hostile with { FirstSeconds = [.. numbers.NextSample(first).Order()] }));
        }
    }

    [Fact]
    public void Compute_ManyTicks_AllocatesTheResultOnly()
    {
        var pair = TickPair.Random(8, 5_000, 4_000);
        Compute(pair);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Compute(pair);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256);
    }

    private static HayashiYoshidaResult Compute(TickPair pair) =>
        HayashiYoshida.Compute(pair.FirstSpan, pair.SecondSpan, SeriesF1.AsOf, s_two);
}
