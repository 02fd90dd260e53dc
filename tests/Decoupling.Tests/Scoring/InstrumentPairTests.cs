using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public class InstrumentPairTests
{
    private static readonly double[] s_close = SampleMarket.Walk(1, 30);

    [Fact]
    public void Of_EachVenueHasSpot_PairsWithItsOwn()
    {
        var pairs = InstrumentPair.Of(SampleMarket.TwoVenues()).ToArray();

        pairs
            .Select(pair => (pair.Derivative.Venue, pair.Derivative.Kind, pair.Reference?.Venue, pair.Reference?.Kind))
            .ShouldBe([
                ("binance", InstrumentKind.LinearPerpetual, "binance", InstrumentKind.Spot),
                ("bybit", InstrumentKind.LinearPerpetual, "bybit", InstrumentKind.Spot),
            ]);
    }

    [Fact]
    public void Of_VenueWithoutSpot_TakesAnotherVenues()
    {
        var snapshot = SampleMarket.Of(SampleMarket.Spot("binance", s_close), SampleMarket.Perpetual("bybit", s_close));

        InstrumentPair.Of(snapshot).ShouldHaveSingleItem().Reference!.Venue.ShouldBe("binance");
    }

    [Fact]
    public void Of_OwnSpotWithoutBars_TakesAnotherVenues()
    {
        var snapshot = SampleMarket
            .TwoVenues()
            .Change("binance", InstrumentKind.Spot, spot => spot with { Bars = null });

        InstrumentPair.Of(snapshot).Select(pair => pair.Reference!.Venue).ShouldBe(["bybit", "bybit"]);
    }

    [Fact]
    public void Of_OwnSpotStale_KeepsItSoThatTheStatusSaysSo()
    {
        var snapshot = SampleMarket.TwoVenues().ChangeBars("binance", InstrumentKind.Spot, bars => bars.Short(10));

        InstrumentPair.Of(snapshot).First().Reference!.Venue.ShouldBe("binance");
    }

    [Fact]
    public void Of_NoSpotAtAll_PairsWithNothing()
    {
        var snapshot = SampleMarket.Of(SampleMarket.Perpetual("bybit", s_close));

        InstrumentPair.Of(snapshot).ShouldHaveSingleItem().Reference.ShouldBeNull();
    }

    [Fact]
    public void Of_SeveralDerivatives_PairsEachInTheSnapshotsOrderAndLeavesOptionsOut()
    {
        var perpetual = SampleMarket.Perpetual("binance", s_close);
        var snapshot = SampleMarket.Of(
            SampleMarket.Spot("binance", s_close),
            perpetual,
            perpetual with
            {
                Symbol = "BTCUSDC",
            },
            perpetual with
            {
                Kind = InstrumentKind.LinearFuture,
                Symbol = "BTCUSDT_240927",
            },
            perpetual with
            {
                Kind = InstrumentKind.Option,
                Symbol = "BTC-240927-60000-C",
            }
        );

        var pairs = InstrumentPair.Of(snapshot).ToArray();

        pairs.Select(pair => pair.Derivative.Symbol).ShouldBe(["BTCUSDT", "BTCUSDC", "BTCUSDT_240927"]);
        pairs.ShouldAllBe(pair => pair.Reference == snapshot.Instruments[0]);
    }

    [Fact]
    public void Of_SpotAlone_PairsNothing() =>
        InstrumentPair.Of(SampleMarket.Of(SampleMarket.Spot("binance", s_close))).ShouldBeEmpty();
}
