using System.Text;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>Every slot of the schedule is accounted for, whoever died on the way.</summary>
[Collection(nameof(SharedStorage))]
public sealed class CheckSlotsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Asset = "BTC";

    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    // A slot is closed once it is more than two lengths old.
    private static readonly TimeSpan LongEnough = 4 * SlotLength;

    private static int day;

    private readonly DateTimeOffset first = new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero).AddDays(
        3 * Interlocked.Increment(ref day)
    );

    private SimulatedPipeline simulated = null!;

    private DateTimeOffset Second => first + SlotLength;

    private DateTimeOffset Third => Second + SlotLength;

    /// <summary>The first slot runs as it should: the ledger begins with it.</summary>
    public async ValueTask InitializeAsync()
    {
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(first),
            Asset
        );
        await simulated.RunAsync(first);
    }

    public ValueTask DisposeAsync() => simulated.DisposeAsync();

    [Fact]
    public async Task Run_BlobStoredAndItsScoringLost_ScoresIt()
    {
        simulated.MoveToFetchOf(Second);
        await simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        var closed = await CheckAfterAsync(Second);

        closed.ShouldBe(1);
        (await LedgerAsync()).ShouldBe([(first, "Done"), (Second, "Late")]);
        var rows = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.DecouplingScores);
        rows.Count(row => (DateTimeOffset)row["AsOf"]! == Second).ShouldBe(2);
    }

    [Fact]
    public async Task Run_BlobStoredAndItsClaimLost_ScoresIt()
    {
        var snapshot = SnapshotWriter.Write(await simulated.FetchAsync(Asset, Second));
        var name = new SnapshotName(Asset, Second);
        await azurite.Blobs.WriteIfAbsentAsync(name, snapshot, TestContext.Current.CancellationToken);

        var closed = await CheckAfterAsync(Second);

        closed.ShouldBe(1);
        (await LedgerAsync()).ShouldBe([(first, "Done"), (Second, "Late")]);
    }

    [Fact]
    public async Task Run_NobodyRanASlot_ClosesItAsSkipped()
    {
        await simulated.RunAsync(Third);

        var closed = await CheckAfterAsync(Third);

        closed.ShouldBe(1);
        (await LedgerAsync()).ShouldBe([(first, "Done"), (Second, "Skipped"), (Third, "Done")]);
        (await ReasonAsync(Second)).ShouldBe("Nobody ran this slot.");
    }

    [Fact]
    public async Task Run_FetchDiedAfterItsClaim_ClosesTheSlotAsFailed()
    {
        simulated.MoveToFetchOf(Second);
        (
            await simulated.Pipeline.Ledger.ClaimAsync(Asset, Second, TestContext.Current.CancellationToken)
        ).ShouldBeTrue();

        var closed = await CheckAfterAsync(Second);

        closed.ShouldBe(1);
        (await LedgerAsync()).ShouldBe([(first, "Done"), (Second, "Failed")]);
        (await ReasonAsync(Second)).ShouldContain("stored no snapshot");
    }

    [Fact]
    public async Task Run_BadBlobBeforeAGoodOne_RefusesTheOneAndScoresTheOther()
    {
        var bad = new SnapshotName(Asset, Second);
        var bytes = Encoding.UTF8.GetBytes("no snapshot");
        await azurite.Blobs.WriteIfAbsentAsync(bad, bytes, TestContext.Current.CancellationToken);
        simulated.MoveToFetchOf(Third);
        await simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        var closed = await CheckAfterAsync(Third);

        closed.ShouldBe(2);
        (await LedgerAsync()).ShouldBe([(first, "Done"), (Second, "Failed"), (Third, "Late")]);
    }

    [Fact]
    public async Task Run_SlotOfThisMoment_IsLeftToThoseWhoWorkOnIt()
    {
        simulated.MoveToFetchOf(Second);
        await simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        var closed = await simulated.Pipeline.Check.RunAsync(TestContext.Current.CancellationToken);

        closed.ShouldBe(0);
        (await LedgerAsync()).ShouldBe([(first, "Done"), (Second, "Claimed")]);
    }

    [Fact]
    public async Task Run_Again_ChangesNothing()
    {
        await simulated.RunAsync(Third);
        await CheckAfterAsync(Third);
        var before = await StoredRows.TextAsync(azurite.Tables, ResultTableNames.Slots);

        var closed = await simulated.Pipeline.Check.RunAsync(TestContext.Current.CancellationToken);

        closed.ShouldBe(0);
        (await StoredRows.TextAsync(azurite.Tables, ResultTableNames.Slots)).ShouldBe(before);
    }

    /// <summary>Checks when a slot is old enough to be closed and the one after it is not.</summary>
    private async Task<int> CheckAfterAsync(DateTimeOffset slotAt)
    {
        simulated.Clock.MoveTo(slotAt + LongEnough - TimeSpan.FromMinutes(1));
        return await simulated.Pipeline.Check.RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IEnumerable<(DateTimeOffset, string)>> LedgerAsync() =>
        (await OwnSlotsAsync()).Select(row => ((DateTimeOffset)row["SlotAt"]!, (string)row["Status"]!));

    private async Task<string> ReasonAsync(DateTimeOffset slotAt) =>
        (string)(await OwnSlotsAsync()).Single(row => (DateTimeOffset)row["SlotAt"]! == slotAt)["Reason"]!;

    private async Task<IEnumerable<TableRow>> OwnSlotsAsync() =>
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots)).Where(row =>
            row.PartitionKey == TableKeys.AssetDay(Asset, first)
        );
}
