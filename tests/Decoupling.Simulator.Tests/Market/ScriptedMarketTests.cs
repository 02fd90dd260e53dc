using Decoupling.Simulator.Market;
using static Decoupling.Simulator.Tests.Market.MarketSamples;

namespace Decoupling.Simulator.Tests.Market;

public class ScriptedMarketTests
{
    [Fact]
    public void Bars_AskedForInAnyOrder_AreTheSame()
    {
        var forwards = Demo().Find("BTCUSDT")!;
        var backwards = Demo().Find("BTCUSDT")!;
        DateTimeOffset[] days = [StartAt.AddDays(-20), StartAt.AddDays(-1), StartAt, StartAt.AddDays(4)];

        var first = days.Select(day => DayOf(forwards, day)).ToList();
        var second = days.Reverse().Select(day => DayOf(backwards, day)).Reverse().ToList();

        second.ShouldBe(first);

        static string DayOf(AssetMarket asset, DateTimeOffset day) =>
            string.Join(' ', asset.Closes(PriceSeries.Mark, VenueProfile.Bybit, day, day.AddDays(1)));
    }

    [Fact]
    public void Bars_AskedForInParallel_AreTheSame()
    {
        var shared = Demo();
        var alone = Demo().Find("ETHUSDT")!.Closes(PriceSeries.Perpetual, 0, StartAt.AddDays(-3), StartAt);
        var results = new double[8][];

        Parallel.For(
            0,
            results.Length,
            i => results[i] = shared.Find("ETHUSDT")!.Closes(PriceSeries.Perpetual, 0, StartAt.AddDays(-3), StartAt)
        );

        results.ShouldAllBe(closes => closes.SequenceEqual(alone));
    }

    [Fact]
    public void Bars_OfAnotherSeed_Differ()
    {
        var one = Demo(1).Find("BTCUSDT")!.Closes(PriceSeries.Spot, 0, StartAt, StartAt.AddHours(1));
        var two = Demo(2).Find("BTCUSDT")!.Closes(PriceSeries.Spot, 0, StartAt, StartAt.AddHours(1));

        two.ShouldNotBe(one);
    }

    [Fact]
    public void HourlyBar_MadeOfItsMinutes_HasTheirExtremesAndVolume()
    {
        var bars = Demo().Find("BTCUSDT")!.Bars;
        var (from, to) = (Milliseconds(StartAt.AddHours(-1)), Milliseconds(StartAt));

        var hour = bars.Bars(PriceSeries.Perpetual, 0, from, to, 3_600_000, to).Single();
        var minutes = bars.Bars(PriceSeries.Perpetual, 0, from, to, 60_000, to).ToList();

        minutes.Count.ShouldBe(60);
        hour.Open.ShouldBe(minutes[0].Open);
        hour.High.ShouldBe(minutes.Max(bar => bar.High));
        hour.Low.ShouldBe(minutes.Min(bar => bar.Low));
        hour.Close.ShouldBe(minutes[^1].Close);
        hour.Volume.ShouldBe(minutes.Sum(bar => bar.Volume), 1e-6);
    }

    [Fact]
    public void Bars_One_StartsWhereTheLastOneEnded()
    {
        var bars = Demo().Find("BTCUSDT")!.Bars;
        var (from, to) = (Milliseconds(StartAt.AddDays(-1)), Milliseconds(StartAt));

        var minutes = bars.Bars(PriceSeries.Spot, 0, from, to, 60_000, to).ToList();

        minutes.Zip(minutes.Skip(1)).ShouldAllBe(pair => pair.First.Close == pair.Second.Open);
        minutes.ShouldAllBe(bar =>
            bar.Low <= Math.Min(bar.Open, bar.Close) && bar.High >= Math.Max(bar.Open, bar.Close)
        );
        minutes.ShouldAllBe(bar => bar.Volume > 0);
    }

    [Fact]
    public void RunningBar_CutAtNow_ClosesAtThePriceOfNow()
    {
        var asset = Demo().Find("BTCUSDT")!;
        var now = Milliseconds(StartAt.AddSeconds(17));

        var bar = asset.Bars.Bars(PriceSeries.Spot, 0, Milliseconds(StartAt), now, 60_000, now).Single();

        bar.Close.ShouldBe(asset.Bars.TicksAt(PriceSeries.Spot, 0, now));
        bar.Volume.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Book_Always_LeadsAwayFromTheMidWithoutCrossing(bool isStressed)
    {
        var at = StartAt.AddMinutes(isStressed ? 130 : 10);
        var asset = Demo().Find("SOLUSDT")!;

        var bids = asset.Books.Side(PriceSeries.Perpetual, 1, isBid: true, Milliseconds(at), 1_000);
        var asks = asset.Books.Side(PriceSeries.Perpetual, 1, isBid: false, Milliseconds(at), 1_000);

        bids.Count.ShouldBe(1_000);
        bids.Zip(bids.Skip(1)).ShouldAllBe(pair => pair.First.PriceTicks > pair.Second.PriceTicks);
        asks.Zip(asks.Skip(1)).ShouldAllBe(pair => pair.First.PriceTicks < pair.Second.PriceTicks);
        bids[0].PriceTicks.ShouldBeLessThan(asks[0].PriceTicks);
        bids.Concat(asks).ShouldAllBe(level => level.SizeLots > 0);
    }

    [Fact]
    public void Book_WhenCalm_HoldsTheDepthStatedWithinOnePercent()
    {
        var asset = Demo().Find("BTCUSDT")!;
        var at = StartAt.AddMinutes(10);

        var usd = asset.DepthCoins(VenueProfile.Binance, true, at, 0.01) * asset.PriceAt(PriceSeries.Perpetual, 0, at);

        usd.ShouldBe(100e6, 15e6);
    }

    [Fact]
    public void Script_OutOfRange_IsRefused()
    {
        var script = MarketScript.Demo(StartAt);

        Should.Throw<ArgumentException>(() => new ScriptedMarket(script with { StartAt = StartAt.AddSeconds(1) }));
        Should.Throw<ArgumentException>(() =>
            new ScriptedMarket(script with { Phases = [MarketPhase.Dislocation("mtgox", TimeSpan.FromMinutes(5))] })
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new ScriptedMarket(script with { Phases = [MarketPhase.Cascade(TimeSpan.FromMinutes(5), priceFall: 1)] })
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new ScriptedMarket(script with { Phases = [MarketPhase.Calm(TimeSpan.Zero)] })
        );
    }

    [Fact]
    public void PhaseAt_Borders_BelongToThePhaseThatBegins()
    {
        var script = MarketScript.Demo(StartAt);

        script.EndAt.ShouldBe(StartAt.AddMinutes(180));
        script.PhaseAt(StartAt.AddMinutes(-1)).ShouldBe(PhaseKind.Calm);
        script.PhaseAt(StartAt.AddMinutes(60)).ShouldBe(PhaseKind.VenueDislocation);
        script.PhaseAt(StartAt.AddMinutes(85)).ShouldBe(PhaseKind.Calm);
        script.PhaseAt(StartAt.AddMinutes(110)).ShouldBe(PhaseKind.MarketCascade);
        script.PhaseAt(StartAt.AddMinutes(140)).ShouldBe(PhaseKind.Recovery);
        script.PhaseAt(StartAt.AddMinutes(180)).ShouldBe(PhaseKind.Calm);
    }
}
