using Decoupling.Simulator.Market;
using static Decoupling.Simulator.Tests.Market.MarketSamples;

namespace Decoupling.Simulator.Tests.Market;

/// <summary>The demo script: calm to 60 min, Bybit alone to 85, calm to 110, cascade to 140, recovery to 180.</summary>
public class ScriptedPhasesTests
{
    private const int Binance = VenueProfile.Binance;
    private const int Bybit = VenueProfile.Bybit;

    public static TheoryData<int, string> SeedsAndSymbols =>
        [
            .. from seed in new[] { 1, 2, 3 }
            from symbol in new[] { "BTCUSDT", "ETHUSDT", "SOLUSDT" }
            select (seed, symbol),
        ];

    [Theory]
    [MemberData(nameof(SeedsAndSymbols))]
    public void Dislocation_TwentyMinutes_MovesBybitsPerpetualOnly(int seed, string symbol)
    {
        var asset = Demo(seed).Find(symbol)!;

        var bybit = asset.BasisBps(Bybit, 63, 82);
        var binance = asset.BasisBps(Binance, 60, 85);

        bybit.ShouldAllBe(bps => bps > -125 && bps < -55);
        binance.ShouldAllBe(bps => Math.Abs(bps) < 12);
    }

    [Theory]
    [MemberData(nameof(SeedsAndSymbols))]
    public void Dislocation_Over_BybitIsBackWithinTwoMinutes(int seed, string symbol)
    {
        var asset = Demo(seed).Find(symbol)!;

        asset.BasisBps(Bybit, 87, 110).ShouldAllBe(bps => Math.Abs(bps) < 20);
    }

    [Theory]
    [MemberData(nameof(SeedsAndSymbols))]
    public void Cascade_FirstQuarterHour_TakesEveryVenueDownEightPercent(int seed, string symbol)
    {
        var asset = Demo(seed).Find(symbol)!;

        foreach (var venue in (int[])[Binance, Bybit])
        {
            var before = asset.PriceAt(PriceSeries.Spot, venue, StartAt.AddMinutes(110));
            var after = asset.PriceAt(PriceSeries.Spot, venue, StartAt.AddMinutes(125));
            // Eight percent by the script; the rest is a quarter of an hour's noise at 2.5 times the calm volatility.
            (after / before - 1).ShouldBe(-0.08, 0.035);
        }
    }

    [Theory]
    [MemberData(nameof(SeedsAndSymbols))]
    public void Cascade_OnBothVenues_PerpetualsStandFortyToHundredBasisPointsBelowSpot(int seed, string symbol)
    {
        var asset = Demo(seed).Find(symbol)!;

        foreach (var venue in (int[])[Binance, Bybit])
        {
            var basis = asset.BasisBps(venue, 120, 140);
            Median(basis).ShouldBeInRange(-90, -50);
            basis.ShouldAllBe(bps => bps > -110 && bps < -35);
        }
    }

    [Theory]
    [MemberData(nameof(SeedsAndSymbols))]
    public void Cascade_OpenInterest_FallsByFifteenPercent(int seed, string symbol)
    {
        var asset = Demo(seed).Find(symbol)!;

        foreach (var venue in (int[])[Binance, Bybit])
        {
            var before = asset.OpenInterest.CoinsAt(venue, Milliseconds(StartAt.AddMinutes(110)));
            var after = asset.OpenInterest.CoinsAt(venue, Milliseconds(StartAt.AddMinutes(140)));
            (after / before - 1).ShouldBe(-0.15, 0.02);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cascade_Books_ThinToAFifth(bool isBid)
    {
        var asset = Demo().Find("BTCUSDT")!;

        foreach (var venue in (int[])[Binance, Bybit])
        {
            var calm = Median(Minutes(30, 60).Select(at => asset.DepthCoins(venue, isBid, at, 0.01)));
            var stressed = Median(Minutes(120, 140).Select(at => asset.DepthCoins(venue, isBid, at, 0.01)));
            (stressed / calm).ShouldBe(0.2, 0.05);
        }
    }

    [Fact]
    public void Dislocation_Books_ThinOnBybitOnly()
    {
        var asset = Demo().Find("BTCUSDT")!;

        Ratio(Bybit).ShouldBe(0.4, 0.05);
        Ratio(Binance).ShouldBe(1, 0.05);

        double Ratio(int venue) =>
            Median(Minutes(63, 82).Select(at => asset.DepthCoins(venue, true, at, 0.01)))
            / Median(Minutes(30, 60).Select(at => asset.DepthCoins(venue, true, at, 0.01)));
    }

    [Theory]
    [MemberData(nameof(SeedsAndSymbols))]
    public void Recovery_Ended_BasisHasClosedAndScriptedPriceIsHalfWayBack(int seed, string symbol)
    {
        var asset = Demo(seed).Find(symbol)!;

        foreach (var venue in (int[])[Binance, Bybit])
        {
            asset.BasisBps(venue, 160, 190).ShouldAllBe(bps => Math.Abs(bps) < 25);
            var scripted = asset.Prices.StressAt(venue, Milliseconds(StartAt.AddMinutes(180)) / 60_000).LogPrice;
            scripted.ShouldBe(0.5 * Math.Log(0.92), 1e-12);
        }
    }

    [Fact]
    public void Liquidations_InTheCascade_AreLongsForHalfOfTheOpenInterestClosed()
    {
        var asset = Demo().Find("BTCUSDT")!;
        var calm = asset.Liquidations.Between(Binance, StartAt, StartAt.AddMinutes(60)).ToList();

        var cascade = asset.Liquidations.Between(Binance, StartAt.AddMinutes(110), StartAt.AddMinutes(140)).ToList();

        calm.Count.ShouldBeLessThan(15);
        cascade.Select(each => each.At).ShouldBeInOrder();
        cascade.ShouldAllBe(each => each.SizeCoins < 0);
        var before = asset.OpenInterest.CoinsAt(Binance, Milliseconds(StartAt.AddMinutes(110)));
        (-cascade.Sum(each => each.SizeCoins) / before).ShouldBe(0.15 / 2, 0.015);
    }

    [Fact]
    public void Prices_AcrossEveryMinuteAndPhaseBorder_DoNotJump()
    {
        var asset = Demo().Find("BTCUSDT")!;

        foreach (var minute in Enumerable.Range(-13 * 60, 17 * 60))
        {
            var at = StartAt.AddMinutes(minute);
            foreach (var series in Enum.GetValues<PriceSeries>())
            {
                var before = asset.PriceAt(series, Bybit, at.AddSeconds(-1));
                var after = asset.PriceAt(series, Bybit, at.AddSeconds(1));
                Math.Abs(after / before - 1).ShouldBeLessThan(5e-4, $"{series} at {at:O}");
            }
        }
    }

    private static IEnumerable<DateTimeOffset> Minutes(int from, int to) =>
        Enumerable.Range(from, to - from).Select(minute => StartAt.AddMinutes(minute));
}
