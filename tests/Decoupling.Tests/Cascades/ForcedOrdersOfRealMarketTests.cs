using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Cascades;

/// <summary>Binance's published forced orders of August 2024 and of 23 June 2025: at most one a second and symbol, so a sample.</summary>
public class ForcedOrdersOfRealMarketTests
{
    private const string August2024 = "binance_forceorder_all_202408_Bands.csv";
    private const string June2025 = "binance_forceorder_all_20250623_NeoParth.csv";

    /// <summary>Times are read in milliseconds and the peer's simplex stops there.</summary>
    private const double RelativeTolerance = 1e-6;

    [Theory]
    // scipy Nelder-Mead from four decays, on the recursion written anew.
    [InlineData(August2024, "RARE", 143, 0.03572696, 0.56924149, 0.26235431, -456.663080788)]
    [InlineData(June2025, "BR", 134, 0.028496, 0.63039517, 0.10067231, -440.827095979)]
    public void E4_BusiestSymbols_BranchAsSciPyFindsIt(
        string file,
        string symbol,
        int count,
        double baseline,
        double ratio,
        double decay,
        double logLikelihood
    )
    {
        var (seconds, end) = ForcedOrder.Times(ForcedOrder.Read(file, symbol));

        var result = HawkesBranching.Compute(seconds, end, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.SampleCount.ShouldBe(count);
        result.BaselinePerSecond.ShouldBeWithin(RelativeTolerance, baseline);
        result.BranchingRatio.ShouldBeWithin(RelativeTolerance, ratio);
        result.DecayPerSecond.ShouldBeWithin(RelativeTolerance, decay);
        result.LogLikelihood.ShouldBeWithin(1e-9, logLikelihood);
        // Far from Poisson's.
        result.LogLikelihood!.Value.ShouldBeGreaterThan(count * (Math.Log(count / end) - 1) + 20);
    }

    [Theory]
    [InlineData("BTC", 17)]
    [InlineData("ETH", 42)]
    public void E4_LargeCoinsOfThatHour_HaveTooFewForcedOrders(string symbol, int count)
    {
        var (seconds, end) = ForcedOrder.Times(ForcedOrder.Read(June2025, symbol));

        var result = HawkesBranching.Compute(seconds, end, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.SampleCount.ShouldBe(count);
    }

    /// <summary>What the map is worth on that evening: its clusters lay 4 to 7 % away, and the forced orders within 1.1 % of the price.</summary>
    [Theory]
    [InlineData("BTC", 0.04, 0.008)]
    [InlineData("ETH", 0.06, 0.011)]
    public void D7_ForcedOrdersOf23June2025_FellInNoClusterOfTheMap(
        string asset,
        double clusterBeyond,
        double ordersWithin
    )
    {
        var orders = ForcedOrder.Read(June2025, asset);
        var longs = orders.Where(order => order.IsLong).ToArray();
        var (map, mark) = MapBefore(asset, orders[0].At);
        var dense = DenseBins(map, mark);

        longs.Sum(order => order.Usd).ShouldBeGreaterThan(0.99 * orders.Sum(order => order.Usd));
        longs.Where(order => dense[map.Bins!.IndexOf(order.Price)]).ShouldBeEmpty();
        // Nor where the position was, whose margin is 0.4 % of it.
        longs.Where(order => dense[map.Bins!.IndexOf(order.Price / 0.996)]).ShouldBeEmpty();
        Math.Log(mark / map.LongCluster!.Value.Price).ShouldBeGreaterThan(clusterBeyond);
        longs.ShouldAllBe(order => Math.Log(mark / order.Price) < ordersWithin);
    }

    [Theory]
    [InlineData("BTC")]
    [InlineData("ETH")]
    public void D7_ForcedOrdersOf23June2025_AreMatchedOrUnexplained(string asset)
    {
        var orders = ForcedOrder.Read(June2025, asset);
        var (map, mark) = MapBefore(asset, orders[0].At);
        var since = Bars(asset).Slice(MapAt(orders[0].At), orders[^1].At.AddMinutes(1));
        var tape = new LiquidationTape(
            LiquidationCoverage.LowerBound,
            [.. orders.Select(order => order.At)],
            [.. orders.Select(order => order.Price)],
            [.. orders.Select(order => (order.IsLong ? -1 : 1) * order.Usd / order.Price)]
        );

        var usage = LiquidationMapUsage.Compute(
            map,
            new PriceRange(mark, since.Low!.Min(), since.High!.Max()),
            tape,
            SeriesF1.AsOf
        );

        usage.ForcedUsd.ShouldBeWithin(1e-12, orders.Sum(order => order.Usd));
        (usage.MatchedUsd + usage.UnexplainedUsd).ShouldBeWithin(1e-12, usage.ForcedUsd!.Value);
        usage.MatchedUsd!.Value.ShouldBeLessThanOrEqualTo(usage.CrossedUsd!.Value);
        usage.Coverage.ShouldBe(LiquidationCoverage.LowerBound);
    }

    private static (LiquidationMapResult Map, double Mark) MapBefore(string asset, DateTimeOffset firstAt)
    {
        var at = MapAt(firstAt);
        var bars = Bars(asset).Slice(at.AddDays(-1), at);
        var terms = LiquidationTerms.Find(
            "binance",
            asset,
            InstrumentKind.LinearPerpetual,
            at,
            ShippedTables.MarginTiers,
            ShippedTables.Fees
        )!;
        // No open interest of that day is recorded: shares and places do not depend on it.
        var map = LiquidationMap.Compute(bars.Close[^1], 1e9, bars, [], terms, at);
        map.Status.ShouldBe(MetricStatus.Ok);
        return (map, bars.Close[^1]);
    }

    /// <summary>The bins that count as a cluster: twice the mean of the 10 % below the price.</summary>
    private static bool[] DenseBins(LiquidationMapResult map, double mark)
    {
        var bins = map.Bins!;
        var below = Enumerable
            .Range(0, bins.Count)
            .Count(bin => bins.CenterPrice(bin) < mark && bins.CenterPrice(bin) >= 0.9 * mark);
        return [.. bins.LongUsd.Select(usd => usd >= 2 * map.Bands[^1].LongUsd / below)];
    }

    private static DateTimeOffset MapAt(DateTimeOffset firstAt) =>
        BarSeriesWindow.Floor(firstAt, TimeSpan.FromMinutes(1));

    private static BarSeries Bars(string asset) =>
        RealData.BarsWithRanges($"binance_1m/2025-05-25_{asset}USDT_perp_1m.csv.gz", TimeSpan.FromMinutes(1));
}
