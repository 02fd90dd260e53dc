using Decoupling.Discovery;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring.CrossVenue;

public class DiscoveryScoringTests
{
    private static readonly MarketSnapshot s_snapshot = ThreeVenues.Make();

    private static readonly PriceDiscoveryOptions s_shares = SampleMarket.Options.Discovery.Shares;

    /// <summary>binance's perpetual is a bar ahead of everything else.</summary>
    private static readonly MarketSnapshot s_led = LeadingMarket.BinanceAhead(1);

    [Fact]
    public void A6_PerpetualABarAhead_LeadsByOneBar()
    {
        var score = ScoreOf(s_led, "binance");

        score.PeerDiscovery.LeadLag.LeadSeconds.ShouldBe(300);
        score.PeerDiscovery.LeadLag.LeadLagRatio!.Value.ShouldBeGreaterThan(10);
        score.SpotDiscovery.LeadLag.LeadSeconds.ShouldBe(300);
        score.SpotDiscovery.LeadLag.RawCorrelationAtLead!.Value.ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void A6_PerpetualABarBehind_LagsByOneBar()
    {
        var score = ScoreOf(LeadingMarket.BinanceAhead(-1), "binance");

        score.PeerDiscovery.LeadLag.LeadSeconds.ShouldBe(-300);
        score.PeerDiscovery.LeadLag.LeadLagRatio!.Value.ShouldBeLessThan(0.1);
    }

    [Fact]
    public void A6_VenuesInStep_HaveNoLeadThatBarsCanShow() =>
        SnapshotScoring
            .Compute(s_snapshot, SampleMarket.Options)
            .Derivatives.ShouldAllBe(score =>
                score.PeerDiscovery.LeadLag.LeadSeconds == 0 && score.SpotDiscovery.LeadLag.LeadSeconds == 0
            );

    [Fact]
    public void A7_PerpetualABarAhead_FindsThePrice()
    {
        var shares = ScoreOf(s_led, "binance").PeerDiscovery.Shares;

        shares.Status.ShouldBe(MetricStatus.Ok, shares.Reason);
        shares.Shares!.ComponentShare.ShouldBe(1, 0.1);
        shares.Shares.InformationShareLow.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void A7_OfPeers_IsThatOfTheLogClosesAgainstTheOthersMedian()
    {
        var mine = Logs(Close(s_snapshot, "binance"));
        // Of two others the median is the mean.
        var others = Logs([
            .. Close(s_snapshot, "bybit").Zip(Close(s_snapshot, "okx"), (one, other) => 0.5 * one + 0.5 * other),
        ]);

        var shares = ScoreOf(s_snapshot, "binance").PeerDiscovery.Shares;

        shares.ShouldBe(PriceDiscovery.Compute(mine, others, SampleMarket.SlotAt, s_shares));
    }

    [Fact]
    public void A7_GapInTheDay_ReadsTheLongestRunWithoutOne()
    {
        var snapshot = s_snapshot.ChangeBars(
            "binance",
            InstrumentKind.LinearPerpetual,
            bars => bars.Missing(bars.Count - 100, 3)
        );
        var run = SampleMarket.BarsInADay - 100;
        var spot = Logs(CrossVenueScoringTests.Close(s_snapshot, "binance", InstrumentKind.Spot)[..run]);

        var shares = ScoreOf(snapshot, "binance").SpotDiscovery.Shares;

        shares.SampleCount.ShouldBe(run);
        shares.ShouldBe(
            PriceDiscovery.Compute(Logs(Close(s_snapshot, "binance")[..run]), spot, SampleMarket.SlotAt, s_shares)
        );
    }

    [Fact]
    public void A6_GapInTheDay_IsOneLongMove()
    {
        var snapshot = s_led.ChangeBars(
            "binance",
            InstrumentKind.LinearPerpetual,
            bars => bars.Missing(bars.Count - 100, 3)
        );

        var leadLag = ScoreOf(snapshot, "binance").SpotDiscovery.LeadLag;

        leadLag.LeadSeconds.ShouldBe(300);
        leadLag.SampleCount.ShouldBe(2 * SampleMarket.BarsInADay - 3);
    }

    [Fact]
    public void Compute_OneVenue_HasSpotButNoPeers()
    {
        var snapshot = SampleMarket.Of([.. s_snapshot.Instruments.Take(2)]);

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];

        score.PeerDiscovery.LeadLag.Status.ShouldBe(MetricStatus.InsufficientData);
        score.PeerDiscovery.Shares.Reason.ShouldBe("No other venue gave a derivative that compares with it.");
        score.SpotDiscovery.LeadLag.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_DatedFuture_ComparesWithNoPerpetual()
    {
        var snapshot = s_snapshot.Change(
            "binance",
            InstrumentKind.LinearPerpetual,
            perpetual => perpetual with { Kind = InstrumentKind.LinearFuture }
        );

        var score = ScoreOf(snapshot, "binance");

        score.PeerDiscovery.LeadLag.Status.ShouldBe(MetricStatus.InsufficientData);
        score.SpotDiscovery.LeadLag.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_ShortHistory_IsInsufficientForBoth()
    {
        var snapshot = s_snapshot.ChangeBars(
            "binance",
            InstrumentKind.LinearPerpetual,
            bars => bars.Slice(bars.EndAt - bars.Step * 50, bars.EndAt)
        );

        var score = ScoreOf(snapshot, "binance").PeerDiscovery;

        score.LeadLag.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Shares.Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_StaleVenue_IsStaleForBoth()
    {
        var snapshot = s_snapshot.ChangeBars("binance", InstrumentKind.LinearPerpetual, bars => bars.Frozen(5));

        var score = ScoreOf(snapshot, "binance");

        score.PeerDiscovery.LeadLag.Status.ShouldBe(MetricStatus.Stale);
        score.SpotDiscovery.Shares.Status.ShouldBe(MetricStatus.Stale);
        ScoreOf(snapshot, "okx").PeerDiscovery.LeadLag.Status.ShouldBe(MetricStatus.Ok);
    }

    private static DerivativeScore ScoreOf(MarketSnapshot snapshot, string venue) =>
        CrossVenueScoringTests.ScoreOf(SnapshotScoring.Compute(snapshot, SampleMarket.Options), venue);

    private static double[] Close(MarketSnapshot snapshot, string venue) =>
        CrossVenueScoringTests.Close(snapshot, venue, InstrumentKind.LinearPerpetual);

    private static double[] Logs(double[] close) => [.. close.Select(price => Math.Log(price))];
}
