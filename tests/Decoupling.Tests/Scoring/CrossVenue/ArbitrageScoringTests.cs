using Decoupling.Reference;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring.CrossVenue;

/// <summary>Books of two or three levels, so that the walk can be done by hand.</summary>
public class ArbitrageScoringTests
{
    private const string Fees = """
        {
          "schemaVersion": 1,
          "fees": [
            { "venue": "binance", "kinds": ["linearPerpetual"], "effectiveAt": "2020-01-01T00:00:00Z", "makerRate": 0, "takerRate": 0.0005, "tier": "a", "isAssumption": true, "source": "a test" },
            { "venue": "bybit", "kinds": ["linearPerpetual"], "effectiveAt": "2020-01-01T00:00:00Z", "makerRate": 0, "takerRate": 0.00025, "tier": "a", "isAssumption": true, "source": "a test" },
            { "venue": "binance", "kinds": ["spot"], "effectiveAt": "2020-01-01T00:00:00Z", "makerRate": 0, "takerRate": 0.001, "tier": "a", "isAssumption": true, "source": "a test" }
          ]
        }
        """;

    private static readonly ScoringOptions s_options = SampleMarket.Options with
    {
        Fees = VenueFees.Parse(Fees),
        // Without the haircut numbers are by hand; it has a test of its own.
        Arbitrage = new() { LatencyDeviations = 0 },
    };

    private static readonly double[] s_close = SampleMarket.Walk(1);

    [Fact]
    public void B5_BookOfMethods_IsWalkedWithBothFeesTwice()
    {
        // [EXACT] asks (100,2),(100.2,3), bids (100.6,1),(100.4,4): with fees of 0.05 % and 0.025 % in and out, 0.1 % and 0.05 % a leg, 5 coins and 0.8483.
        var snapshot = Market(
            Perpetual("binance", Book([(99.9, 1)], [(100, 2), (100.2, 3)])),
            Perpetual("bybit", Book([(100.6, 1), (100.4, 4)], [(100.7, 1)]))
        );

        var route = Score(snapshot, "binance").BuyHere;

        route.Status.ShouldBe(MetricStatus.Ok);
        route.SizeCoins.ShouldBe(5);
        route.ProfitUsd.ShouldBeWithin(1e-9, 0.8483);
        route.EdgeBps.ShouldBeWithin(1e-9, 1e4 * 0.8483 / 5 / 100.3);
        (route.OtherVenue, route.OtherSymbol, route.OtherKind).ShouldBe(
            ("bybit", "BTCUSDT", InstrumentKind.LinearPerpetual)
        );
        // A fee f a trade: 100.6·(1 - 2f) = 100·(1 + 2f).
        route.BreakEvenFee.ShouldBeWithin(1e-9, 0.6 / 200.6 / 2);
    }

    [Fact]
    public void B5_SeenFromTheOtherVenue_IsTheSameTrade()
    {
        var snapshot = Market(
            Perpetual("binance", Book([(99.9, 1)], [(100, 2), (100.2, 3)])),
            Perpetual("bybit", Book([(100.6, 1), (100.4, 4)], [(100.7, 1)]))
        );

        var (here, there) = (Score(snapshot, "binance"), Score(snapshot, "bybit"));

        there.SellHere.ProfitUsd.ShouldBe(here.BuyHere.ProfitUsd);
        there.SellHere.SizeCoins.ShouldBe(here.BuyHere.SizeCoins);
        there.BuyHere.BreakEvenFee.ShouldBe(here.SellHere.BreakEvenFee);
        there.BuyHere.ProfitUsd.ShouldBe(0);
    }

    [Fact]
    public void B5_SpotOfTheOwnVenue_IsAmongTheOthers()
    {
        var snapshot = Market(
            Perpetual("binance", Book([(101, 2)], [(101.1, 2)])),
            Spot("binance", Book([(99.9, 3)], [(100, 3)])),
            Perpetual("bybit", Book([(100.9, 2)], [(101, 2)]))
        );

        var route = Score(snapshot, "binance").SellHere;

        (route.OtherVenue, route.OtherKind).ShouldBe(("binance", InstrumentKind.Spot));
        // 2 coins: sold at 101, fees 2·0.05 %; bought at 100, fees 2·0.1 %.
        route.ProfitUsd.ShouldBeWithin(1e-9, 2 * (101 * (1 - 0.001) - 100 * (1 + 0.002)));
        route.SampleCount.ShouldBe(2);
    }

    [Fact]
    public void B5_NothingPays_NamesTheRouteThatLacksLeast()
    {
        var snapshot = Market(
            Perpetual("binance", Book([(100, 1)], [(100.1, 1)])),
            Spot("binance", Book([(100.1, 1)], [(100.2, 1)])),
            Perpetual("bybit", Book([(100.05, 1)], [(100.15, 1)]))
        );

        var route = Score(snapshot, "binance").BuyHere;

        (route.SizeCoins, route.ProfitUsd, route.EdgeBps).ShouldBe((0, 0, 0));
        // bybit's bid is lower than the spot's, and yet its fees leave less to miss.
        (route.OtherVenue, route.OtherKind).ShouldBe(("bybit", InstrumentKind.LinearPerpetual));
        route.BreakEvenFee!.Value.ShouldBeLessThan(0);
    }

    [Fact]
    public void B5_OlderBook_TakesTheHaircutOfItsAge()
    {
        var old = Book([(100.6, 5)], [(100.7, 5)]) with { VenueAt = SampleMarket.SlotAt.AddSeconds(-4) };
        var snapshot = Market(Perpetual("binance", Book([(99.9, 5)], [(100, 5)])), Perpetual("bybit", old));
        var options = s_options with { Arbitrage = new() };
        var card = SnapshotScoring.Compute(snapshot, options);
        var sigma = card.Derivatives[0].Liquidation.Volatility.VolatilityPerYear!.Value;

        var route = card.Derivatives[0].Arbitrage.BuyHere;

        var haircut = sigma * Math.Sqrt(4 / (365.0 * 86_400)) * 100.3;
        route.ProfitUsd.ShouldBeWithin(1e-9, 5 * (100.6 * (1 - 0.0005) - 100 * (1 + 0.001) - haircut));
    }

    [Fact]
    public void B5_BooksThatCameSecondsAfterTheSlot_AreOfOneMoment()
    {
        OrderBook Late(OrderBook book, double seconds) =>
            book with
            {
                VenueAt = SampleMarket.SlotAt.AddSeconds(seconds),
                ReceivedAt = SampleMarket.SlotAt.AddSeconds(seconds),
            };
        var mine = Late(Book([(99.9, 5)], [(100, 5)]), 20);
        var snapshot = Market(
            Perpetual("binance", mine),
            Perpetual("bybit", Late(Book([(100.6, 5)], [(100.7, 5)]), 26))
        );

        Score(snapshot, "binance").BuyHere.Status.ShouldBe(MetricStatus.Stale);
        Score(
            Market(Perpetual("binance", mine), Perpetual("bybit", Late(Book([(100.6, 5)], [(100.7, 5)]), 21))),
            "binance"
        )
            .BuyHere.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void B5_OneBookStale_LeavesTheOthers()
    {
        var stale = Book([(200, 5)], [(201, 5)]) with { VenueAt = SampleMarket.SlotAt.AddMinutes(-10) };
        var snapshot = Market(
            Perpetual("binance", Book([(99.9, 5)], [(100, 5)])),
            Spot("binance", Book([(100.5, 1)], [(100.6, 1)])),
            Perpetual("bybit", stale)
        );

        var route = Score(snapshot, "binance").BuyHere;

        route.SampleCount.ShouldBe(1);
        route.OtherKind.ShouldBe(InstrumentKind.Spot);
    }

    [Fact]
    public void B5_FeeNotKnown_IsOutOfDomainAndNamesIt()
    {
        var snapshot = Market(
            Perpetual("binance", Book([(99.9, 5)], [(100, 5)])),
            Perpetual("okx", Book([(100.6, 5)], [(100.7, 5)]))
        );

        var route = Score(snapshot, "binance").BuyHere;

        route.Status.ShouldBe(MetricStatus.OutOfDomain);
        route.Reason.ShouldBe("The taker's fee of okx LinearPerpetual is not known.");
        route.ProfitUsd.ShouldBeNull();
    }

    [Fact]
    public void Compute_NoBookHere_SaysSo()
    {
        var snapshot = Market(Perpetual("binance", null), Perpetual("bybit", Book([(100.6, 5)], [(100.7, 5)])));

        Score(snapshot, "binance").SellHere.Status.ShouldBe(MetricStatus.InsufficientData);
        Score(snapshot, "bybit").SellHere.Reason.ShouldBe("No other spot market or perpetual gave an order book.");
    }

    [Fact]
    public void Compute_CoinSettledContract_IsOutOfDomain()
    {
        var inverse = Perpetual("binance", Book([(99.9, 5)], [(100, 5)])) with
        {
            Kind = InstrumentKind.InversePerpetual,
        };
        var snapshot = Market(inverse, Perpetual("bybit", Book([(100.6, 5)], [(100.7, 5)])));

        Score(snapshot, "binance").BuyHere.Status.ShouldBe(MetricStatus.OutOfDomain);
        Score(snapshot, "bybit").BuyHere.Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_StaleBars_HaveNoVolatilityForTheHaircut()
    {
        var snapshot = Market(
                Perpetual("binance", Book([(99.9, 5)], [(100, 5)])),
                Perpetual("bybit", Book([(100.6, 5)], [(100.7, 5)]))
            )
            .ChangeBars("binance", InstrumentKind.LinearPerpetual, bars => bars.Frozen(5));

        Score(snapshot, "binance").BuyHere.Status.ShouldBe(MetricStatus.Stale);
        Score(snapshot, "bybit").BuyHere.Status.ShouldBe(MetricStatus.Ok);
    }

    private static ArbitrageScore Score(MarketSnapshot snapshot, string venue) =>
        CrossVenueScoringTests.ScoreOf(SnapshotScoring.Compute(snapshot, s_options), venue).Arbitrage;

    private static MarketSnapshot Market(params InstrumentSnapshot[] instruments) => SampleMarket.Of(instruments);

    private static InstrumentSnapshot Perpetual(string venue, OrderBook? book) =>
        SampleMarket.Perpetual(venue, s_close) with
        {
            Book = book,
        };

    private static InstrumentSnapshot Spot(string venue, OrderBook book) =>
        SampleMarket.Spot(venue, s_close) with
        {
            Book = book,
        };

    private static OrderBook Book((double Price, double Coins)[] bids, (double Price, double Coins)[] asks) =>
        new(
            [.. bids.Select(level => level.Price)],
            [.. bids.Select(level => level.Coins)],
            [.. asks.Select(level => level.Price)],
            [.. asks.Select(level => level.Coins)],
            SampleMarket.SlotAt,
            SampleMarket.SlotAt
        );
}
