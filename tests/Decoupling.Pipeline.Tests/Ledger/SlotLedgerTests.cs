using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Ledger;

public sealed class SlotLedgerTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset SlotAt = new(2026, 1, 5, 23, 55, 0, TimeSpan.Zero);

    private readonly string asset = $"{Guid.NewGuid():N}";
    private readonly ManualTime clock = new(SlotAt + TimeSpan.FromSeconds(10));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimAsync_NewSlot_IsClaimedForTwoMinutes()
    {
        var ledger = await OpenAsync("a");

        (await ledger.ClaimAsync(asset, SlotAt, Cancellation)).ShouldBeTrue();

        (await EntryAsync(ledger)).ShouldBe(
            new SlotLedger.Entry(SlotAt, SlotStatus.Claimed, clock.GetUtcNow() + TimeSpan.FromMinutes(2))
        );
        var row = await RowAsync();
        (row["Owner"], row["ClaimedAt"]).ShouldBe(("a", clock.GetUtcNow()));
    }

    [Fact]
    public async Task ClaimAsync_ClaimedByAnother_IsRefusedUntilTheClaimEnds()
    {
        var (first, second) = (await OpenAsync("a"), await OpenAsync("b"));
        await first.ClaimAsync(asset, SlotAt, Cancellation);

        clock.Advance(SlotLedger.ClaimLength - TimeSpan.FromTicks(1));
        (await second.ClaimAsync(asset, SlotAt, Cancellation)).ShouldBeFalse();
        clock.Advance(TimeSpan.FromTicks(1));
        (await second.ClaimAsync(asset, SlotAt, Cancellation)).ShouldBeTrue();

        (await RowAsync())["Owner"].ShouldBe("b");
        (await first.ClaimAsync(asset, SlotAt, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task ClaimAsync_InstancesAtOnce_IsGivenToOne()
    {
        List<SlotLedger> ledgers = [await OpenAsync("a"), await OpenAsync("b"), await OpenAsync("c")];
        for (var round = 0; round < 10; round++)
        {
            var slotAt = SlotAt + (round * SlotLength);

            var claims = await Task.WhenAll(ledgers.Select(one => one.ClaimAsync(asset, slotAt, Cancellation)));

            claims.Count(isMine => isMine).ShouldBe(1, $"round {round}");
        }
    }

    [Fact]
    public async Task ClaimAsync_InstancesAtOnceAfterADeadOne_IsTakenOverByOne()
    {
        List<SlotLedger> ledgers = [await OpenAsync("a"), await OpenAsync("b"), await OpenAsync("c")];
        for (var round = 0; round < 10; round++)
        {
            var slotAt = SlotAt + (round * SlotLength);
            await ledgers[0].ClaimAsync(asset, slotAt, Cancellation);
            clock.Advance(SlotLedger.ClaimLength);

            var claims = await Task.WhenAll(ledgers.Select(one => one.ClaimAsync(asset, slotAt, Cancellation)));

            claims.Count(isMine => isMine).ShouldBe(1, $"round {round}");
        }
    }

    [Theory]
    [InlineData(0, SlotStatus.Done)]
    [InlineData(300, SlotStatus.Done)]
    [InlineData(300.0000001, SlotStatus.Late)]
    [InlineData(86_400, SlotStatus.Late)]
    public async Task FinishAsync_WithinOneSlotLength_IsDoneAndLaterIsLate(double seconds, SlotStatus expected)
    {
        var ledger = await OpenAsync("a");
        var own = SlotAt - TimeSpan.FromDays(1);
        clock.Advance(own + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) - clock.GetUtcNow());

        await ledger.FinishAsync(asset, own, SlotLength, "v1/snapshot", 4, 1, Cancellation);

        var row = await RowAsync(own);
        (row["Status"], row["DoneAt"]).ShouldBe(($"{expected}", clock.GetUtcNow()));
        (row["Snapshot"], row["ResultRows"], row["MissingInputs"]).ShouldBe(("v1/snapshot", 4, 1));
        row["ClaimExpiresAt"].ShouldBeNull();
    }

    [Fact]
    public async Task FinishAsync_FinishedAlready_LeavesTheFirstMark()
    {
        var ledger = await OpenAsync("a");
        await ledger.FinishAsync(asset, SlotAt, SlotLength, "first", 4, 0, Cancellation);
        clock.Advance(TimeSpan.FromHours(1));

        await ledger.FinishAsync(asset, SlotAt, SlotLength, "second", 5, 0, Cancellation);

        var row = await RowAsync();
        (row["Status"], row["Snapshot"]).ShouldBe(("Done", "first"));
        (await ledger.ClaimAsync(asset, SlotAt, Cancellation)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SlotStatus.Skipped)]
    [InlineData(SlotStatus.Failed)]
    public async Task CloseAsync_FinishedSlot_DoesNotUndoIt(SlotStatus status)
    {
        var ledger = await OpenAsync("a");
        await ledger.FinishAsync(asset, SlotAt, SlotLength, "first", 4, 0, Cancellation);

        await ledger.CloseAsync(asset, SlotAt, status, "too late", Cancellation);

        (await EntryAsync(ledger))!.Status.ShouldBe(SlotStatus.Done);
    }

    [Theory]
    [InlineData(SlotStatus.Skipped)]
    [InlineData(SlotStatus.Failed)]
    public async Task FinishAsync_ClosedSlot_IsFinishedAfterAll(SlotStatus status)
    {
        var ledger = await OpenAsync("a");
        await ledger.CloseAsync(asset, SlotAt, status, "nobody", Cancellation);
        clock.Advance(TimeSpan.FromHours(1));

        await ledger.FinishAsync(asset, SlotAt, SlotLength, "made up for", 4, 0, Cancellation);

        (await EntryAsync(ledger))!.Status.ShouldBe(SlotStatus.Late);
    }

    [Fact]
    public async Task ClaimAsync_FailedSlot_MayBeTriedAgainAndASkippedOneNot()
    {
        var ledger = await OpenAsync("a");
        await ledger.CloseAsync(asset, SlotAt, SlotStatus.Failed, "died", Cancellation);
        await ledger.CloseAsync(asset, SlotAt + SlotLength, SlotStatus.Skipped, "nobody", Cancellation);

        (await ledger.ClaimAsync(asset, SlotAt, Cancellation)).ShouldBeTrue();
        (await ledger.ClaimAsync(asset, SlotAt + SlotLength, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task CloseAsync_EndlessReason_IsCutToWhatARowHolds()
    {
        var ledger = await OpenAsync("a");

        await ledger.CloseAsync(asset, SlotAt, SlotStatus.Failed, new string('x', 1_000_000), Cancellation);

        ((string)(await RowAsync())["Reason"]!).Length.ShouldBe(2_001);
    }

    [Fact]
    public async Task ReadAsync_OverMidnight_IsOldestFirstWithoutItsEnd()
    {
        var ledger = await OpenAsync("a");
        DateTimeOffset[] slots = [.. Enumerable.Range(-2, 5).Select(slot => SlotAt + (slot * SlotLength))];
        foreach (var slotAt in slots.Reverse())
        {
            await ledger.ClaimAsync(asset, slotAt, Cancellation);
        }

        var read = await ledger.ReadAsync(asset, slots[1], slots[4], Cancellation).ToListAsync(Cancellation);

        read.Select(entry => entry.SlotAt).ShouldBe(slots[1..4]);
    }

    private async Task<SlotLedger> OpenAsync(string owner) => new(await azurite.OpenTablesAsync(), clock, owner);

    private async Task<SlotLedger.Entry?> EntryAsync(SlotLedger ledger) =>
        await ledger.ReadAsync(asset, SlotAt, SlotAt.AddSeconds(1), Cancellation).SingleOrDefaultAsync(Cancellation);

    private async Task<TableRow> RowAsync(DateTimeOffset? slotAt = null)
    {
        var at = slotAt ?? SlotAt;
        var tables = await azurite.OpenTablesAsync();
        var partition = TableKeys.AssetDay(asset, at);
        var key = $"{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        return (await tables.ReadAsync(ResultTableNames.Slots, partition, key, Cancellation))!.Row;
    }
}
