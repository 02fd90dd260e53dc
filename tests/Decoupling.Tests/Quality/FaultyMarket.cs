using Decoupling.Quality;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;
using Decoupling.Tests.Scoring.CrossVenue;

namespace Decoupling.Tests.Quality;

/// <summary>A sound market of three venues, and one fault a gate, each on Bybit's perpetual.</summary>
internal static class FaultyMarket
{
    public const string Venue = "bybit";
    public const InstrumentKind Kind = InstrumentKind.LinearPerpetual;

    public static MarketSnapshot Sound(int seed = 1) => WithHours(ThreeVenues.Make(seed));

    public static SnapshotQuality Inspect(MarketSnapshot snapshot) =>
        SnapshotQuality.Inspect(snapshot, new QualityOptions(), ShippedTables.FundingTerms);

    /// <summary>What each fault does to the perpetual, and by what it must be found.</summary>
    public static IReadOnlyDictionary<
        string,
        (Func<MarketSnapshot, MarketSnapshot> Make, QualityGate Gate, SnapshotInput[] Inputs)
    > Faults { get; } =
        new Dictionary<string, (Func<MarketSnapshot, MarketSnapshot>, QualityGate, SnapshotInput[])>
        {
            ["last stands still"] = (StandStill, QualityGate.FrozenLast, [SnapshotInput.Last]),
            ["bids stand still"] = (
                Change(self =>
                    self with
                    {
                        Book = self.Book! with { BidsSinceAt = SampleMarket.SlotAt.AddMinutes(-5) },
                    }
                ),
                QualityGate.FrozenBook,
                [SnapshotInput.Bids]
            ),
            ["asks stand still"] = (
                Change(self =>
                    self with
                    {
                        Book = self.Book! with { AsksSinceAt = SampleMarket.SlotAt.AddMinutes(-5) },
                    }
                ),
                QualityGate.FrozenBook,
                [SnapshotInput.Asks]
            ),
            ["book crosses"] = (Change(Cross), QualityGate.CrossedBook, [SnapshotInput.Bids, SnapshotInput.Asks]),
            ["a print off"] = (market => market.LastMoved(Venue, Kind, 800), QualityGate.Outlier, [SnapshotInput.Last]),
            ["first print after an outage off"] = (Restart, QualityGate.RestartPrint, [SnapshotInput.Last]),
            ["prices × 100"] = (
                market => market.LastMoved(Venue, Kind, 990_000),
                QualityGate.UnitJump,
                [SnapshotInput.Last]
            ),
            ["mark / 1000"] = (
                Change(self => self with { Mark = self.Mark! with { Price = self.Mark.Price / 1000 } }),
                QualityGate.UnitJump,
                [SnapshotInput.Mark]
            ),
            ["mark 15 % off"] = (
                Change(self => self with { Mark = self.Mark! with { Price = self.Mark.Price * 1.15 } }),
                QualityGate.Outlier,
                [SnapshotInput.Mark]
            ),
            ["open interest × 100"] = (OpenInterest(100), QualityGate.UnitJump, [SnapshotInput.OpenInterest]),
            ["open interest halves"] = (OpenInterest(0.45), QualityGate.OpenInterestJump, [SnapshotInput.OpenInterest]),
            ["funding beyond the cap"] = (Funding(0.05), QualityGate.FundingCap, [SnapshotInput.Funding]),
            ["funding in percent"] = (Funding(0.012), QualityGate.UnitJump, [SnapshotInput.Funding]),
            ["index of its own book"] = (OwnIndex, QualityGate.OwnIndex, [SnapshotInput.Index]),
            ["clock three minutes off"] = (Clock(TimeSpan.FromMinutes(-3)), QualityGate.Clock, [SnapshotInput.Clock]),
            ["mark from the future"] = (
                Change(self => self with { Mark = self.Mark! with { VenueAt = SampleMarket.SlotAt.AddMinutes(7) } }),
                QualityGate.Clock,
                [SnapshotInput.Mark]
            ),
        };

    public static Func<MarketSnapshot, MarketSnapshot> Clock(TimeSpan off) =>
        market =>
            market with
            {
                Venues =
                [
                    .. market.Venues.Select(venue =>
                        venue.Venue == Venue ? venue with { ServerTimeAt = venue.ServerTimeAt + off } : venue
                    ),
                ],
            };

    /// <summary>Every price times a factor; quantities in coins stay, so that values in USD follow.</summary>
    public static MarketSnapshot Scaled(this MarketSnapshot market, double factor) =>
        market with
        {
            Instruments = [.. market.Instruments.Select(self => Scaled(self, factor))],
        };

    private static InstrumentSnapshot Scaled(InstrumentSnapshot self, double factor) =>
        self with
        {
            TickSize = self.TickSize * factor,
            Bars = Scaled(self.Bars, factor),
            HourlyBars = Scaled(self.HourlyBars, factor),
            Mark = self.Mark is { } mark ? mark with { Price = mark.Price * factor } : null,
            Index = self.Index is { } index ? index with { Price = index.Price * factor } : null,
            OpenInterest = self.OpenInterest is { } now ? now with { Usd = now.Usd * factor } : null,
            OpenInterestHistoryUsd = self.OpenInterestHistoryUsd is { } history
                ? history with
                {
                    Values = Times(history.Values, factor),
                }
                : null,
            Book = self.Book is { } book
                ? book with
                {
                    BidPrices = Times(book.BidPrices, factor),
                    AskPrices = Times(book.AskPrices, factor),
                }
                : null,
        };

    private static BarSeries? Scaled(BarSeries? bars, double factor) =>
        bars is null
            ? null
            : bars with
            {
                Close = Times(bars.Close, factor),
                High = bars.High is null ? null : Times(bars.High, factor),
                Low = bars.Low is null ? null : Times(bars.Low, factor),
            };

    private static double[] Times(double[] values, double factor) => [.. values.Select(value => value * factor)];

    private static Func<MarketSnapshot, MarketSnapshot> Change(Func<InstrumentSnapshot, InstrumentSnapshot> change) =>
        market => market.Change(Venue, Kind, change);

    /// <summary>An hour in which it repeats its price with volume, while the market's last bars rise by a percent.</summary>
    private static MarketSnapshot StandStill(MarketSnapshot market)
    {
        const int Bars = 12;
        var rising = market with
        {
            Instruments =
            [
                .. market.Instruments.Select(self =>
                    self with
                    {
                        Bars = self.Bars! with
                        {
                            Close =
                            [
                                .. self.Bars.Close.Select(
                                    (price, i) => price * (1 + 0.001 * Math.Max(0, i + 1 - (self.Bars.Count - Bars)))
                                ),
                            ],
                        },
                    }
                ),
            ],
        };
        return Quoted(rising)
            .ChangeBars(
                Venue,
                Kind,
                bars =>
                    bars with
                    {
                        Close = [.. bars.Close[..^Bars], .. Enumerable.Repeat(bars.Close[^(Bars + 1)], Bars)],
                    }
            );
    }

    /// <summary>Marks, indices and books follow the last closes.</summary>
    public static MarketSnapshot Quoted(MarketSnapshot market) =>
        market with
        {
            Instruments =
            [
                .. market.Instruments.Select(self =>
                    self.Kind == InstrumentKind.Spot
                        ? self
                        : self with
                        {
                            Mark = self.Mark! with { Price = self.Bars!.Close[^1] },
                            Index = self.Index! with { Price = self.Bars.Close[^1] },
                            Book = SampleMarket.Book(self.Bars.Close[^1]),
                        }
                ),
            ],
        };

    private static InstrumentSnapshot Cross(InstrumentSnapshot self) =>
        self with
        {
            Book = self.Book! with
            {
                BidPrices = [self.Book.AskPrices[0] * 1.0001, .. self.Book.BidPrices],
                BidSizes = [1, .. self.Book.BidSizes],
            },
        };

    private static MarketSnapshot Restart(MarketSnapshot market) =>
        market.ChangeBars(Venue, Kind, bars => bars.Missing(bars.Count - 7, 6)).LastMoved(Venue, Kind, 120);

    private static Func<MarketSnapshot, MarketSnapshot> OpenInterest(double factor) =>
        Change(self => self with { OpenInterest = self.OpenInterest! with { Usd = self.OpenInterest.Usd * factor } });

    private static Func<MarketSnapshot, MarketSnapshot> Funding(double rate) =>
        Change(self => self with { Funding = self.Funding! with { RatePerInterval = rate } });

    /// <summary>The whole venue trades 2 % lower than the others, and its index is by its own price.</summary>
    private static MarketSnapshot OwnIndex(MarketSnapshot market)
    {
        var price = market.Instruments.Single(one => one.Venue == Venue && one.Kind == Kind).Bars!.Close[^1] * 0.98;
        return market
            .LastMoved(Venue, Kind, -200)
            .LastMoved(Venue, InstrumentKind.Spot, -200)
            .ChangeBars(Venue, Kind, bars => bars with { High = null, Low = null })
            .Change(
                Venue,
                Kind,
                self =>
                    self with
                    {
                        Mark = self.Mark! with { Price = price },
                        Index = self.Index! with { Price = price * 1.0002 },
                        Book = SampleMarket.Book(price),
                    }
            );
    }

    /// <summary>Hourly bars of the same closes, and a month of funding about 1 bp.</summary>
    private static MarketSnapshot WithHours(MarketSnapshot market) =>
        market with
        {
            Instruments =
            [
                .. market.Instruments.Select(self =>
                    self with
                    {
                        HourlyBars = Hours(self.Bars!),
                        FundingHistory =
                            self.Kind == InstrumentKind.Spot
                                ? null
                                : new SampleSeries
                                {
                                    At =
                                    [
                                        .. Enumerable
                                            .Range(0, 90)
                                            .Select(i => SampleMarket.SlotAt.AddHours(8 * (i - 90))),
                                    ],
                                    Values = [.. Enumerable.Range(0, 90).Select(i => 1e-4 * (1 + 0.1 * (i % 3)))],
                                },
                    }
                ),
            ],
        };

    private static BarSeries Hours(BarSeries bars) =>
        new()
        {
            StartAt = bars.StartAt,
            Step = TimeSpan.FromHours(1),
            Close = [.. bars.Close.Where((_, i) => i % 12 == 11)],
            Volume = [.. bars.Volume!.Where((_, i) => i % 12 == 11)],
        };
}
