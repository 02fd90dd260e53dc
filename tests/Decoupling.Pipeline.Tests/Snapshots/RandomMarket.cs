using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Snapshots;

/// <summary>A seeded market like BTC's: one random walk of 5 bp a minute that every venue follows with some noise, volumes in steps of 3 to 5 decimals.</summary>
internal sealed class RandomMarket(int seed)
{
    private const int StepsPerBar = 20;
    private const double VolatilityPerMinute = 5e-4;
    private const double VenueNoise = 5e-5;

    private static readonly DateTimeOffset SlotAt = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);

    private static readonly (
        string Venue,
        double SpotCoins,
        int SpotDecimals,
        double PerpetualCoins,
        int PerpetualDecimals
    )[] Venues =
    [
        ("binance", 10, 5, 100, 3),
        ("bitget", 3, 4, 20, 3),
        ("bybit", 4, 5, 50, 3),
        ("coinbase", 2, 5, 0, 0),
        ("gate", 1, 4, 10, 4),
        ("kraken", 0.5, 5, 0, 0),
        ("okx", 0.8, 5, 30, 3),
    ];

    private readonly Random random = new(seed);

    /// <summary>Seven venues with spot, five of them with a linear perpetual: twelve instruments.</summary>
    public MarketSnapshot SevenVenues() => Snapshot(Venues.Length, 1440, TimeSpan.FromMinutes(1), 720, 200);

    /// <summary>One venue with five-minute bars, as one slot of a small asset.</summary>
    public MarketSnapshot OneVenue() => Snapshot(1, 288, TimeSpan.FromMinutes(5), 720, 20);

    /// <summary>One venue with a few of everything: small enough to be read by the thousand.</summary>
    public MarketSnapshot Few()
    {
        var few = Snapshot(1, 12, TimeSpan.FromMinutes(5), 5, 4);
        return few with { Instruments = [.. few.Instruments.Select(WithStillBook)] };
    }

    private static InstrumentSnapshot WithStillBook(InstrumentSnapshot instrument) =>
        instrument with
        {
            Book = instrument.Book! with
            {
                BidsSinceAt = instrument.Book.ReceivedAt.AddMinutes(-5),
                AsksSinceAt = instrument.Book.ReceivedAt.AddMinutes(-10),
            },
        };

    private MarketSnapshot Snapshot(int venues, int bars, TimeSpan step, int hourCount, int levels)
    {
        var minutes = Walk(bars, VolatilityPerMinute * Math.Sqrt(step.TotalMinutes));
        var hours = Walk(hourCount, VolatilityPerMinute * Math.Sqrt(60));
        var instruments = new List<InstrumentSnapshot>();
        foreach (var (venue, spotCoins, spotDecimals, perpetualCoins, perpetualDecimals) in Venues.Take(venues))
        {
            instruments.Add(
                Instrument(venue, InstrumentKind.Spot, minutes, step, hours, levels, 2, spotCoins, spotDecimals)
            );
            if (perpetualCoins > 0)
            {
                var perpetual = Instrument(
                    venue,
                    InstrumentKind.LinearPerpetual,
                    minutes,
                    step,
                    hours,
                    levels,
                    1,
                    perpetualCoins,
                    perpetualDecimals
                );
                instruments.Add(WithDerivatives(perpetual));
            }
        }

        return new MarketSnapshot
        {
            SchemaVersion = MarketSnapshot.CurrentSchemaVersion,
            Asset = "BTC",
            SlotAt = SlotAt,
            SlotLength = TimeSpan.FromMinutes(5),
            Baseline = "v1/BTC/20240804-0123abcd.json.gz",
            Venues =
            [
                .. Venues
                    .Take(venues)
                    .Select(venue => new VenueSnapshot
                    {
                        Venue = venue.Venue,
                        ServerTimeAt = SlotAt.AddMilliseconds(1234),
                        AskedAt = SlotAt.AddMilliseconds(1200),
                        ClockUncertainty = TimeSpan.FromMilliseconds(31),
                        Reserve = new ReserveQuote(
                            Math.Round(1e9 + 1e8 * Normal()),
                            QuantityUnit.Usd,
                            SlotAt.AddDays(-5),
                            "a proof of reserves, coins and stablecoins"
                        ),
                        InsuranceFund = new InsuranceFundQuote(
                            Math.Round(1e9 + 1e8 * Normal()),
                            QuantityUnit.Usd,
                            true,
                            SlotAt.AddDays(-6),
                            "its page"
                        ),
                        Missing = [new MissingInput("index", venue.Venue + "-spot", "A spot instrument has no index.")],
                        NotPublished = [new MissingInput("liquidations", "BTCUSDT", "They are on the websocket only.")],
                    }),
            ],
            Instruments = instruments,
            LeveragedFunds =
            [
                new LeveragedFundQuote("BITX", 3e9, 2, TimeSpan.FromHours(20), SlotAt.AddDays(-2), "its issuer"),
            ],
        };
    }

    private InstrumentSnapshot Instrument(
        string venue,
        InstrumentKind kind,
        double[][] minutes,
        TimeSpan step,
        double[][] hours,
        int levels,
        int priceDecimals,
        double coins,
        int coinDecimals
    )
    {
        var bars = Bars(minutes, step, priceDecimals, coins, coinDecimals);
        var hourly = Bars(hours, TimeSpan.FromHours(1), priceDecimals, coins * 60, coinDecimals);
        return new InstrumentSnapshot
        {
            Venue = venue,
            Symbol = "BTCUSDT",
            Kind = kind,
            ContractMultiplier = 1,
            SettlementCoin = "USDT",
            TickSize = 0.01,
            ExpiresAt = kind == InstrumentKind.Spot ? null : SlotAt.AddDays(30),
            HistoryIsPartial = kind == InstrumentKind.Spot,
            Bars = bars,
            HourlyBars = hourly with { High = null, Low = null },
            Book = Book(bars.Close[^1], levels, priceDecimals, coinDecimals),
        };
    }

    private InstrumentSnapshot WithDerivatives(InstrumentSnapshot perpetual)
    {
        var price = perpetual.Bars!.Close[^1];
        var funding = Enumerable.Range(0, 90).Select(i => SlotAt.AddHours(-5 - 8 * (89 - i))).ToArray();
        var hours = Enumerable.Range(0, 720).Select(i => SlotAt.AddHours(i - 719)).ToArray();
        var openInterest = 8e9;
        return perpetual with
        {
            Mark = new PriceQuote(Math.Round(price, 8), SlotAt.AddMilliseconds(900), SlotAt.AddMilliseconds(1250.5)),
            Index = new PriceQuote(price * (1 + 1e-4 / 3), SlotAt.AddMilliseconds(900), SlotAt.AddMilliseconds(1250.5)),
            Funding = new FundingQuote(0.0001, TimeSpan.FromHours(8), SlotAt.AddHours(3), SlotAt, SlotAt.AddSeconds(1))
            {
                CapPerInterval = 0.003,
            },
            FundingHistory = new SampleSeries
            {
                At = funding,
                Values = [.. funding.Select(_ => Math.Round(1e-4 + 5e-5 * Normal(), 8))],
            },
            OpenInterest = new OpenInterestQuote(
                80123.456,
                QuantityUnit.Coins,
                80123.456 * price,
                SlotAt,
                SlotAt.AddSeconds(1)
            ),
            OpenInterestHistoryUsd = new SampleSeries
            {
                At = hours,
                Values = [.. hours.Select(_ => Math.Round(openInterest += 2e7 * Normal()))],
            },
            Liquidations = new LiquidationTape(
                LiquidationCoverage.LowerBound,
                [SlotAt.AddMilliseconds(-61_007), SlotAt.AddMilliseconds(-2_003)],
                [price, price - 0.7],
                [-0.125, 1.5]
            ),
            LiquidationHistory = new LiquidationTape(
                LiquidationCoverage.Complete,
                [SlotAt.AddMilliseconds(-361_007)],
                [price + 1.2],
                [-0.25]
            )
            {
                FromAt = SlotAt.AddMinutes(-10),
            },
        };
    }

    /// <summary>The logarithm of the price at each step within each bar.</summary>
    private double[][] Walk(int bars, double volatilityPerBar)
    {
        var log = Math.Log(100_000);
        var walk = new double[bars][];
        for (var i = 0; i < bars; i++)
        {
            walk[i] = new double[StepsPerBar];
            for (var step = 0; step < StepsPerBar; step++)
            {
                walk[i][step] = log += Normal() * volatilityPerBar / Math.Sqrt(StepsPerBar);
            }
        }

        return walk;
    }

    private BarSeries Bars(double[][] walk, TimeSpan step, int priceDecimals, double coins, int coinDecimals)
    {
        var builder = new BarSeriesBuilder(SlotAt - step * walk.Length, step, walk.Length);
        var last = walk[0][0];
        for (var i = 0; i < walk.Length; i++)
        {
            var path = walk[i].Select(log => log + VenueNoise * Normal()).Prepend(last).ToArray();
            last = path[^1];
            builder
                .TrySet(
                    SlotAt - step * (walk.Length - i),
                    Math.Round(Math.Exp(path.Max()), priceDecimals),
                    Math.Round(Math.Exp(path.Min()), priceDecimals),
                    Math.Round(Math.Exp(last), priceDecimals),
                    Math.Round(coins * Math.Exp(0.8 * Normal()), coinDecimals)
                )
                .ShouldBeTrue();
        }

        return builder.Build();
    }

    private OrderBook Book(double price, int levels, int priceDecimals, int sizeDecimals)
    {
        var tick = Math.Pow(10, -priceDecimals);
        var (bids, asks) = (new double[levels], new double[levels]);
        var (bid, ask) = (0, 0);
        for (var i = 0; i < levels; i++)
        {
            bids[i] = Math.Round(
                price - tick * (bid += 1 + (int)(-Math.Log(1 - random.NextDouble()) * 0.5 / tick)),
                priceDecimals
            );
            asks[i] = Math.Round(
                price + tick * (ask += 1 + (int)(-Math.Log(1 - random.NextDouble()) * 0.5 / tick)),
                priceDecimals
            );
        }

        return new OrderBook(bids, Sizes(), asks, Sizes(), SlotAt.AddMilliseconds(1900), SlotAt.AddMilliseconds(1950));

        double[] Sizes() =>
            [
                .. bids.Select(_ =>
                    Math.Max(Math.Pow(10, -sizeDecimals), Math.Round(0.2 * Math.Exp(1.2 * Normal()), sizeDecimals))
                ),
            ];
    }

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
