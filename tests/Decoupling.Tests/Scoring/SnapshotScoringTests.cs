using Decoupling.Carry;
using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Tests.Scoring;

public class SnapshotScoringTests
{
    private static readonly ScoringOptions s_options = SampleMarket.Options;
    private static readonly DateTimeOffset s_asOf = SampleMarket.SlotAt;
    private static readonly MarketSnapshot s_snapshot = SampleMarket.TwoVenues();
    private static readonly ScoreCard s_card = SnapshotScoring.Compute(s_snapshot, s_options);

    [Fact]
    public void TwoVenues_IsSoundAsTheReaderWouldHaveIt() => SnapshotRules.Check(s_snapshot).ShouldBeEmpty();

    [Fact]
    public void Compute_TwoVenues_SaysWhatWasScored()
    {
        s_card.Asset.ShouldBe("BTC");
        s_card.SlotAt.ShouldBe(s_asOf);
        s_card.SlotLength.ShouldBe(TimeSpan.FromMinutes(5));
        s_card.InputsHash.ShouldBe(SnapshotHash.Compute(s_snapshot));
        s_card.MissingInputs.ShouldBe(0);
        s_card
            .Derivatives.Select(score =>
                (score.Venue, score.Symbol, score.Kind, score.ReferenceVenue, score.ReferenceSymbol)
            )
            .ShouldBe([
                ("binance", "BTCUSDT", InstrumentKind.LinearPerpetual, "binance", "BTCUSDT"),
                ("bybit", "BTCUSDT", InstrumentKind.LinearPerpetual, "bybit", "BTCUSDT"),
            ]);
        s_card.Derivatives.ShouldAllBe(score => score.Status == MetricStatus.Ok && score.Reason == null);
        s_card.Derivatives.ShouldAllBe(score => score.DataAge == TimeSpan.Zero);
        s_card.Derivatives.ShouldAllBe(score => score.ClockSkew!.SkewMilliseconds == 1_270);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Compute_TwoVenues_TracksAsTheMetricsSay(int venue)
    {
        var (spot, perpetual) = Pair(venue);
        var (x, y) = (Returns(spot), Returns(perpetual));
        var coMovement = CoMovement.Compute(x, y, SampleMarket.SlotLength, s_asOf, new());
        var basis = Basis.Compute(perpetual.Bars!.Close, spot.Bars!.Close, s_asOf, new());

        var score = s_card.Derivatives[venue];

        score.CoMovement.ShouldBe(coMovement);
        score.CoMovement.Correlation.ShouldBeWithin(1e-12, MathNet.Numerics.Statistics.Correlation.Pearson(x, y));
        score.Ewma.ShouldBe(EwmaCoMovement.Compute(x, y, SampleMarket.SlotLength, s_asOf, new()));
        score.Deviation.ShouldBe(DeviationFromOne.Compute(coMovement, new()));
        score.Basis.ShouldBe(basis);
        score.Basis.BasisBps.ShouldBeWithin(1e-9, 1e4 * (perpetual.Bars.Close[^1] / spot.Bars.Close[^1] - 1));
        score.Dislocation.ShouldBe(Dislocation.Compute(basis, new()));
        // A mark of 1.0001 and an index of 0.9999 times one price.
        score.MarkOverIndex.GapBps.ShouldBeWithin(1e-9, 1e4 * (1.0001 / 0.9999 - 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Compute_TwoVenues_FundsAsTheMetricSays(int venue)
    {
        var (_, perpetual) = Pair(venue);
        var terms = venue == 0 ? ShippedTables.FundingOf("binance", s_asOf) : ShippedTables.FundingOf("bybit", s_asOf);
        var (mark, index) = (perpetual.Mark!.Price, perpetual.Index!.Price);

        var score = s_card.Derivatives[venue];

        score.Funding.ShouldBe(
            FundingPressure.Compute((mark - index) / index, 0.0001, TimeSpan.FromHours(8), terms, s_asOf)
        );
        // 1 bp three times a day.
        score.Funding.FundingPerYear.ShouldBeWithin(1e-12, 0.0001 * 3 * 365);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Compute_TwoVenues_WeighsTheBookAsTheMetricSays(int venue)
    {
        var (_, perpetual) = Pair(venue);
        var (book, openInterest) = (perpetual.Book!, perpetual.OpenInterest!.Usd);
        var direct = DepthFragility.Compute(openInterest, book, perpetual.Kind, 1, s_asOf);
        var onePercent = book.BidPrices.Zip(book.BidSizes).Where(level => level.First >= 0.99 * direct.MidPrice);

        var depth = s_card.Derivatives[venue].Depth;

        depth.MidPrice.ShouldBe(direct.MidPrice);
        depth.Bands.ShouldBe(direct.Bands);
        depth.Impacts.ShouldBe(direct.Impacts);
        depth.Bands[0].BidDepthUsd.ShouldBeWithin(1e-12, onePercent.Sum(level => level.First * level.Second));
    }

    [Fact]
    public void Compute_CoinSettledPerpetual_IsLiquidatedByItsOwnTable()
    {
        var snapshot = SampleMarket
            .TwoVenues()
            .Change(
                "binance",
                InstrumentKind.LinearPerpetual,
                perpetual => perpetual with { Kind = InstrumentKind.InversePerpetual }
            );
        var options = s_options with { MarginTiers = ShippedTables.MarginTiers };

        var score = SnapshotScoring
            .Compute(snapshot, options)
            .Derivatives.Single(score => score.Kind == InstrumentKind.InversePerpetual)
            .Liquidation;

        var (mark, rungs) = (score.MarkPrice!.Value, score.Ladder.Rungs);
        score.IsMarginTableAssumed.ShouldBe(false);
        // D1 with 0.4 %: P·(1 + m)/(1 + 1/L) for the long, P·(1 - m)/(1 - 1/L) for the short.
        rungs[2].Leverage.ShouldBe(10);
        rungs[2].Price.ShouldBeWithin(1e-12, mark * 1.004 / 1.1);
        rungs[3].Price.ShouldBeWithin(1e-12, mark * 0.996 / 0.9);
        score.Map.Status.ShouldBe(MetricStatus.Ok);
        score.Map.Bins!.LongUsd.Sum().ShouldBeWithin(1e-9, score.OpenInterestUsd!.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Compute_TwoVenues_LiquidatesAsTheMetricsSay(int venue)
    {
        var (_, perpetual) = Pair(venue);
        var bars = perpetual.Bars!;
        var terms = LiquidationTerms.Find(
            perpetual.Venue,
            "BTC",
            perpetual.Kind,
            s_asOf,
            s_options.MarginTiers,
            s_options.Fees
        )!;
        var mark = perpetual.Mark!.Price;
        var changes = new double[bars.Count];
        OpenInterestChanges.Form(bars, perpetual.OpenInterestHistoryUsd!, isInverse: false, changes);
        var volatility = RealizedVolatility.Compute(bars.Close, bars.Step, s_asOf);
        var map = LiquidationMap.Compute(mark, perpetual.OpenInterest!.Usd, bars, changes, terms, s_asOf);
        var ladder = LiquidationLadder.Compute(mark, terms, volatility.VolatilityPerYear, s_asOf);

        var score = s_card.Derivatives[venue].Liquidation;

        score.MarkPrice.ShouldBe(mark);
        score.IsLastClose.ShouldBeFalse();
        score.OpenInterestUsd.ShouldBe(perpetual.OpenInterest.Usd);
        score.Volatility.ShouldBe(volatility);
        score.Map.Evidence.ShouldBe(EntryEvidence.OpenInterest);
        score.Map.Bands.ShouldBe(map.Bands);
        score.Map.Bins!.LongUsd.ShouldBe(map.Bins!.LongUsd);
        score.Map.Bins.LongUsd.Sum().ShouldBeWithin(1e-9, perpetual.OpenInterest.Usd);
        score
            .Ladder.Rungs.Select(rung => (rung.Leverage, rung.Side, rung.Price))
            .ShouldBe(ladder.Rungs.Select(rung => (rung.Leverage, rung.Side, rung.Price)));
        score
            .Ladder.Rungs.SelectMany(rung => rung.Probabilities)
            .ShouldBe(ladder.Rungs.SelectMany(rung => rung.Probabilities));
        score.IsMarginTableAssumed.ShouldBe(venue == 1);
    }

    [Fact]
    public void Compute_OneVenueDislocated_CountsItOverBoth()
    {
        var snapshot = s_snapshot.ChangeBars("bybit", InstrumentKind.LinearPerpetual, LastCloseRaised);

        var card = SnapshotScoring.Compute(snapshot, s_options);

        card.Derivatives.Select(score => score.Dislocation.IsDislocated).ShouldBe([false, true]);
        card.Derivatives[1].Dislocation.Direction.ShouldBe(1);
        card.Derivatives.ShouldAllBe(score => score.VenuesDislocated == 1 && score.VenuesScored == 2);
        card.Derivatives[0].Basis.ShouldBe(s_card.Derivatives[0].Basis);
    }

    [Fact]
    public void Compute_TwoDerivativesOfOneVenueDislocated_CountsTheVenueOnce()
    {
        var (spot, perpetual) = Pair(0);
        var raised = perpetual with { Bars = LastCloseRaised(perpetual.Bars!) };
        var snapshot = SampleMarket.Of(spot, raised, raised with { Symbol = "BTCUSDU" });

        var card = SnapshotScoring.Compute(snapshot, s_options);

        card.Derivatives.Count(score => score.Dislocation.IsDislocated).ShouldBe(2);
        card.Derivatives.ShouldAllBe(score => score.VenuesDislocated == 1 && score.VenuesScored == 1);
    }

    [Fact]
    public void Compute_InstrumentsSwapped_ChangesNothingInARow()
    {
        var swapped = s_snapshot with { Instruments = [.. s_snapshot.Instruments.Reverse()] };

        var rows = Values(s_card);
        var swappedRows = Values(SnapshotScoring.Compute(swapped, s_options) with { InputsHash = s_card.InputsHash });

        swappedRows.ShouldBe([.. rows.Reverse()]);
    }

    [Fact]
    public void Compute_SameSnapshotTwice_GivesTheSameBits() =>
        Values(SnapshotScoring.Compute(SampleMarket.TwoVenues(), s_options)).ShouldBe(Values(s_card));

    [Fact]
    public void Compute_PerfectCopyOfSpot_IsInStepAndNotDislocated()
    {
        var close = SampleMarket.Walk(5);
        var snapshot = SampleMarket.Of(SampleMarket.Spot("binance", close), SampleMarket.Perpetual("binance", close));

        var score = SnapshotScoring.Compute(snapshot, s_options).Derivatives[0];

        score.CoMovement.Correlation.ShouldBe(1);
        score.CoMovement.Beta.ShouldBe(1);
        score.CoMovement.TrackingErrorPerYear.ShouldBe(0);
        score.Basis.Status.ShouldBe(MetricStatus.Degenerate);
        score.Basis.BasisBps.ShouldBe(0);
        score.Basis.RobustZScore.ShouldBeNull();
        score.Dislocation.IsDislocated.ShouldBeFalse();
        score.Dislocation.Ratio.ShouldBeNull();
        score.Status.ShouldBe(MetricStatus.Degenerate);
        score.VenuesScored.ShouldBe(0);
    }

    [Fact]
    public void Compute_NoDerivative_GivesACardWithoutRows()
    {
        var card = SnapshotScoring.Compute(SampleMarket.Of(s_snapshot.Instruments[0]), s_options);

        card.Derivatives.ShouldBeEmpty();
    }

    [Fact]
    public void Compute_MissingInputs_AreCountedOverAllVenues()
    {
        var missing = new MissingInput("book", "BTCUSDT", "timed out");
        var snapshot = s_snapshot with
        {
            Venues = [.. s_snapshot.Venues.Select(venue => venue with { Missing = [missing, missing] })],
        };

        SnapshotScoring.Compute(snapshot, s_options).MissingInputs.ShouldBe(4);
    }

    private static (InstrumentSnapshot Spot, InstrumentSnapshot Perpetual) Pair(int venue) =>
        (s_snapshot.Instruments[2 * venue], s_snapshot.Instruments[2 * venue + 1]);

    private static double[] Returns(InstrumentSnapshot instrument)
    {
        var close = instrument.Bars!.Close;
        return [.. close.Skip(1).Zip(close, (now, before) => Math.Log(now / before))];
    }

    /// <summary>80 bp up in the last bar: far beyond both floors.</summary>
    private static BarSeries LastCloseRaised(BarSeries bars) =>
        bars with
        {
            Close = [.. bars.Close[..^1], bars.Close[^1] * 1.008],
            High = [.. bars.High![..^1], bars.High[^1] * 1.008],
        };

    private static string[] Values(ScoreCard card) =>
        [
            .. card.Derivatives.Select(score =>
                string.Join(
                    '|',
                    DecouplingScoreColumns
                        .All.Concat(LiquidationRiskColumns.All)
                        .Select(column => $"{column.Name}={column.Value(new ScoredRow(card, score))}")
                )
            ),
        ];
}
