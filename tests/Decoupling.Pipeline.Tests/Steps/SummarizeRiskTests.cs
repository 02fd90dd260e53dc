using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Snapshots;
using Decoupling.Pipeline.Tests.Storage;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Steps;

public sealed class SummarizeRiskTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset SlotAt = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);

    private readonly string asset = $"{Guid.NewGuid():N}"[..20];
    private readonly ManualTime clock = new(SlotAt.AddMinutes(2));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ScoredSlot_WritesARowOfTheAssetAndOneOfAll()
    {
        using var pipeline = await CreateAsync();
        var scored = await ScoreAsync(pipeline, Market(SlotAt));

        var rows = await pipeline.Summarize.RunAsync(Cancellation);

        rows.Select(row => row["Asset"]).ShouldBe([asset, TableKeys.AllAssets]);
        var row = await StoredAsync(pipeline);
        row["Status"].ShouldBe("Ok");
        row["CascadeStatus"].ShouldBe("Ok");
        row["AsOf"].ShouldBe(SlotAt);
        row["InputsHash"].ShouldBe(scored[0]["InputsHash"]);
        row["Derivatives"].ShouldBe(scored.Count);
        row["DerivativesMapped"].ShouldBe(scored.Count);
        ((double)row["LongLiquidationWithin5PercentUsd"]!).ShouldBe(
            scored.Sum(risk => (double)risk["LongLiquidationWithin5PercentUsd"]!),
            1
        );
        ((double)row["CascadeFall20PercentMovePercent"]!).ShouldBeGreaterThanOrEqualTo(20);
        rows[1]["CascadeFall5PercentForcedUsd"].ShouldBe(row["CascadeFall5PercentForcedUsd"]);
    }

    [Fact]
    public async Task RunAsync_Again_WritesTheSameRow()
    {
        using var pipeline = await CreateAsync();
        await ScoreAsync(pipeline, Market(SlotAt));
        await pipeline.Summarize.RunAsync(Cancellation);
        var first = await StoredAsync(pipeline);

        // A slot that is scored later belongs to the next summary, though Latest has it already.
        await ScoreAsync(pipeline, Market(SlotAt.AddMinutes(5)));
        await pipeline.Summarize.RunAsync(Cancellation);

        (await StoredAsync(pipeline)).Columns.ShouldBe(first.Columns);
    }

    [Fact]
    public async Task RunAsync_SlotAnHourAgo_IsNoStateOfNow()
    {
        using var pipeline = await CreateAsync();
        await ScoreAsync(pipeline, Market(SlotAt));

        clock.Advance(TimeSpan.FromMinutes(55));
        (await pipeline.Summarize.RunAsync(Cancellation))[0]["OldestRowAgeSeconds"].ShouldBe(55 * 60.0);
        clock.Advance(TimeSpan.FromMinutes(5));
        var row = (await pipeline.Summarize.RunAsync(Cancellation))[0];

        row["Status"].ShouldBe("InsufficientData");
        row["Reason"].ShouldBe("No slot of the hour before was scored.");
        row["OpenInterestUsd"].ShouldBeNull();
        row["CascadeFall5PercentForcedUsd"].ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_SnapshotGone_KeepsWhatTheRowsSay()
    {
        using var pipeline = await CreateAsync();
        await pipeline.Score.CommitAsync(pipeline.Score.Score(Market(SlotAt), null), "gone", Cancellation);

        var row = (await pipeline.Summarize.RunAsync(Cancellation))[0];

        row["Derivatives"].ShouldBe(1);
        row["CascadeStatus"].ShouldBe("InsufficientData");
        row["LongLiquidationWithin5PercentUsd"].ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_RuleOnAColumn_FiresOnceAndIsKept()
    {
        using var pipeline = await CreateAsync();
        await ScoreAsync(pipeline, Market(SlotAt));
        var rule = new AlertRule
        {
            Name = "cascade",
            Table = ResultTableNames.RiskSummaries,
            Column = "CascadeFall10PercentMovePercent",
            Title = "cascade",
            Unit = "%",
            Levels = [new AlertLevel(AlertSeverity.Warning, 10, 5)],
            ShownColumns = ["TopRisk1"],
        };
        var step = new SummarizeRisk(
            new FetchOptions { Assets = [asset] },
            new PipelineOptions().Scoring,
            pipeline.Blobs,
            pipeline.Tables,
            new RuleRunner(pipeline.Tables, [rule], pipeline.Deliver.Channels, clock),
            pipeline.Deliver,
            clock
        );

        await step.RunAsync(Cancellation);
        await step.RunAsync(Cancellation);

        var alerts = await pipeline
            .Tables.ReadPartitionAsync(ResultTableNames.Alerts, asset, AlertRows.StatePrefix, null, Cancellation)
            .Where(stored => (string?)stored.Row["Rule"] == rule.Name)
            .ToListAsync(Cancellation);
        var state = AlertRows.ToState(alerts.ShouldHaveSingleItem().Row);
        state.IsFiring.ShouldBeTrue();
        state.Generation.ShouldBe(1);
        state.PeakValue!.Value.ShouldBeGreaterThanOrEqualTo(10);
    }

    private async Task<RiskPipeline> CreateAsync()
    {
        var pipeline = RiskPipeline.Create(
            new PipelineOptions
            {
                Fetch = new FetchOptions { Assets = [asset] },
                Storage = new StorageOptions { ConnectionString = (await azurite.Azurite).ConnectionString },
            },
            clock,
            NullLoggerFactory.Instance
        );
        await pipeline.CreateStorageAsync(Cancellation);
        return pipeline;
    }

    /// <summary>Stores a snapshot and scores it, and gives the rows of LiquidationRisk.</summary>
    private static async Task<IReadOnlyList<TableRow>> ScoreAsync(RiskPipeline pipeline, MarketSnapshot snapshot)
    {
        var name = new SnapshotName(snapshot.Asset, snapshot.SlotAt);
        await pipeline.Blobs.WriteIfAbsentAsync(name, SnapshotWriter.Write(snapshot), Cancellation);
        (await pipeline.Score.RunAsync(name.Format(), Cancellation)).Refusal.ShouldBeNull();
        return pipeline.Score.Score((await pipeline.Blobs.ReadAsync(name, Cancellation)).Snapshot!, null).Liquidations;
    }

    private async Task<TableRow> StoredAsync(RiskPipeline pipeline) =>
        (
            await pipeline
                .Tables.ReadPartitionAsync(
                    ResultTableNames.RiskSummaries,
                    TableKeys.AssetDay(asset, SlotAt),
                    null,
                    null,
                    Cancellation
                )
                .ToListAsync(Cancellation)
        )
            .ShouldHaveSingleItem()
            .Row;

    /// <summary>The seeded market of one venue at a slot: every time in it is as far from the slot as in the original.</summary>
    private MarketSnapshot Market(DateTimeOffset slotAt)
    {
        var snapshot = new RandomMarket(5).OneVenue() with { Asset = asset };
        return slotAt == snapshot.SlotAt ? snapshot : Later(snapshot, slotAt - snapshot.SlotAt);
    }

    private static MarketSnapshot Later(MarketSnapshot snapshot, TimeSpan shift) =>
        snapshot with
        {
            SlotAt = snapshot.SlotAt + shift,
            Instruments =
            [
                .. snapshot.Instruments.Select(instrument =>
                    instrument with
                    {
                        Bars = instrument.Bars! with { StartAt = instrument.Bars.StartAt + shift },
                    }
                ),
            ],
        };
}
