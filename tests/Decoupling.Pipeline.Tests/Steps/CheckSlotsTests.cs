using Azure.Storage.Blobs;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Steps;

public sealed class CheckSlotsTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset FirstSlotAt = new(2026, 1, 5, 23, 50, 0, TimeSpan.Zero);

    private readonly string asset = $"{Guid.NewGuid():N}"[..20];
    private readonly ManualTime clock = new(FirstSlotAt);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NothingRanEver_ClosesNothing()
    {
        using var pipeline = await CreateAsync();

        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_SlotsThatNobodyRan_AreSkippedAfterTwoLengths()
    {
        using var pipeline = await CreateAsync();
        await FinishAsync(pipeline, FirstSlotAt);

        clock.Advance(4 * SlotLength);
        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(1);
        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(0);
        clock.Advance(SlotLength);
        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(1);

        (await StatusesAsync(pipeline)).ShouldBe([SlotStatus.Done, SlotStatus.Skipped, SlotStatus.Skipped]);
        (await RowAsync(pipeline, FirstSlotAt + SlotLength))["Reason"].ShouldBe("Nobody ran this slot.");
    }

    [Fact]
    public async Task RunAsync_ClaimOfADeadRun_IsFailedOnceItHasEnded()
    {
        using var pipeline = await CreateAsync();
        clock.Advance(TimeSpan.FromMinutes(14));
        await pipeline.Ledger.ClaimAsync(asset, FirstSlotAt, Cancellation);

        clock.Advance(SlotLedger.ClaimLength - TimeSpan.FromTicks(1));
        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(0);
        clock.Advance(TimeSpan.FromTicks(1));
        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(1);

        (await StatusesAsync(pipeline)).ShouldBe([SlotStatus.Failed]);
        (await RowAsync(pipeline, FirstSlotAt))["Reason"]
            .ShouldBe("The run that claimed this slot stored no snapshot.");
    }

    [Fact]
    public async Task RunAsync_DeadRunThatStoredABlob_IsScoredAndABadBlobListed()
    {
        using var pipeline = await CreateAsync();
        await pipeline.Ledger.ClaimAsync(asset, FirstSlotAt, Cancellation);
        var name = new SnapshotName(asset, FirstSlotAt).Format();
        var container = new BlobServiceClient((await azurite.Azurite).ConnectionString).GetBlobContainerClient(
            SnapshotName.Container
        );
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString("no snapshot"), Cancellation);
        clock.Advance(3 * SlotLength);

        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(1);
        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(0);

        (await StatusesAsync(pipeline)).ShouldBe([SlotStatus.Failed]);
        var failures = await pipeline
            .Tables.ReadPartitionAsync(ResultTableNames.Failures, "20260105", null, null, Cancellation)
            .Where(stored => (string?)stored.Row["Asset"] == asset)
            .ToListAsync(Cancellation);
        failures.ShouldHaveSingleItem().Row["Source"].ShouldBe($"snapshots/{name}");
    }

    [Fact]
    public async Task RunAsync_NoRowForTwoSlots_TellsThatTheAssetIsLateBeforeASlotIsClosed()
    {
        using var pipeline = await CreateAsync();
        await FinishAsync(pipeline, FirstSlotAt);
        var row = new RowBuilder("p", "r")
            .Add("Venue", "bybit")
            .Add("Symbol", "BTCUSDT")
            .Add("AsOf", FirstSlotAt)
            .Add("DislocationRatio", 0.1)
            .Build();
        var rules = new AlertOptions().Rules(SlotLength);
        await new RuleRunner(pipeline.Tables, rules, pipeline.Deliver.Channels, clock).RunAsync(
            asset,
            ResultTableNames.DecouplingScores,
            [row],
            Cancellation
        );

        clock.Advance(TimeSpan.FromMinutes(13));
        (await pipeline.Check.RunAsync(Cancellation)).ShouldBe(0);

        var attempt = await pipeline
            .Tables.ReadPartitionAsync(ResultTableNames.Notifications, "20260105", null, null, Cancellation)
            .Where(stored => (string?)stored.Row["Asset"] == asset)
            .SingleAsync(Cancellation);
        (attempt.Row["Kind"], attempt.Row["Rule"]).ShouldBe(("Late", "dislocation"));
        (attempt.Row["Outcome"], attempt.Row["Reason"]).ShouldBe(("Refused", "No channel is configured."));
    }

    [Fact]
    public async Task RunAsync_SlotsOfMoreThanADayAgo_AreLeft()
    {
        using var pipeline = await CreateAsync();
        await FinishAsync(pipeline, FirstSlotAt);
        clock.Advance(TimeSpan.FromHours(23));
        await FinishAsync(pipeline, FirstSlotAt + TimeSpan.FromHours(23));
        clock.Advance(TimeSpan.FromHours(1.5));

        var closed = await pipeline.Check.RunAsync(Cancellation);

        // From the one of 23 h, exclusive, to two lengths before now, exclusive: 90 minutes less 10, less one.
        closed.ShouldBe((90 / 5) - 2 - 1);
    }

    private async Task<RiskPipeline> CreateAsync()
    {
        var options = new PipelineOptions
        {
            Fetch = new FetchOptions { Assets = [asset], SlotLength = SlotLength },
            Storage = new StorageOptions { ConnectionString = (await azurite.Azurite).ConnectionString },
        };
        var pipeline = RiskPipeline.Create(options, clock, NullLoggerFactory.Instance);
        await pipeline.CreateStorageAsync(Cancellation);
        return pipeline;
    }

    private Task FinishAsync(RiskPipeline pipeline, DateTimeOffset slotAt) =>
        pipeline.Ledger.FinishAsync(asset, slotAt, SlotLength, "snapshot", 1, 0, Cancellation);

    private async Task<IReadOnlyList<SlotStatus>> StatusesAsync(RiskPipeline pipeline) =>
        await pipeline
            .Ledger.ReadAsync(asset, FirstSlotAt, clock.GetUtcNow(), Cancellation)
            .Select(entry => entry.Status)
            .ToArrayAsync(Cancellation);

    private async Task<TableRow> RowAsync(RiskPipeline pipeline, DateTimeOffset slotAt)
    {
        var partition = TableKeys.AssetDay(asset, slotAt);
        var key = $"{slotAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        return (await pipeline.Tables.ReadAsync(ResultTableNames.Slots, partition, key, Cancellation))!.Row;
    }
}
