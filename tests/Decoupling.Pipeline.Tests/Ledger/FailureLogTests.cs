using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Ledger;

public sealed class FailureLogTests
{
    private static readonly DateTimeOffset NowAt = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SlotAt = new(2026, 1, 5, 23, 55, 0, TimeSpan.Zero);

    private readonly ManualTime clock = new(NowAt);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_SlotKnown_SaysWhatWhereAndWhyInTheSlotsDay()
    {
        var row = (await WriteAsync("snapshots/v1/a.json.gz", "It is truncated.", SlotAt)).ShouldHaveSingleItem();

        row.PartitionKey.ShouldBe("20260105");
        (row["Source"], row["Reason"]).ShouldBe(("snapshots/v1/a.json.gz", "It is truncated."));
        (row["Asset"], row["SlotAt"], row["RefusedAt"]).ShouldBe(("BTC", SlotAt, NowAt));
    }

    [Fact]
    public async Task WriteAsync_SlotUnknown_StandsInTheDayOfTheRefusal()
    {
        var row = (await WriteAsync("snapshots/what is this?", "No name of a snapshot.", null)).ShouldHaveSingleItem();

        row.PartitionKey.ShouldBe("20260106");
        row["SlotAt"].ShouldBeNull();
    }

    [Theory]
    [InlineData(2_000, "x", 2_000)]
    [InlineData(2_001, "x", 2_001)]
    [InlineData(1_000_000, "x", 2_001)]
    [InlineData(2_000, "😀", 2_001)]
    public async Task WriteAsync_LongReason_IsCutInNoSurrogatePair(int count, string piece, int length)
    {
        var whole = string.Concat(Enumerable.Repeat(piece, count));
        foreach (var reason in new[] { whole, "a" + whole })
        {
            var row = (await WriteAsync("snapshots/a", reason, SlotAt)).ShouldHaveSingleItem();

            ((string)row["Reason"]!).Length.ShouldBeInRange(length - 1, 2_001);
        }
    }

    [Fact]
    public async Task WriteAsync_SameSourceTwice_IsOneRow()
    {
        using var folder = new TemporaryFolder();
        await using var store = new FolderTableStore(folder.FullName);
        var tables = new WatchedTableStore(store);
        await tables.CreateTablesAsync(Cancellation);
        var log = new FailureLog(tables, clock);

        await log.WriteAsync("snapshots/a", "first", "BTC", SlotAt, Cancellation);
        clock.Advance(TimeSpan.FromDays(3));
        await log.WriteAsync("snapshots/a", "second", "BTC", SlotAt, Cancellation);
        await log.WriteAsync("snapshots/b", "third", "BTC", SlotAt, Cancellation);

        var keys = tables.Upserts.Select(row => (row.PartitionKey, row.RowKey)).ToArray();
        keys[1].ShouldBe(keys[0]);
        keys[2].ShouldNotBe(keys[0]);
    }

    private async Task<IReadOnlyList<TableRow>> WriteAsync(string source, string reason, DateTimeOffset? slotAt)
    {
        using var folder = new TemporaryFolder();
        await using var store = new FolderTableStore(folder.FullName);
        var tables = new WatchedTableStore(store);
        await tables.CreateTablesAsync(Cancellation);
        await new FailureLog(tables, clock).WriteAsync(source, reason, "BTC", slotAt, Cancellation);
        return tables.Upserts;
    }
}
