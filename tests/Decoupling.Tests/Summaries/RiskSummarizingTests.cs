using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Summaries;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Summaries;

public class RiskSummarizingTests
{
    private static readonly DateTimeOffset s_asOf = SampleMarket.SlotAt.AddMinutes(5);
    private static readonly MarketSnapshot s_snapshot = SampleMarket.TwoVenues();
    private static readonly ScoreCard s_card = SnapshotScoring.Compute(s_snapshot, SampleMarket.Options);
    private static readonly RiskSummary s_summary = Summarize(s_snapshot, Readings.Of("binance"), Readings.Of("bybit"));

    [Fact]
    public void Compute_OpenInterest_IsToldByVenueTheLargestFirst()
    {
        var expected = s_card
            .Derivatives.Where(one => one.Liquidation.OpenInterestUsd is not null)
            .GroupBy(one => one.Venue)
            .Select(venue => (venue.Key, Usd: venue.Sum(one => one.Liquidation.OpenInterestUsd!.Value)))
            .OrderByDescending(venue => venue.Usd)
            .ToArray();

        s_summary.OpenInterestParts.Select(part => part.Name).ShouldBe(expected.Select(venue => venue.Key));
        s_summary.OpenInterestParts.Sum(part => part.Usd).ShouldBeWithin(1e-12, s_summary.OpenInterestUsd!.Value);
        ColumnOf("OpenInterestPart1").ShouldBe(expected[0].Key);
        ((double)ColumnOf("OpenInterestPart1Share")!).ShouldBeWithin(
            1e-12,
            expected[0].Usd / expected.Sum(venue => venue.Usd)
        );
        ColumnOf("OpenInterestPart3").ShouldBeNull();

        static object? ColumnOf(string name) =>
            RiskSummaryColumns.All.Single(column => column.Name == name).Value(s_summary);
    }

    [Fact]
    public void Compute_Bands_AreTheSumsOfTheDerivativesRows()
    {
        s_summary.Bands.Count.ShouldBe(4);
        foreach (var band in s_summary.Bands)
        {
            var own = s_card.Derivatives.Select(one => one.Liquidation.Map.Bands.Single(of => of.Width == band.Width));
            band.LongUsd.ShouldBeWithin(1e-14, own.Sum(of => of.LongUsd));
            band.ShortUsd.ShouldBeWithin(1e-14, own.Sum(of => of.ShortUsd));
        }

        s_summary.OpenInterestUsd.ShouldBeWithin(
            1e-14,
            s_card.Derivatives.Sum(one => one.Liquidation.OpenInterestUsd!.Value)
        );
        s_summary.Coverage.DerivativesMapped.ShouldBe(2);
    }

    [Fact]
    public void Compute_OneDerivative_CascadesAsItsRowDoes()
    {
        var alone = s_snapshot with { Instruments = [s_snapshot.Instruments[0], s_snapshot.Instruments[1]] };

        var summary = Summarize(alone, Readings.Of("binance"));

        foreach (var cell in s_card.Derivatives[0].Cascade.Cells)
        {
            var shock = summary.Shocks.Single(one => one.Side == cell.Side && one.Shock == cell.Shock);
            shock.ForcedUsd.ShouldBe(cell.Actual.ForcedUsd!.Value);
            shock.TotalMove.ShouldBe(cell.Actual.TotalMove!.Value);
            shock.BadDebtUsd.ShouldBe(cell.Actual.BadDebtUsd);
            shock.StressedMove.ShouldBe(cell.Stressed.TotalMove!.Value);
            shock.Outcome.ShouldBe(cell.Actual.Outcome!.Value);
        }

        summary.Fall!.Value.Gain.ShouldBe(s_card.Derivatives[0].Cascade.FallGain!.Gain);
        summary.Rise!.Value.TriggerShock.ShouldBe(s_card.Derivatives[0].Cascade.RiseGain!.TriggerShock);
    }

    [Fact]
    public void Compute_EveryShock_ClosesMoreWhereItIsLarger()
    {
        s_summary.Shocks.Count.ShouldBe(10);
        foreach (var side in (PositionSide[])[PositionSide.Long, PositionSide.Short])
        {
            var shocks = s_summary.Shocks.Where(shock => shock.Side == side).ToArray();
            shocks.Select(shock => shock.Shock).ShouldBe([0.01, 0.02, 0.05, 0.10, 0.20]);
            // Two that end at one price have summed it in different rounds.
            shocks
                .Zip(shocks.Skip(1))
                .ShouldAllBe(pair => pair.Second.ForcedUsd >= pair.First.ForcedUsd * (1 - 1e-12));
            shocks.ShouldAllBe(shock =>
                shock.TotalMove >= shock.Shock - 1e-12 && shock.StressedMove >= shock.TotalMove
            );
        }
    }

    [Fact]
    public void Compute_BooksOfUnequalLength_AreFilledUpToTheLonger()
    {
        // A venue that gives the first 50 of 200 equal steps: the rest is assumed like them, so that the cascade hardly changes.
        var even = WithBooks(s_snapshot, book => Even(book, 200));
        var cut = even with
        {
            Instruments =
            [
                .. even.Instruments.Select(instrument =>
                    instrument is { Venue: "bybit", Book: { } book }
                        ? instrument with
                        {
                            Book = Even(book, 50),
                        }
                        : instrument
                ),
            ],
        };

        var whole = Summarize(even, Readings.Of("binance"), Readings.Of("bybit"));
        var filled = Summarize(cut, Readings.Of("binance"), Readings.Of("bybit"));

        var (expected, actual) = (whole.Shocks[2], filled.Shocks[2]);
        actual.TotalMove.ShouldBe(expected.TotalMove, 0.002);
        filled.IsDepthAssumed.ShouldBe(true);
    }

    /// <summary>E6 with the channel of E5: M₁₁ = κ(ℓ + Σ L(L - 1)·NAV).</summary>
    [Fact]
    public void Compute_LeveragedFunds_JoinTheLoop()
    {
        var market = InsuredMarket.Make();
        var cascade = SnapshotScoring.Compute(market, SampleMarket.Options).Derivatives[0].Cascade;
        var gain = cascade.FallGain!.Gain > cascade.RiseGain!.Gain ? cascade.FallGain : cascade.RiseGain;

        var loop = Summarize(market, Readings.Of("binance")).Loop!;

        loop.Missing.ShouldNotContain(PriceVolatilityChannel.LeverageTargeting);
        loop.SpectralRadius.ShouldBeWithin(1e-9, gain.Gain!.Value + gain.ImpactPerUsd!.Value * (2 * 1e9 + 6 * 2e8));
    }

    [Fact]
    public void Compute_FundOfEveryVenue_CoversTheJointShocks()
    {
        var insured = Summarize(InsuredMarket.Make(), Readings.Of("binance"));

        insured.InsuranceFundUsd.ShouldBe(InsuredMarket.FundUsd);
        insured.Shocks.ShouldContain(shock => shock.InsuranceCover < 1);
        TopRisks
            .Of(insured with { Fall = null, Rise = null, FurthestApart = null })
            .ShouldContain(risk => risk.Text.Contains("auto-deleveraging"));
        s_summary.InsuranceFundUsd.ShouldBeNull();
        s_summary.Shocks.ShouldAllBe(shock => shock.InsuranceCover == null);
    }

    [Fact]
    public void Compute_FundsThatTogetherExceedADouble_CoverNothing()
    {
        var vast = new InsuranceFundQuote(1.5e308, QuantityUnit.Usd, true, SampleMarket.SlotAt, "a test");
        var market = s_snapshot with
        {
            Venues = [.. s_snapshot.Venues.Select(venue => venue with { InsuranceFund = vast })],
        };

        var summary = Summarize(market, Readings.Of("binance"), Readings.Of("bybit"));

        summary.CascadeStatus.ShouldBe(MetricStatus.Ok);
        summary.InsuranceFundUsd.ShouldBeNull();
        summary.Shocks.ShouldAllBe(shock => shock.InsuranceCover == null);
    }

    [Fact]
    public void Compute_TheLoop_NamesTheChannelsThatAreMissing()
    {
        var gain = Math.Max(s_summary.Fall!.Value.Gain!.Value, s_summary.Rise!.Value.Gain!.Value);

        s_summary.Loop!.SpectralRadius.ShouldBeWithin(1e-12, gain);
        s_summary.Loop.IsPartial.ShouldBe(true);
        s_summary.Loop.Missing.ShouldNotContain(PriceVolatilityChannel.Liquidation);
        s_summary.Loop.Missing.Count.ShouldBe(5);
    }

    [Fact]
    public void Compute_LeverageRatio_CountsEachVenueOnce()
    {
        var summary = Summarize(
            s_snapshot,
            Readings.Of("binance") with
            {
                EstimatedLeverageRatio = 0.5,
                ReserveUsd = 1e9,
            },
            Readings.Of("binance") with
            {
                Symbol = "BTCUSD_PERP",
                EstimatedLeverageRatio = 0.5,
                ReserveUsd = 1e9,
            },
            Readings.Of("bybit") with
            {
                EstimatedLeverageRatio = 0.2,
                ReserveUsd = 2e9,
            }
        );

        summary.EstimatedLeverageRatio.ShouldBeWithin(1e-14, 0.3);
        s_summary.EstimatedLeverageRatio.ShouldBeNull();
    }

    [Fact]
    public void Compute_Ages_AreThoseOfTheOldest()
    {
        var snapshot = WithBooks(s_snapshot, book => book with { VenueAt = SampleMarket.SlotAt.AddMinutes(-3) });

        var coverage = Summarize(
            snapshot,
            Readings.Of("binance") with
            {
                ReserveCountedAt = s_asOf.AddDays(-4),
            }
        ).Coverage;

        coverage.SnapshotAge.ShouldBe(TimeSpan.FromMinutes(5));
        coverage.OldestBookAge.ShouldBe(TimeSpan.FromMinutes(8));
        coverage.OldestOpenInterestAge.ShouldBe(TimeSpan.FromMinutes(5));
        coverage.OldestReserveAge.ShouldBe(TimeSpan.FromDays(4));
        coverage.VenuesAsked.ShouldBe(2);
        coverage.VenuesAnswered.ShouldBe(1);
    }

    [Fact]
    public void Compute_NoRows_SaysSoAndHasNoNumber()
    {
        var summary = Summarize(null);

        summary.Status.ShouldBe(MetricStatus.InsufficientData);
        summary.Reason.ShouldBe("No slot of the hour before was scored.");
        summary.CascadeStatus.ShouldBe(MetricStatus.InsufficientData);
        summary.OpenInterestUsd.ShouldBeNull();
        summary.Coverage.SnapshotAge.ShouldBeNull();
        summary.TopRisks.ShouldHaveSingleItem().Text.ShouldBe("BTC: No slot of the hour before was scored.");
    }

    [Fact]
    public void Compute_RowsWithoutTheirSnapshot_KeepWhatTheRowsSay()
    {
        var summary = Summarize(null, Readings.Of("bybit") with { DislocationRatio = 5.5 });

        summary.Status.ShouldBe(MetricStatus.Ok);
        summary.FurthestApart!.Venue.ShouldBe("bybit");
        summary.CascadeStatus.ShouldBe(MetricStatus.InsufficientData);
        summary.Shocks.ShouldBeEmpty();
        summary.TopRisks[0].Text.ShouldBe("BTC: bybit BTCUSDT is dislocated, 5.5 × both floors.");
    }

    [Fact]
    public void Compute_StaleBooks_HaveNoCascadeAndSayWhy()
    {
        var stale = WithBooks(s_snapshot, book => book with { VenueAt = SampleMarket.SlotAt.AddHours(-1) });

        var summary = Summarize(stale, Readings.Of("binance"));

        summary.CascadeStatus.ShouldBe(MetricStatus.Stale);
        summary.Bands.Count.ShouldBe(4);
        summary.Loop.ShouldBeNull();
    }

    [Fact]
    public void TopRisks_AreOrderedAndSayWhatTheyAssume()
    {
        var risks = s_summary.TopRisks;

        risks.Count.ShouldBeGreaterThan(0);
        risks.Select(risk => -risk.Severity).ShouldBeInOrder();
        risks.ShouldAllBe(risk =>
            risk.Text.StartsWith("BTC: under the assumed leverages a ") && risk.Text.EndsWith('.')
        );
    }

    [Fact]
    public void Sentence_OfASummary_NamesTheFurthestApartAndTheMap()
    {
        var sentence = RiskSummarySentence.Of(
            Summarize(s_snapshot, Readings.Of("bybit") with { DislocationRatio = 0.34 })
        );

        sentence.ShouldStartWith(
            "BTC: 1 of 1 derivatives scored; furthest apart is bybit BTCUSDT, 0.3 × both floors; "
        );
        sentence.ShouldContain("under the assumed leverages a 5 % fall would close ");
    }

    private static RiskSummary Summarize(MarketSnapshot? snapshot, params DerivativeReading[] readings) =>
        RiskSummarizing.Compute("BTC", snapshot, readings, SampleMarket.Options, s_asOf);

    private static MarketSnapshot WithBooks(MarketSnapshot snapshot, Func<OrderBook, OrderBook> change) =>
        snapshot with
        {
            Instruments =
            [
                .. snapshot.Instruments.Select(instrument =>
                    instrument.Book is { } book ? instrument with { Book = change(book) } : instrument
                ),
            ],
        };

    private static OrderBook Even(OrderBook book, int levels)
    {
        var mid = 0.5 * (book.BidPrices[0] + book.AskPrices[0]);
        int[] steps = [.. Enumerable.Range(1, levels)];
        double[] sizes = [.. steps.Select(_ => 10.0)];
        return book with
        {
            BidPrices = [.. steps.Select(step => mid * Math.Exp(-step * 0.0003))],
            BidSizes = sizes,
            AskPrices = [.. steps.Select(step => mid * Math.Exp(step * 0.0003))],
            AskSizes = sizes,
        };
    }
}

/// <summary>What rows would say of the sample market.</summary>
internal static class Readings
{
    public static DerivativeReading Of(string venue) =>
        new()
        {
            Venue = venue,
            Symbol = "BTCUSDT",
            AsOf = SampleMarket.SlotAt,
            InputsHash = "abc",
            IsScored = true,
        };
}
