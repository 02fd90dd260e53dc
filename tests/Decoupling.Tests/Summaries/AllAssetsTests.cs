using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Summaries;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Summaries;

public class AllAssetsTests
{
    [Fact]
    public void Compute_TwoAssets_SumsDollarsAndTakesTheWorstMove()
    {
        var all = AllAssets.Compute(
            "~all",
            [
                Summary("BTC", forced: 100, move: 0.06, gain: 0.5, CascadeOutcome.Settled, severity: 1.2),
                Summary("ETH", forced: 30, move: 0.09, gain: 0.25, CascadeOutcome.CutOff, severity: 3),
            ]
        );

        all.Asset.ShouldBe("~all");
        all.Status.ShouldBe(MetricStatus.Ok);
        var shock = all.Shocks.ShouldHaveSingleItem();
        shock.ForcedUsd.ShouldBe(130);
        shock.TotalMove.ShouldBe(0.09);
        shock.Outcome.ShouldBe(CascadeOutcome.CutOff);
        shock.BadDebtUsd.ShouldBe(2);
        all.Fall!.Value.Gain.ShouldBe(0.5);
        all.Fall.Value.Amplification.ShouldBe(2);
        all.Bands.ShouldBe([new LiquidationBand(0.05, 14, 6)]);
        all.OpenInterestUsd.ShouldBe(2000);
        all.OpenInterestParts.ShouldBe([new OpenInterestPart("BTC", 1000), new OpenInterestPart("ETH", 1000)]);
        all.Coverage.Derivatives.ShouldBe(4);
        all.Coverage.SnapshotAge.ShouldBe(TimeSpan.FromMinutes(2));
        all.FurthestApart!.Venue.ShouldBe("ETH venue");
        all.TopRisks.Select(risk => risk.Text).ShouldBe(["ETH", "BTC"]);
        all.InputsHash.ShouldBe("h-BTC h-ETH");
    }

    [Fact]
    public void Compute_AssetWithoutACascade_IsLeftOutOfIt()
    {
        var missing = Summary("ETH", 30, 0.09, 0.25, CascadeOutcome.Settled, 1) with
        {
            CascadeStatus = MetricStatus.Stale,
            Shocks = [],
            Fall = null,
        };

        var all = AllAssets.Compute("~all", [Summary("BTC", 100, 0.06, 0.5, CascadeOutcome.Settled, 1), missing]);

        all.CascadeStatus.ShouldBe(MetricStatus.Ok);
        all.Shocks.ShouldHaveSingleItem().ForcedUsd.ShouldBe(100);
    }

    [Fact]
    public void Compute_NoAssetScored_IsInsufficientData()
    {
        var none = Summary("BTC", 1, 0.06, 0.5, CascadeOutcome.Settled, 1) with
        {
            Status = MetricStatus.InsufficientData,
        };

        AllAssets.Compute("~all", [none]).Reason.ShouldBe("No asset has a score.");
        Should.Throw<ArgumentOutOfRangeException>(() => AllAssets.Compute("~all", []));
    }

    private static RiskSummary Summary(
        string asset,
        double forced,
        double move,
        double gain,
        CascadeOutcome outcome,
        double severity
    ) =>
        new()
        {
            Asset = asset,
            AsOf = SampleMarket.SlotAt,
            Status = MetricStatus.Ok,
            InputsHash = $"h-{asset}",
            Coverage = new SummaryCoverage { Derivatives = 2, SnapshotAge = TimeSpan.FromMinutes(move > 0.08 ? 2 : 1) },
            FurthestApart = Readings.Of($"{asset} venue") with { DislocationRatio = severity },
            OpenInterestUsd = 1000,
            Bands = [new LiquidationBand(0.05, 7, 3)],
            CascadeStatus = MetricStatus.Ok,
            Shocks = [new ShockReading(PositionSide.Long, 0.05, outcome, forced, move, 1, move, 2)],
            Fall = new LoopReading(gain, 1 / (1 - gain), gain, null),
            TopRisks = [new TopRisk(severity, asset)],
        };
}
