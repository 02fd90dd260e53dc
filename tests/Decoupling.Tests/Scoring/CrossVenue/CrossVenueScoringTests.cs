using Decoupling.Carry;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;
using MathNet.Numerics.Statistics;

namespace Decoupling.Tests.Scoring.CrossVenue;

public class CrossVenueScoringTests
{
    private static readonly MarketSnapshot s_snapshot = ThreeVenues.Make();
    private static readonly ScoreCard s_card = SnapshotScoring.Compute(s_snapshot, SampleMarket.Options);

    [Theory]
    [InlineData("binance")]
    [InlineData("bybit")]
    [InlineData("okx")]
    public void A1B1_ThreeVenues_AreThoseAgainstTheMiddleSpotOfEachBar(string venue)
    {
        var perpetual = Close(s_snapshot, venue, InstrumentKind.LinearPerpetual);
        var median = MedianSpot(s_snapshot);

        var score = ScoreOf(s_card, venue).CrossVenue;

        score.SpotVenueCount.ShouldBe(3);
        score.Basis.ShouldBe(Basis.Compute(perpetual, median, SampleMarket.SlotAt, new()));
        score.Basis.BasisBps.ShouldBeWithin(1e-9, 1e4 * (perpetual[^1] / median[^1] - 1));
        score.CoMovement.Correlation.ShouldBeWithin(1e-12, Correlation.Pearson(Returns(median), Returns(perpetual)));
        score.CoMovement.Beta.ShouldBeWithin(
            1e-12,
            Statistics.Covariance(Returns(median), Returns(perpetual)) / Statistics.Variance(Returns(median))
        );
    }

    [Fact]
    public void SpotOffMedian_OneVenuesSpotMoved_TellsItFromItsPerpetual()
    {
        var snapshot = s_snapshot.LastMoved("bybit", InstrumentKind.Spot, 60);

        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        var moved = ScoreOf(card, "bybit");
        moved.Dislocation.IsDislocated.ShouldBeTrue();
        moved.CrossVenue.Dislocation.IsDislocated.ShouldBeFalse();
        moved.CrossVenue.SpotOffMedianBps!.Value.ShouldBe(60, 3);
        ScoreOf(card, "binance").CrossVenue.SpotOffMedianBps!.Value.ShouldBe(0, 3);
        card.Derivatives.Select(score => score.Verdict)
            .ShouldBe([VenueVerdict.Normal, VenueVerdict.VenueLocal, VenueVerdict.Normal]);
    }

    [Fact]
    public void SpotOffMedian_TwoVenues_IsHalfTheirGap()
    {
        var snapshot = SampleMarket.TwoVenues().LastMoved("binance", InstrumentKind.Spot, 40);
        var (binance, bybit) = (
            Close(snapshot, "binance", InstrumentKind.Spot)[^1],
            Close(snapshot, "bybit", InstrumentKind.Spot)[^1]
        );

        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        var off = ScoreOf(card, "binance").CrossVenue.SpotOffMedianBps!.Value;
        off.ShouldBeWithin(1e-9, 1e4 * (binance - bybit) / (binance + bybit));
        ScoreOf(card, "bybit").CrossVenue.SpotOffMedianBps.ShouldBeWithin(1e-9, -off);
    }

    [Fact]
    public void Verdict_WholeVenueMovedTogether_IsSeenAgainstTheMedianOnly()
    {
        var snapshot = s_snapshot
            .LastMoved("okx", InstrumentKind.Spot, -90)
            .LastMoved("okx", InstrumentKind.LinearPerpetual, -90);

        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        var moved = ScoreOf(card, "okx");
        moved.Dislocation.IsDislocated.ShouldBeFalse();
        moved.CrossVenue.Dislocation.Direction.ShouldBe(-1);
        moved.Verdict.ShouldBe(VenueVerdict.VenueLocal);
        card.Derivatives.ShouldAllBe(score => score.VenuesDislocated == 1 && score.VenuesScored == 3);
    }

    [Fact]
    public void Verdict_TwoVenuesApart_DoesNotBlameBothByTheirMean()
    {
        var snapshot = SampleMarket
            .TwoVenues()
            .LastMoved("bybit", InstrumentKind.Spot, 200)
            .LastMoved("bybit", InstrumentKind.LinearPerpetual, 200);

        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        card.Derivatives.ShouldAllBe(score =>
            score.CrossVenue.Dislocation.IsDislocated && score.Verdict == VenueVerdict.Normal
        );
    }

    [Theory]
    [InlineData(0, VenueVerdict.Normal, VenueVerdict.Normal)]
    [InlineData(1, VenueVerdict.VenueLocal, VenueVerdict.Normal)]
    [InlineData(2, VenueVerdict.MarketWide, VenueVerdict.MarketWide)]
    [InlineData(3, VenueVerdict.MarketWide, VenueVerdict.MarketWide)]
    public void Verdict_SoManyPerpetualsMoved_IsTheMarketsWhenMostAre(int moved, VenueVerdict first, VenueVerdict last)
    {
        var snapshot = ThreeVenues
            .Names.Take(moved)
            .Aggregate(s_snapshot, (before, venue) => before.LastMoved(venue, InstrumentKind.LinearPerpetual, -50));

        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        ScoreOf(card, "binance").Verdict.ShouldBe(first);
        ScoreOf(card, "okx").Verdict.ShouldBe(last);
    }

    [Fact]
    public void Compute_OneVenue_HasNoMedianAndNobodyToCompareWith()
    {
        var snapshot = SampleMarket.Of([.. s_snapshot.Instruments.Take(2)]);

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];

        score.CrossVenue.Basis.Status.ShouldBe(MetricStatus.InsufficientData);
        score.CrossVenue.CoMovement.Status.ShouldBe(MetricStatus.InsufficientData);
        score.CrossVenue.Basis.Reason.ShouldBe("Fewer than two venues gave a spot market, so there is no median.");
        score.CrossVenue.SpotVenueCount.ShouldBe(0);
        score.CrossVenue.SpotOffMedianBps.ShouldBeNull();
        score.Verdict.ShouldBe(VenueVerdict.InsufficientData);
    }

    [Fact]
    public void Compute_AllSpotsButOneStill_IsStaleWithoutAVerdictLost()
    {
        var snapshot = s_snapshot
            .ChangeBars("bybit", InstrumentKind.Spot, bars => bars.Frozen(4))
            .ChangeBars("okx", InstrumentKind.Spot, bars => bars.Frozen(4));

        var score = ScoreOf(SnapshotScoring.Compute(snapshot, SampleMarket.Options), "binance");

        score.CrossVenue.Basis.Status.ShouldBe(MetricStatus.Stale);
        score.CrossVenue.Basis.Reason.ShouldBe("median BTC Spot last traded 20 min before the slot.");
        score.CrossVenue.SpotOffMedianBps.ShouldBeNull();
        score.Verdict.ShouldBe(VenueVerdict.InsufficientData);
    }

    [Fact]
    public void Compute_OneSpotStill_CountsTheOthers()
    {
        var snapshot = s_snapshot.ChangeBars("okx", InstrumentKind.Spot, bars => bars.Frozen(4));

        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        ScoreOf(card, "binance").CrossVenue.SpotVenueCount.ShouldBe(2);
        ScoreOf(card, "binance").CrossVenue.Basis.Status.ShouldBe(MetricStatus.Ok);
        ScoreOf(card, "okx").CrossVenue.SpotOffMedianBps.ShouldBeNull();
        ScoreOf(card, "okx").Verdict.ShouldBe(VenueVerdict.InsufficientData);
    }

    [Fact]
    public void Compute_DerivativeWithoutBars_SaysSo()
    {
        var snapshot = s_snapshot.Change(
            "okx",
            InstrumentKind.LinearPerpetual,
            perpetual => perpetual with { Bars = null }
        );

        var score = ScoreOf(SnapshotScoring.Compute(snapshot, SampleMarket.Options), "okx");

        score.CrossVenue.Basis.Status.ShouldBe(MetricStatus.InsufficientData);
        score.CrossVenue.SpotOffMedianBps.ShouldNotBeNull();
    }

    [Fact]
    public void Compute_SpotOfAnotherStep_StaysOutOfTheMedian()
    {
        var snapshot = s_snapshot.ChangeBars(
            "okx",
            InstrumentKind.Spot,
            bars => bars with { Step = TimeSpan.FromMinutes(1) }
        );

        ScoreOf(SnapshotScoring.Compute(snapshot, SampleMarket.Options), "binance")
            .CrossVenue.SpotVenueCount.ShouldBe(2);
    }

    internal static DerivativeScore ScoreOf(ScoreCard card, string venue) =>
        card.Derivatives.Single(score => score.Venue == venue);

    internal static double[] Close(MarketSnapshot snapshot, string venue, InstrumentKind kind) =>
        snapshot.Instruments.Single(instrument => instrument.Venue == venue && instrument.Kind == kind).Bars!.Close;

    private static double[] MedianSpot(MarketSnapshot snapshot)
    {
        double[][] spots = [.. ThreeVenues.Names.Select(venue => Close(snapshot, venue, InstrumentKind.Spot))];
        return [.. spots[0].Select((_, i) => spots.Select(close => close[i]).Order().ElementAt(1))];
    }

    private static double[] Returns(double[] close) =>
        [.. close.Skip(1).Zip(close, (now, before) => Math.Log(now / before))];
}
