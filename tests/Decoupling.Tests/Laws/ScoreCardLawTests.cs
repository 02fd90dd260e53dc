using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;
using FsCheck.Fluent;

namespace Decoupling.Tests.Laws;

/// <summary>The whole card: venues may change their names, prices their currency, a day its date, and a venue may stand there twice.</summary>
public class ScoreCardLawTests
{
    private const double RelativeTolerance = 1e-6;

    /// <summary>What a row says of prices, and so keeps when all of them are rescaled.</summary>
    private static readonly HashSet<string> s_inQuoteCurrency = new(
        LiquidationRiskColumns
            .All.Where(column =>
                column.Unit is "USD" or "quote per coin"
                || column.Name.EndsWith("ImpactPerUsd", StringComparison.Ordinal)
            )
            .Concat(DecouplingScoreColumns.All.Where(column => column.Unit is "USD" or "quote per coin"))
            .Select(column => column.Name)
    );

    private static readonly IEnumerable<string> s_ofTheGrid = LiquidationRiskColumns
        .All.Select(column => column.Name)
        .Where(name => name.Contains("Cascade") || name.Contains("Loop") || name == "MapUsedShare");

    [Fact]
    public void VenuesNamesSwapped_EachKeepsItsNumbers() =>
        Law.HoldsFor(
            Gen.Choose(0, 100_000),
            seed =>
            {
                var snapshot = Anonymous(SampleMarket.TwoVenues(seed));
                var swapped = snapshot with
                {
                    Instruments =
                    [
                        .. snapshot
                            .Instruments.Select(instrument => instrument with { Venue = Other(instrument.Venue) })
                            .OrderBy(instrument => instrument.Venue, StringComparer.Ordinal),
                    ],
                    Venues =
                    [
                        .. snapshot
                            .Venues.Select(venue => venue with { Venue = Other(venue.Venue) })
                            .OrderBy(venue => venue.Venue, StringComparer.Ordinal),
                    ],
                };

                var rows = Rows(snapshot);
                ShouldBeAlike(Rows(swapped)[1], WithNamesSwapped(rows[0]), []);
                ShouldBeAlike(Rows(swapped)[0], WithNamesSwapped(rows[1]), []);
            },
            runs: 2_000
        );

    [Fact]
    public void AllPricesAndMoneyInAnotherUnit_KeepsWhatHasNone() =>
        Law.HoldsFor(
            from seed in Gen.Choose(0, 100_000)
            from power in Gen.Choose(-8, 8)
            select (Seed: seed, Scale: Math.ScaleB(1, power)),
            input =>
            {
                var snapshot = Anonymous(SampleMarket.TwoVenues(input.Seed));
                var rescaled = snapshot with
                {
                    Venues = [.. snapshot.Venues.Select(venue => Rescaled(venue, input.Scale))],
                    Instruments = [.. snapshot.Instruments.Select(instrument => Rescaled(instrument, input.Scale))],
                };

                // The assumed position's size in USD picks a margin tier, the walks' sizes are in USD and the map's bins lie on a grid of prices that
                // does not move: those columns are not of this law.
                string[] inUsd = [.. s_inQuoteCurrency, .. s_ofTheGrid, "Summary"];
                foreach (var (before, after) in Rows(snapshot).Zip(Rows(rescaled)))
                {
                    ShouldBeAlike(after, before, inUsd);
                }
            },
            runs: 2_000
        );

    [Fact]
    public void VenueListedTwice_IsTheMedianThatItsDerivativeComparesWith() =>
        Law.HoldsFor(
            Gen.Choose(0, 100_000),
            seed =>
            {
                var snapshot = Anonymous(SampleMarket.TwoVenues(seed));
                InstrumentSnapshot[] copy =
                [
                    .. snapshot.Instruments.Skip(2).Select(one => one with { Venue = "drei" }),
                ];
                var tripled = SampleMarket.Of([.. snapshot.Instruments, .. copy]);

                var scores = SnapshotScoring.Compute(tripled, SampleMarket.Options).Derivatives;

                // Of a, b and b the middle one is b in every bar.
                foreach (var score in scores.Skip(1))
                {
                    score.CrossVenue.Basis.ShouldBe(score.Basis);
                    score.CrossVenue.CoMovement.ShouldBe(score.CoMovement);
                    score.CrossVenue.SpotOffMedianBps.ShouldBe(0);
                }
            },
            runs: 2_000
        );

    [Fact]
    public void WholeDaysLater_IsTheSameCard() =>
        Law.HoldsFor(
            from seed in Gen.Choose(0, 100_000)
            from days in Gen.Choose(1, 300)
            select (Seed: seed, Shift: TimeSpan.FromDays(days)),
            input =>
            {
                var snapshot = Anonymous(SampleMarket.TwoVenues(input.Seed));
                var later = snapshot with
                {
                    SlotAt = snapshot.SlotAt + input.Shift,
                    Venues = [.. snapshot.Venues.Select(venue => Later(venue, input.Shift))],
                    Instruments = [.. snapshot.Instruments.Select(instrument => Later(instrument, input.Shift))],
                };

                foreach (var (before, after) in Rows(snapshot).Zip(Rows(later)))
                {
                    ShouldBeAlike(after, before, []);
                }
            },
            runs: 2_000
        );

    /// <summary>Venues of which no table knows anything, so that no number comes of a name.</summary>
    private static MarketSnapshot Anonymous(MarketSnapshot snapshot) =>
        snapshot with
        {
            Venues = [.. snapshot.Venues.Select(venue => venue with { Venue = Name(venue.Venue) })],
            Instruments =
            [
                .. snapshot.Instruments.Select(instrument => instrument with { Venue = Name(instrument.Venue) }),
            ],
        };

    private static string Name(string venue) => venue == "binance" ? "eins" : "zwei";

    private static string Other(string venue) => venue == "eins" ? "zwei" : "eins";

    private static Dictionary<string, object?> WithNamesSwapped(Dictionary<string, object?> row) =>
        row.ToDictionary(
            column => column.Key,
            column =>
                column.Value is string text
                    ? text.Replace("eins", "?", StringComparison.Ordinal)
                        .Replace("zwei", "eins", StringComparison.Ordinal)
                        .Replace("?", "zwei", StringComparison.Ordinal)
                    : column.Value
        );

    private static VenueSnapshot Rescaled(VenueSnapshot venue, double scale) =>
        venue with
        {
            Reserve = venue.Reserve! with { Quantity = scale * venue.Reserve.Quantity },
        };

    private static InstrumentSnapshot Rescaled(InstrumentSnapshot instrument, double scale)
    {
        double[] Prices(double[] prices) => [.. prices.Select(price => scale * price)];
        return instrument with
        {
            Bars = instrument.Bars! with
            {
                Close = Prices(instrument.Bars.Close),
                High = Prices(instrument.Bars.High!),
                Low = Prices(instrument.Bars.Low!),
            },
            Mark = instrument.Mark is { } mark ? mark with { Price = scale * mark.Price } : null,
            Index = instrument.Index is { } index ? index with { Price = scale * index.Price } : null,
            OpenInterest = instrument.OpenInterest is { } openInterest
                ? openInterest with
                {
                    Usd = scale * openInterest.Usd,
                }
                : null,
            OpenInterestHistoryUsd = instrument.OpenInterestHistoryUsd is { } history
                ? history with
                {
                    Values = Prices(history.Values),
                }
                : null,
            Book = instrument.Book is { } book
                ? book with
                {
                    BidPrices = Prices(book.BidPrices),
                    AskPrices = Prices(book.AskPrices),
                }
                : null,
        };
    }

    private static VenueSnapshot Later(VenueSnapshot venue, TimeSpan shift) =>
        venue with
        {
            Reserve = venue.Reserve! with { CountedAt = venue.Reserve.CountedAt + shift },
            ServerTimeAt = venue.ServerTimeAt + shift,
            AskedAt = venue.AskedAt + shift,
        };

    private static InstrumentSnapshot Later(InstrumentSnapshot instrument, TimeSpan shift) =>
        instrument with
        {
            Bars = instrument.Bars! with { StartAt = instrument.Bars.StartAt + shift },
            Mark = instrument.Mark is { } mark
                ? mark with
                {
                    VenueAt = mark.VenueAt + shift,
                    ReceivedAt = mark.ReceivedAt + shift,
                }
                : null,
            Index = instrument.Index is { } index
                ? index with
                {
                    VenueAt = index.VenueAt + shift,
                    ReceivedAt = index.ReceivedAt + shift,
                }
                : null,
            Funding = instrument.Funding is { } funding
                ? funding with
                {
                    VenueAt = funding.VenueAt + shift,
                    ReceivedAt = funding.ReceivedAt + shift,
                    SettlesAt = funding.SettlesAt + shift,
                }
                : null,
            OpenInterest = instrument.OpenInterest is { } openInterest
                ? openInterest with
                {
                    VenueAt = openInterest.VenueAt + shift,
                    ReceivedAt = openInterest.ReceivedAt + shift,
                }
                : null,
            OpenInterestHistoryUsd = instrument.OpenInterestHistoryUsd is { } history
                ? history with
                {
                    At = [.. history.At.Select(at => at + shift)],
                }
                : null,
            Book = instrument.Book is { } book
                ? book with
                {
                    VenueAt = book.VenueAt + shift,
                    ReceivedAt = book.ReceivedAt + shift,
                }
                : null,
        };

    private static Dictionary<string, object?>[] Rows(MarketSnapshot snapshot)
    {
        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);
        return
        [
            .. card.Derivatives.Select(score =>
                DecouplingScoreColumns
                    .All.Concat(LiquidationRiskColumns.All)
                    .DistinctBy(column => column.Name)
                    .ToDictionary(column => column.Name, column => column.Value(new ScoredRow(card, score)))
            ),
        ];
    }

    /// <summary>Times and the hash of the inputs move with them; numbers keep all but their last digits.</summary>
    private static void ShouldBeAlike(
        Dictionary<string, object?> actual,
        Dictionary<string, object?> expected,
        IEnumerable<string> exceptions
    )
    {
        foreach (var (name, value) in expected)
        {
            if (name == "InputsHash" || value is DateTimeOffset || exceptions.Contains(name))
            {
                continue;
            }

            if (value is double number)
            {
                var other = actual[name].ShouldBeOfType<double>(name);
                other.ShouldBe(number, RelativeTolerance * Math.Max(1e-6, Math.Abs(number)), name);
            }
            else
            {
                actual[name].ShouldBe(value, name);
            }
        }
    }
}
