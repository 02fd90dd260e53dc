using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Liquidation;

public sealed partial class LiquidationMapTests
{
    private const double OpenInterestUsd = 1e9;
    private const double ConservationTolerance = 1e-9;
    private static readonly DateTimeOffset AsOf = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly LiquidationTerms Terms = LiquidationTerms.General(MarginTiers.Fixed(0.005));

    private static readonly LeverageMix FourLeverages = new()
    {
        Leverages = [5, 10, 20, 50],
        Weights = [0.25, 0.25, 0.25, 0.25],
    };

    [Fact]
    public void Compute_ReferenceD7EntriesAtOneHundred_StandAtTheirLiquidationPrices()
    {
        var map = LiquidationMap.Compute(100, OpenInterestUsd, Flat(100), [], Terms, AsOf, Mixed(FourLeverages));

        ShouldHold(map.Bins!, map.Bins!.LongUsd, [80.402010, 90.452261, 95.477387, 98.492462]);
        ShouldHold(map.Bins!, map.Bins!.ShortUsd, [101.492537, 104.477612, 109.452736, 119.402985]);
    }

    [Fact]
    public void Compute_ReferenceD7ForInverseContracts_StandAtTheInverseForm()
    {
        var inverse = LiquidationTerms.General(MarginTiers.Fixed(0.005), isInverse: true);

        var map = LiquidationMap.Compute(100, OpenInterestUsd, Flat(100), [], inverse, AsOf, Mixed(FourLeverages));

        // D1: P·(1 + m)/(1 + 1/L) for a long, P·(1 - m)/(1 - 1/L) for a short.
        ShouldHold(map.Bins!, map.Bins!.LongUsd, [100.5 / 1.2, 100.5 / 1.1, 100.5 / 1.05, 100.5 / 1.02]);
        ShouldHold(map.Bins!, map.Bins!.ShortUsd, [99.5 / 0.98, 99.5 / 0.95, 99.5 / 0.9, 99.5 / 0.8]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compute_RandomMarket_EachSideSumsToTheOpenInterest(int seed)
    {
        var bars = Random(seed, 288, 0.004);
        var map = LiquidationMap.Compute(bars.Close[^1], OpenInterestUsd, bars, [], Terms, AsOf);

        map.Status.ShouldBe(MetricStatus.Ok);
        map.Bins!.LongUsd.Sum().ShouldBe(OpenInterestUsd, ConservationTolerance * OpenInterestUsd);
        map.Bins!.ShortUsd.Sum().ShouldBe(OpenInterestUsd, ConservationTolerance * OpenInterestUsd);
        map.Bins!.LongUsd.ShouldAllBe(usd => usd >= 0);
        map.Bins!.ShortUsd.ShouldAllBe(usd => usd >= 0);
    }

    [Theory]
    [InlineData(11, 0.002)]
    [InlineData(12, 0.01)]
    [InlineData(13, 0.03)]
    public void Compute_PositionByPosition_Agrees(int seed, double move)
    {
        // Closes only: every entry is a point, and each is followed through every later close.
        var bars = Random(seed, 200, move) with
        {
            High = null,
            Low = null,
        };
        var mark = bars.Close[^1] * 1.0007;

        var map = LiquidationMap.Compute(mark, OpenInterestUsd, bars, [], Terms, AsOf, Mixed(FourLeverages));

        var (longs, shorts) = OneByOne(bars, mark, map.Bins!);
        for (var i = 0; i < map.Bins!.Count; i++)
        {
            map.Bins.LongUsd[i].ShouldBe(longs[i], ConservationTolerance * OpenInterestUsd);
            map.Bins.ShortUsd[i].ShouldBe(shorts[i], ConservationTolerance * OpenInterestUsd);
        }
    }

    [Fact]
    public void Compute_EvenRange_SpreadsOneBarEvenlyInTheLogarithm()
    {
        var wide = Flat(100) with
        {
            High = [.. Enumerable.Repeat(100 * Math.Exp(0.01), 24)],
            Low = [.. Enumerable.Repeat(100 * Math.Exp(-0.01), 24)],
        };
        var fiveOnly = new LeverageMix { Leverages = [5], Weights = [1] };

        var bins = LiquidationMap.Compute(100, OpenInterestUsd, wide, [], Terms, AsOf, Mixed(fiveOnly)).Bins!;

        // 2 % in bins of 10 bp: twenty bins' worth, the outer two partly filled.
        double[] filled = [.. bins.LongUsd.Where(usd => usd > 0)];
        filled.Length.ShouldBe(21);
        filled[1..^1].ShouldAllBe(usd => Math.Abs(usd - OpenInterestUsd / 20) < 1e-6 * OpenInterestUsd);
        (filled[0] + filled[^1]).ShouldBe(OpenInterestUsd / 20, 1e-6 * OpenInterestUsd);
    }

    [Fact]
    public void Compute_PriceFellThroughTheHighLeverages_TheyAreGoneAndTheRestHoldsAll()
    {
        var bars = Flat(100);
        bars.Low![20] = 95;

        var map = LiquidationMap.Compute(100, OpenInterestUsd, bars, [], Terms, AsOf, Mixed(FourLeverages));

        // Longs of 20 and 50 times entered before bar 20 are gone; those of the last four bars stand.
        var near = map.Bands[^2];
        near.Width.ShouldBe(0.05);
        var sum = map.Bins!.LongUsd.Sum();
        sum.ShouldBe(OpenInterestUsd, ConservationTolerance * OpenInterestUsd);
        near.LongUsd.ShouldBeLessThan(near.ShortUsd);
        near.LongUsd.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Compute_OpenInterestHistory_PlacesEntriesWhereItRose()
    {
        var bars = Flat(100);
        for (var i = 12; i < bars.Count; i++)
        {
            bars.Close[i] = bars.High![i] = bars.Low![i] = 101;
        }

        var changes = new double[bars.Count];
        changes[3] = 1e8;
        changes[15] = 3e8;
        changes[20] = -1e8;
        var options = Mixed(new LeverageMix { Leverages = [5], Weights = [1] }) with
        {
            EntryHalfLife = TimeSpan.FromDays(1e5),
        };

        var map = LiquidationMap.Compute(101, 1e9, bars, changes, Terms, AsOf, options);

        // 700 M stood before; 1/4 of what rose entered at 100 and 3/4 at 101; the fall took from both alike.
        map.Evidence.ShouldBe(EntryEvidence.OpenInterest);
        map.ObservedShare!.Value.ShouldBe(4e8 * (10.0 / 11) / 1e9, 1e-12);
        UsdAt(map.Bins!, map.Bins!.LongUsd, 80 / 0.995).ShouldBe(0.25e9, 1e-3 * 1e9);
        UsdAt(map.Bins!, map.Bins!.LongUsd, 80.8 / 0.995).ShouldBe(0.75e9, 1e-3 * 1e9);
    }

    [Fact]
    public void Compute_NoRiseOfOpenInterest_FallsBackToVolumeAndSaysSo()
    {
        var changes = Enumerable.Repeat(-1e5, 24).ToArray();

        var map = LiquidationMap.Compute(100, OpenInterestUsd, Flat(100), changes, Terms, AsOf);

        map.Evidence.ShouldBe(EntryEvidence.Volume);
        map.ObservedShare.ShouldBe(0);
    }

    [Fact]
    public void Compute_NoHistory_SaysWhatItRestsOn()
    {
        Compute(Flat(100)).Evidence.ShouldBe(EntryEvidence.Volume);
        Compute(Flat(100)).ObservedShare.ShouldBeNull();
        Compute(Flat(100) with { Volume = null }).Evidence.ShouldBe(EntryEvidence.Time);
    }

    [Fact]
    public void Compute_Bands_SumTheBinsBetweenThemAndTheMark()
    {
        var bars = Random(5, 288, 0.002);
        var mark = bars.Close[^1];

        var map = LiquidationMap.Compute(mark, OpenInterestUsd, bars, [], Terms, AsOf);

        foreach (var band in map.Bands)
        {
            double longs = 0;
            double shorts = 0;
            for (var i = 0; i < map.Bins!.Count; i++)
            {
                var center = map.Bins.CenterPrice(i);
                longs += center >= mark * (1 - band.Width) && center < mark ? map.Bins.LongUsd[i] : 0;
                shorts += center <= mark * (1 + band.Width) && center > mark ? map.Bins.ShortUsd[i] : 0;
            }

            band.LongUsd.ShouldBe(longs, ConservationTolerance * OpenInterestUsd);
            band.ShortUsd.ShouldBe(shorts, ConservationTolerance * OpenInterestUsd);
        }

        map.LongUsdPerLogPrice!.Value.ShouldBe(map.Bands[0].LongUsd / Math.Log(1 / 0.99), 1);
    }

    [Fact]
    public void Compute_OneEntryPrice_ClustersAtTheNearestLeverage()
    {
        var map = LiquidationMap.Compute(100, OpenInterestUsd, Flat(100), [], Terms, AsOf, Mixed(FourLeverages));

        // A cluster's price is its bins' center, within half a bin of the liquidation price.
        map.LongCluster!.Value.Price.ShouldBe(98.492462, 0.0005 * 98.5 * 1.001);
        map.LongCluster!.Value.Usd.ShouldBe(0.25e9, 1);
        map.ShortCluster!.Value.Price.ShouldBe(101.492537, 0.0005 * 101.5 * 1.001);
        map.ShortCluster!.Value.Usd.ShouldBe(0.25e9, 1);
    }

    [Fact]
    public void Compute_OpenInterestDoubled_DoublesEveryBin()
    {
        var bars = Random(8, 288, 0.002);
        var one = LiquidationMap.Compute(bars.Close[^1], 1e9, bars, [], Terms, AsOf);

        var two = LiquidationMap.Compute(bars.Close[^1], 2e9, bars, [], Terms, AsOf);

        two.Bins!.LongUsd.ShouldBe(one.Bins!.LongUsd.Select(usd => 2 * usd));
        two.LongCluster!.Value.Price.ShouldBe(one.LongCluster!.Value.Price);
    }

    [Fact]
    public void Compute_SameInputTwice_GivesTheSameBits()
    {
        var first = LiquidationMap.Compute(100, OpenInterestUsd, Random(4, 288, 0.001), [], Terms, AsOf);

        var second = LiquidationMap.Compute(100, OpenInterestUsd, Random(4, 288, 0.001), [], Terms, AsOf);

        second.Bins!.LongUsd.ShouldBe(first.Bins!.LongUsd);
        second.ShortCluster.ShouldBe(first.ShortCluster);
    }

    [Fact]
    public void Compute_LeverageThatTheTierForbids_IsLeftOutAndTheRestHoldsAll()
    {
        var map = LiquidationMap.Compute(
            100,
            OpenInterestUsd,
            Flat(100),
            [],
            LiquidationTerms.General(MarginTiers.Fixed(0.03)),
            AsOf
        );

        map.Bins!.LongUsd.Sum().ShouldBe(OpenInterestUsd, ConservationTolerance * OpenInterestUsd);
        map.Bins!.LongUsd.Count(usd => usd > 0).ShouldBe(4);
    }

    private static (double[] Longs, double[] Shorts) OneByOne(BarSeries bars, double mark, LiquidationBins bins)
    {
        var longs = new double[bins.Count];
        var shorts = new double[bins.Count];
        for (var i = 0; i < bars.Count; i++)
        {
            var later = bars.Close.Skip(i + 1).Append(mark).ToArray();
            var age = AsOf - (bars.StartAt + Step * (i + 1));
            var amount = bars.Volume![i] * Math.Exp(-Math.Log(2) * age.TotalHours / 12);
            foreach (var leverage in FourLeverages.Leverages)
            {
                var longBin = BinOf(bins, bars.Close[i] * (1 - 1 / leverage) / (1 - 0.005));
                var shortBin = BinOf(bins, bars.Close[i] * (1 + 1 / leverage) / (1 + 0.005));
                longs[longBin] += later.Min() > bins.CenterPrice(longBin) ? amount : 0;
                shorts[shortBin] += later.Max() < bins.CenterPrice(shortBin) ? amount : 0;
            }
        }

        var longSum = longs.Sum();
        var shortSum = shorts.Sum();
        return (
            [.. longs.Select(usd => usd / longSum * OpenInterestUsd)],
            [.. shorts.Select(usd => usd / shortSum * OpenInterestUsd)]
        );
    }

    private static int BinOf(LiquidationBins bins, double price) =>
        Enumerable.Range(0, bins.Count).Last(bin => bins.FloorPrice(bin) <= price);

    private static double UsdAt(LiquidationBins bins, IReadOnlyList<double> side, double price) =>
        side[BinOf(bins, price)];

    private static void ShouldHold(LiquidationBins bins, IReadOnlyList<double> side, double[] prices)
    {
        foreach (var price in prices)
        {
            UsdAt(bins, side, price).ShouldBe(OpenInterestUsd / 4, ConservationTolerance * OpenInterestUsd);
        }
    }

    private static LiquidationMapResult Compute(BarSeries bars) =>
        LiquidationMap.Compute(100, OpenInterestUsd, bars, [], Terms, AsOf);

    private static LiquidationMapOptions Mixed(LeverageMix mix) => new() { LongMix = mix, ShortMix = mix };

    private static BarSeries Flat(double price) =>
        new()
        {
            StartAt = AsOf - 24 * Step,
            Step = Step,
            Close = [.. Enumerable.Repeat(price, 24)],
            High = [.. Enumerable.Repeat(price, 24)],
            Low = [.. Enumerable.Repeat(price, 24)],
            Volume = [.. Enumerable.Repeat(1.0, 24)],
        };

    private static BarSeries Random(int seed, int count, double move)
    {
        var random = new Random(seed);
        var close = new double[count];
        var high = new double[count];
        var low = new double[count];
        var volume = new double[count];
        var price = 100.0;
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price *= Math.Exp(move * (random.NextDouble() - 0.5));
            close[i] = price;
            high[i] = Math.Max(open, price) * (1 + 0.3 * move * random.NextDouble());
            low[i] = Math.Min(open, price) * (1 - 0.3 * move * random.NextDouble());
            volume[i] = random.NextDouble() * 100;
        }

        return new BarSeries
        {
            StartAt = AsOf - count * Step,
            Step = Step,
            Close = close,
            High = high,
            Low = low,
            Volume = volume,
        };
    }
}
