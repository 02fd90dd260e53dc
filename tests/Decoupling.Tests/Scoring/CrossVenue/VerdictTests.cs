using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;
using Decoupling.Tests.Quality;

namespace Decoupling.Tests.Scoring.CrossVenue;

public class VerdictTests
{
    public static TheoryData<string> FaultNames => [.. FaultyMarket.Faults.Keys];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Compute_OneFault_IsBadDataOfThatVenueWithItsInput(string name)
    {
        var (make, gate, inputs) = FaultyMarket.Faults[name];

        var card = Score(make(FaultyMarket.Sound()));

        var row = card.Derivatives.Single(score => score.Venue == FaultyMarket.Venue);
        row.Verdict.ShouldBe(VenueVerdict.BadData);
        row.VerdictReason.ShouldBe(row.Quality.FirstRefused!.Reason);
        row.VerdictReason.ShouldStartWith(FaultyMarket.Venue);
        row.VerdictConfidence.ShouldBe(1);
        row.Quality.FirstRefused.Gate.ShouldBe(gate);
        row.Quality.FirstRefused.Input.ShouldBe(inputs[0]);
        card.Derivatives.Where(score => score.Venue != FaultyMarket.Venue)
            .ShouldAllBe(score => score.Verdict == VenueVerdict.Normal && score.Quality.Findings.Count == 0);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Compute_OneFault_GivesNoNumberOfTheInputAndLeavesTheRest(string name)
    {
        var inputs = FaultyMarket.Faults[name].Inputs;

        var score = Score(FaultyMarket.Faults[name].Make(FaultyMarket.Sound()))
            .Derivatives.Single(one => one.Venue == FaultyMarket.Venue);

        bool Lost(params SnapshotInput[] needed) =>
            inputs.Contains(SnapshotInput.Clock) || inputs.Any(input => needed.Contains(input));
        (MetricResult Result, bool IsLost)[] measures =
        [
            (score.Dislocation, Lost(SnapshotInput.Last)),
            (score.CoMovement, Lost(SnapshotInput.Last)),
            (score.CrossVenue.Basis, Lost(SnapshotInput.Last)),
            (score.Liquidation.Volatility, Lost(SnapshotInput.Last)),
            (score.Liquidation.Map, Lost(SnapshotInput.Last, SnapshotInput.OpenInterest)),
            (score.Liquidation.Ladder, Lost()),
            (score.MarkOverIndex, Lost(SnapshotInput.Mark, SnapshotInput.Index)),
            (score.LastOverIndex, Lost(SnapshotInput.Last, SnapshotInput.Index)),
            (score.MarkOverLast, Lost(SnapshotInput.Last, SnapshotInput.Mark)),
            (score.Funding, Lost(SnapshotInput.Funding)),
            (score.Depth, Lost(SnapshotInput.Bids, SnapshotInput.Asks, SnapshotInput.OpenInterest)),
            (
                score.Cascade,
                Lost(SnapshotInput.Last, SnapshotInput.Bids, SnapshotInput.Asks, SnapshotInput.OpenInterest)
            ),
            (score.Arbitrage.BuyHere, Lost(SnapshotInput.Last, SnapshotInput.Bids, SnapshotInput.Asks)),
        ];
        foreach (var (result, isLost) in measures)
        {
            (result.Status is MetricStatus.Stale or MetricStatus.InvalidInput).ShouldBe(isLost, $"{result}");
            if (isLost)
            {
                result.Reason!.ShouldContain(FaultyMarket.Venue);
            }
        }
    }

    [Fact]
    public void Compute_DislocatedWithABrokenFeedOfOpenInterest_IsStillVenueLocal()
    {
        var market = FaultyMarket
            .Faults["open interest halves"]
            .Make(FaultyMarket.Sound())
            .LastMoved(FaultyMarket.Venue, FaultyMarket.Kind, -60);

        var row = Score(market).Derivatives.Single(score => score.Venue == FaultyMarket.Venue);

        row.Dislocation.IsDislocated.ShouldBeTrue();
        row.Verdict.ShouldBe(VenueVerdict.VenueLocal);
        row.VerdictReason.ShouldBe("bybit is beyond both floors; 2 of the other 2 venues are not.");
        row.Quality.Status.ShouldBe(Decoupling.Quality.DataStatus.BadData);
    }

    [Theory]
    [InlineData(0, VenueVerdict.Normal, 1)]
    [InlineData(1, VenueVerdict.VenueLocal, 1)]
    [InlineData(2, VenueVerdict.MarketWide, 2 / 3.0)]
    [InlineData(3, VenueVerdict.MarketWide, 1)]
    public void Compute_SoManyVenuesMoved_ConfidenceIsTheShareThatAgrees(int moved, VenueVerdict verdict, double share)
    {
        // Open interest is the same on each, so each has a third.
        var market = ThreeVenues.Make();
        market = market with
        {
            Instruments =
            [
                .. market.Instruments.Select(self =>
                    self.OpenInterest is null ? self : self with { OpenInterest = self.OpenInterest with { Usd = 6e8 } }
                ),
            ],
        };
        foreach (var venue in ThreeVenues.Names.Take(moved))
        {
            market = market.LastMoved(venue, InstrumentKind.LinearPerpetual, -50);
        }

        var row = Score(market).Derivatives[0];

        row.Verdict.ShouldBe(verdict);
        row.VerdictConfidence!.Value.ShouldBe(share, 1e-12);
    }

    [Fact]
    public void Compute_OneVenueThatCannotBeJudged_LowersTheConfidenceByItsShare()
    {
        var market = ThreeVenues
            .Make()
            .Change("okx", InstrumentKind.LinearPerpetual, self => self with { Bars = null })
            .Change("okx", InstrumentKind.Spot, self => self with { Bars = null });

        var card = Score(market);

        card.Derivatives[0].Verdict.ShouldBe(VenueVerdict.Normal);
        card.Derivatives[0].VerdictConfidence!.Value.ShouldBeInRange(0.5, 0.75);
        var okx = card.Derivatives.Single(score => score.Venue == "okx");
        okx.Verdict.ShouldBe(VenueVerdict.InsufficientData);
        okx.VerdictConfidence.ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 100, 3, 0.75)]
    [InlineData(98, 100, 3, 1.45)]
    [InlineData(1, 3, 3, 1)]
    [InlineData(0, 0, 3, 1)]
    public void Bounded_AnyShare_IsHeldSoThatOfThreeNoneHasHalf(double part, double whole, int venues, double weight) =>
        VenueWeights.Bounded(part, whole, venues).ShouldBe(weight, 1e-12);

    private static ScoreCard Score(MarketSnapshot market) => SnapshotScoring.Compute(market, SampleMarket.Options);
}
