using Decoupling.Liquidation;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>Snapshots of a seeded market: a day of five-minute bars, quotes and books, all sound and fresh.</summary>
internal static class SampleMarket
{
    public const int BarsInADay = 288;

    public static readonly DateTimeOffset SlotAt = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private const string MarginTables = """
        {
          "schemaVersion": 1,
          "tables": [
            { "venue": "binance", "asset": "BTC", "kinds": ["linearPerpetual"], "asOf": "2024-08-05", "unit": "usd", "isAssumption": false, "source": "a test", "tiers": [
              { "floor": 0, "maintenanceRate": 0.004, "deduction": 0 },
              { "floor": 50000, "maintenanceRate": 0.005, "deduction": 50 } ] },
            { "venue": "*", "asset": "*", "kinds": ["linearPerpetual"], "asOf": "2024-08-05", "unit": "usd", "isAssumption": true, "source": "a test", "tiers": [
              { "floor": 0, "maintenanceRate": 0.005, "deduction": 0 } ] }
          ]
        }
        """;

    public static ScoringOptions Options { get; } =
        new()
        {
            MarginTiers = MarginTierTables.Parse(MarginTables),
            Fees = ShippedTables.Fees,
            FundingTerms = ShippedTables.FundingTerms,
            Hazard = ShippedTables.Hazard,
        };

    /// <summary>Spot and perpetual of binance and of bybit.</summary>
    public static MarketSnapshot TwoVenues(int seed = 1)
    {
        var binance = Walk(seed);
        var bybit = Follow(binance, seed + 1, 1);
        return Of(
            Spot("binance", binance),
            Perpetual("binance", Follow(binance, seed + 2, 2)),
            Spot("bybit", bybit),
            Perpetual("bybit", Follow(bybit, seed + 3, 3))
        );
    }

    public static MarketSnapshot Of(params InstrumentSnapshot[] instruments) =>
        new()
        {
            SchemaVersion = MarketSnapshot.CurrentSchemaVersion,
            Asset = "BTC",
            SlotAt = SlotAt,
            SlotLength = SlotLength,
            Venues =
            [
                .. instruments
                    .Select(instrument => instrument.Venue)
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(venue => new VenueSnapshot
                    {
                        Venue = venue,
                        ServerTimeAt = SlotAt.AddMilliseconds(11_270),
                        AskedAt = SlotAt.AddSeconds(10),
                        ClockUncertainty = TimeSpan.FromMilliseconds(30),
                        Reserve = new ReserveQuote(
                            2.5e9,
                            QuantityUnit.Usd,
                            SlotAt.AddDays(-4),
                            "a test, coins and stablecoins"
                        ),
                        Missing = [],
                    }),
            ],
            Instruments = instruments,
        };

    public static InstrumentSnapshot Spot(string venue, double[] close) =>
        new()
        {
            Venue = venue,
            Symbol = "BTCUSDT",
            Kind = InstrumentKind.Spot,
            ContractMultiplier = 1,
            SettlementCoin = "USDT",
            Bars = Bars(close),
        };

    public static InstrumentSnapshot Perpetual(string venue, double[] close) =>
        Spot(venue, close) with
        {
            Kind = InstrumentKind.LinearPerpetual,
            Mark = new PriceQuote(close[^1] * 1.0001, SlotAt, SlotAt),
            Index = new PriceQuote(close[^1] * 0.9999, SlotAt, SlotAt),
            Funding = new FundingQuote(0.0001, TimeSpan.FromHours(8), SlotAt.AddHours(3), SlotAt, SlotAt),
            OpenInterest = new OpenInterestQuote(10_000, QuantityUnit.Coins, 10_000 * close[^1], SlotAt, SlotAt),
            OpenInterestHistoryUsd = OpenInterest(close),
            Book = Book(close[^1]),
        };

    public static BarSeries Bars(double[] close) =>
        new()
        {
            StartAt = SlotAt - SlotLength * close.Length,
            Step = SlotLength,
            Close = close,
            High = [.. close.Select(price => price * 1.001)],
            Low = [.. close.Select(price => price * 0.999)],
            Volume = [.. close.Select((_, i) => 100.0 + i % 7)],
        };

    public static double[] Walk(int seed, int count = BarsInADay)
    {
        var random = new Random(seed);
        var close = new double[count];
        var price = 60_000.0;
        for (var i = 0; i < count; i++)
        {
            close[i] = price *= Math.Exp(0.003 * (random.NextDouble() - 0.5));
        }

        return close;
    }

    /// <summary>Prices that keep within some basis points of others.</summary>
    public static double[] Follow(double[] leader, int seed, double noiseBps)
    {
        var random = new Random(seed);
        return [.. leader.Select(price => price * (1 + 1e-4 * noiseBps * (random.NextDouble() - 0.5)))];
    }

    public static OrderBook Book(double price)
    {
        double[] steps = [.. Enumerable.Range(1, 200).Select(level => level * 0.0003)];
        double[] sizes = [.. Enumerable.Range(1, 200).Select(level => 5.0 + level % 11)];
        return new OrderBook(
            [.. steps.Select(step => price * (1 - step))],
            sizes,
            [.. steps.Select(step => price * (1 + step))],
            sizes,
            SlotAt,
            SlotAt
        );
    }

    /// <summary>Thirty days by the hour that fall slowly to 90 % of what the window starts with, then every bar of the window.</summary>
    private static SampleSeries OpenInterest(double[] close)
    {
        var startAt = SlotAt - SlotLength * (close.Length - 1);
        DateTimeOffset[] hours =
        [
            .. Enumerable.Range(1, 720).Select(i => SlotAt.AddHours(i - 721)).Where(at => at < startAt),
        ];
        DateTimeOffset[] bars = [.. close.Select((_, i) => startAt + SlotLength * i)];
        return new SampleSeries
        {
            At = [.. hours, .. bars],
            Values =
            [
                .. hours.Select((_, i) => close[0] * (11_000 - 1.4 * i)),
                .. close.Select((price, i) => price * (9_900 + 0.35 * i)),
            ],
        };
    }
}
