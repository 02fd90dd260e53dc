using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>Whatever the reader lets through is scored without throwing, and no row carries a number that is none.</summary>
public class HostileSnapshotTests
{
    /// <summary>A sentence that a phone shows whole, also when it says why there is no score.</summary>
    private const int MostCharacters = 450;

    [Fact]
    public void Compute_HostileSnapshots_GiveFiniteValuesOrAStatus()
    {
        var market = new HostileMarket(seed: 11);
        var (sound, scored) = (0, 0);
        for (var i = 0; i < Campaign.Runs(100_000); i++)
        {
            var snapshot = market.NextSnapshot();
            if (SnapshotRules.Check(snapshot).Count > 0)
            {
                continue;
            }

            sound++;
            var card = SnapshotScoring.Compute(snapshot, OptionsFor(snapshot));
            foreach (var score in card.Derivatives)
            {
                scored += score.Dislocation.Ratio is null ? 0 : 1;
                ShouldKeepTheContract(score);
                ShouldFillRowsWithNumbers(card, score);
            }
        }

        // The campaign means nothing if the rules refuse most of it, or if nothing gets as far as a score.
        sound.ShouldBeGreaterThan(Campaign.Runs(100_000) / 2);
        scored.ShouldBeGreaterThan(sound / 10);
    }

    /// <summary>A window of three slots, of which one is enough, so that a few bars get as far as the metrics.</summary>
    private static ScoringOptions OptionsFor(MarketSnapshot snapshot) =>
        SampleMarket.Options with
        {
            Window = new() { Length = 3 * snapshot.SlotLength, MinimumShare = 0.3 },
        };

    private static void ShouldKeepTheContract(DerivativeScore score)
    {
        MetricResult[] results =
        [
            score.CoMovement,
            score.Ewma,
            score.Deviation,
            score.Dislocation,
            score.Funding,
            score.Hazard.Reading,
            score.Hazard.State,
            score.MarkOverIndex,
            score.LastOverIndex,
            score.MarkOverLast,
            score.Innovations.Kalman,
            score.Innovations.Cusum,
            score.Robust.Ranks,
            score.Robust.Downside,
            score.Robust.Exceedance,
            score.Robust.Tail,
            score.Reversion.Level,
            score.Reversion.Process,
            score.Reversion.Odds,
            score.BasisBreak.Found,
            score.BetaBreak.Found,
            score.Liquidation.Volatility,
            score.CrossVenue.CoMovement,
            score.CrossVenue.Dislocation,
            score.PeerDiscovery.LeadLag,
            score.PeerDiscovery.Shares,
            score.SpotDiscovery.LeadLag,
            score.SpotDiscovery.Shares,
            score.Arbitrage.BuyHere,
            score.Arbitrage.SellHere,
            score.Crowding.OverVolume,
            score.Crowding.Rank,
            score.Crowding.Change,
            score.Crowding.LeverageRatio,
        ];
        foreach (var result in results)
        {
            ResultContract.ShouldHold(result);
        }

        ResultContract.ShouldHold(score.Reversion.UnitRoot, nameof(score.Reversion.UnitRoot.PValue));
        if (score.Basis.Status is MetricStatus.Stale or MetricStatus.InvalidInput or MetricStatus.OutOfDomain)
        {
            ResultContract.ShouldHold(score.Basis);
        }

        (score.Status == MetricStatus.Ok).ShouldBe(score.Reason is null);
        ScoreSummary.Of("BTC", SampleMarket.SlotLength, score).Length.ShouldBeLessThan(MostCharacters);
    }

    private static void ShouldFillRowsWithNumbers(ScoreCard card, DerivativeScore score)
    {
        foreach (var column in DecouplingScoreColumns.All.Concat(LiquidationRiskColumns.All))
        {
            var value = column.Value(new ScoredRow(card, score));
            if (value is double number)
            {
                double.IsFinite(number).ShouldBeTrue($"{column.Name} is {number}");
            }

            value?.GetType().ShouldBe(column.Type, column.Name);
        }
    }
}
