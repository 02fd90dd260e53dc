using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

/// <summary>A small snapshot with every field filled, for tests that break one.</summary>
internal static class SoundSnapshot
{
    public static readonly DateTimeOffset SlotAt = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);

    public static MarketSnapshot Make() =>
        new()
        {
            SchemaVersion = 1,
            Asset = "BTC",
            SlotAt = SlotAt,
            SlotLength = TimeSpan.FromMinutes(5),
            Baseline = "v1/BTC/20240804-0123abcd.json.gz",
            Venues =
            [
                new VenueSnapshot
                {
                    Venue = "binance",
                    ServerTimeAt = SlotAt.AddSeconds(1),
                    AskedAt = SlotAt.AddSeconds(2),
                    ClockUncertainty = TimeSpan.FromMilliseconds(40),
                    Reserve = new ReserveQuote(550_000.5, QuantityUnit.Coins, SlotAt.AddDays(-4), "a count by hand"),
                    InsuranceFund = new InsuranceFundQuote(1e9, QuantityUnit.Usd, true, SlotAt.AddDays(-2), "its page"),
                    Missing = [new MissingInput("index", "BTCUSDT", "The venue did not answer in time.")],
                    NotPublished =
                    [
                        new MissingInput("liquidations", "BTCUSDT", "The venue has them on its websocket only."),
                    ],
                },
            ],
            Instruments = [Spot(), Perpetual()],
            LeveragedFunds =
            [
                new LeveragedFundQuote("BITX", 3e9, 2, TimeSpan.FromHours(20), SlotAt.AddDays(-1), "its issuer"),
            ],
        };

    /// <summary>The same with another perpetual.</summary>
    public static MarketSnapshot With(Func<InstrumentSnapshot, InstrumentSnapshot> change)
    {
        var snapshot = Make();
        return snapshot with { Instruments = [snapshot.Instruments[0], change(snapshot.Instruments[1])] };
    }

    public static InstrumentSnapshot Spot() =>
        new()
        {
            Venue = "binance",
            Symbol = "BTCUSDT",
            Kind = InstrumentKind.Spot,
            ContractMultiplier = 1,
            SettlementCoin = "USDT",
            Bars = Bars(),
        };

    public static InstrumentSnapshot Perpetual() =>
        new()
        {
            Venue = "binance",
            Symbol = "BTCUSDT",
            Kind = InstrumentKind.LinearPerpetual,
            ContractMultiplier = 1,
            SettlementCoin = "USDT",
            TickSize = 0.1,
            ExpiresAt = SlotAt.AddDays(30),
            Bars = Bars(),
            HourlyBars = new BarSeries
            {
                StartAt = SlotAt.AddHours(-2),
                Step = TimeSpan.FromHours(1),
                Close = [51_000, 50_000],
                Volume = [900, 1_000],
            },
            Mark = new PriceQuote(50_001, SlotAt, SlotAt.AddSeconds(3)),
            Index = new PriceQuote(50_002, SlotAt, SlotAt.AddSeconds(3)),
            Funding = new FundingQuote(-0.0001, TimeSpan.FromHours(8), SlotAt.AddHours(3), SlotAt, SlotAt.AddSeconds(3))
            {
                CapPerInterval = 0.003,
            },
            FundingHistory = new SampleSeries
            {
                At = [SlotAt.AddHours(-13), SlotAt.AddHours(-5)],
                Values = [0.0001, -0.00005],
            },
            OpenInterest = new OpenInterestQuote(80_000.5, QuantityUnit.Coins, 4e9, SlotAt, SlotAt.AddSeconds(3)),
            OpenInterestHistoryUsd = new SampleSeries
            {
                At = [SlotAt.AddHours(-2), SlotAt.AddHours(-1)],
                Values = [4.1e9, 4e9],
            },
            Book = new OrderBook(
                [49_999.9, 49_999.8],
                [1.5, 2],
                [50_000, 50_000.1],
                [0.5, 3],
                SlotAt.AddSeconds(4),
                SlotAt.AddSeconds(5)
            )
            {
                BidsSinceAt = SlotAt.AddMinutes(-5),
                AsksSinceAt = SlotAt.AddMinutes(-10),
            },
            Liquidations = new LiquidationTape(
                LiquidationCoverage.LowerBound,
                [SlotAt.AddMinutes(-2), SlotAt.AddMinutes(-1)],
                [50_100, 50_050],
                [-1.5, 0.25]
            ),
            LiquidationHistory = new LiquidationTape(
                LiquidationCoverage.LowerBound,
                [SlotAt.AddMinutes(-9)],
                [50_200],
                [-2]
            )
            {
                FromAt = SlotAt.AddMinutes(-10),
            },
        };

    private static BarSeries Bars() =>
        new()
        {
            StartAt = SlotAt.AddMinutes(-20),
            Step = TimeSpan.FromMinutes(5),
            Close = [50_100.5, double.NaN, 50_050, 50_000.1],
            High = [50_200, double.NaN, 50_100.5, 50_060],
            Low = [50_000, double.NaN, 50_000.5, 49_900],
            Volume = [10.125, double.NaN, 0, 12.5],
        };
}
