using Decoupling.Simulator.Market;
using static Decoupling.Simulator.Tests.Market.MarketSamples;

namespace Decoupling.Simulator.Tests.Market;

public class CalmMarketTests
{
    private const double MinutesPerYear = 365 * 24 * 60;

    [Theory]
    [InlineData("BTCUSDT", 0.45)]
    [InlineData("ETHUSDT", 0.60)]
    [InlineData("SOLUSDT", 0.80)]
    public void MinuteReturns_ThirtyCalmDays_HaveTheVolatilityStated(string symbol, double perYear)
    {
        var asset = Demo().Find(symbol)!;

        var closes = asset.Closes(PriceSeries.Spot, VenueProfile.Binance, StartAt.AddDays(-30), StartAt);

        var returns = closes.Zip(closes.Skip(1), (a, b) => Math.Log(b / a)).ToList();
        closes.Length.ShouldBe(30 * 1440);
        (StandardDeviation(returns) * Math.Sqrt(MinutesPerYear)).ShouldBe(perYear, perYear * 0.03);
    }

    [Fact]
    public void MinuteReturns_BtcAndEth_MoveTogether()
    {
        var market = Demo();
        var btc = Returns(market.Find("BTCUSDT")!);
        var eth = Returns(market.Find("ETHUSDT")!);

        var correlation = btc.Zip(eth, (a, b) => a * b).Average() / (StandardDeviation(btc) * StandardDeviation(eth));

        correlation.ShouldBe(0.95 * 0.90, 0.03);

        static List<double> Returns(AssetMarket asset)
        {
            var closes = asset.Closes(PriceSeries.Spot, VenueProfile.Binance, StartAt.AddDays(-5), StartAt);
            return [.. closes.Zip(closes.Skip(1), (a, b) => Math.Log(b / a))];
        }
    }

    [Theory]
    [InlineData(VenueProfile.Binance)]
    [InlineData(VenueProfile.Bybit)]
    public void Basis_WithinAnHour_StraysByOneToTwoBasisPoints(int venue)
    {
        var asset = Demo().Find("BTCUSDT")!;

        var deviations = Enumerable
            .Range(1, 100)
            .Select(hour => StandardDeviation(asset.BasisBps(venue, -60 * hour, -60 * hour + 60)));

        deviations.Average().ShouldBeInRange(1.0, 2.0);
    }

    [Theory]
    [InlineData(VenueProfile.Binance)]
    [InlineData(VenueProfile.Bybit)]
    public void Basis_OverTenDays_KeepsWithinAFewBasisPointsOfSpot(int venue)
    {
        var asset = Demo().Find("BTCUSDT")!;

        var basis = asset.BasisBps(venue, -14_400, 0);

        basis.Average().ShouldBeInRange(-1.5, 3.5);
        basis.Max(Math.Abs).ShouldBeLessThan(13);
    }

    [Fact]
    public void SpotOfBothVenues_Always_LiesWithinThreeBasisPoints()
    {
        var asset = Demo().Find("BTCUSDT")!;

        var gaps = Enumerable
            .Range(-2_000, 2_180)
            .Select(minute => StartAt.AddMinutes(minute))
            .Select(at =>
                asset.PriceAt(PriceSeries.Spot, VenueProfile.Binance, at)
                    / asset.PriceAt(PriceSeries.Spot, VenueProfile.Bybit, at)
                - 1
            );

        gaps.Max(Math.Abs).ShouldBeLessThan(3e-4);
    }

    [Fact]
    public void Mark_WhenCalm_LiesWithinThreeBasisPointsOfIndexAndPerpetual()
    {
        var asset = Demo().Find("BTCUSDT")!;

        var marks = Enumerable.Range(-600, 600).Select(minute => StartAt.AddMinutes(minute)).ToList();

        foreach (var at in marks)
        {
            var mark = asset.PriceAt(PriceSeries.Mark, VenueProfile.Binance, at);
            var index = asset.PriceAt(PriceSeries.Index, VenueProfile.Binance, at);
            var last = asset.PriceAt(PriceSeries.Perpetual, VenueProfile.Binance, at);
            mark.ShouldBeInRange(Math.Min(index, last) * 0.9997, Math.Max(index, last) * 1.0003);
        }
    }

    [Fact]
    public void OpenInterest_WhenCalm_StraysByAFewPercentInADay()
    {
        var asset = Demo().Find("BTCUSDT")!;

        var coins = Enumerable
            .Range(1, 24 * 30)
            .Select(hour => asset.OpenInterest.CoinsAt(VenueProfile.Binance, Milliseconds(StartAt.AddHours(-hour))))
            .ToList();

        (StandardDeviation(coins) / coins.Average()).ShouldBeInRange(0.01, 0.06);
    }
}
