using Azure;
using Azure.Data.Tables;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Storage;

public sealed class AzureTableStoreCommitTests(AzuriteFixture azurite)
{
    private const string Table = ResultTableNames.Alerts;

    private readonly string partition = $"BTC_{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CommitAsync_StateAndOutbox_CommitTogether()
    {
        var store = await azurite.OpenTablesAsync();

        await store.CommitAsync(Table, [Insert("state_a"), Insert("out_a")], Cancellation);

        (await KeysAsync(store)).ShouldBe(["out_a", "state_a"]);
    }

    [Fact]
    public async Task CommitAsync_RowExists_IsAConflictAndWritesNothing()
    {
        var store = await azurite.OpenTablesAsync();
        await store.CommitAsync(Table, [Insert("state_a")], Cancellation);

        var error = await ConflictAsync(store, Insert("out_a"), Insert("state_a"));

        error.Message.ShouldContain($"Alerts ({partition}, state_a)");
        (await KeysAsync(store)).ShouldBe(["state_a"]);
    }

    [Theory]
    [InlineData(TableWriteKind.Replace)]
    [InlineData(TableWriteKind.Delete)]
    public async Task CommitAsync_ChangedSinceRead_IsAConflictAndWritesNothing(TableWriteKind kind)
    {
        var store = await azurite.OpenTablesAsync();
        await store.CommitAsync(Table, [Insert("state_a")], Cancellation);
        var stale = (await store.ReadAsync(Table, partition, "state_a", Cancellation)).ShouldNotBeNull();
        await store.CommitAsync(Table, [new(TableWriteKind.Replace, Row("state_a", 2), stale.ETag)], Cancellation);

        await ConflictAsync(store, Insert("out_a"), new(kind, Row("state_a", 3), stale.ETag));

        (await KeysAsync(store)).ShouldBe(["state_a"]);
        var standing = (await store.ReadAsync(Table, partition, "state_a", Cancellation)).ShouldNotBeNull();
        standing.Row["Number"].ShouldBe(2);
    }

    [Theory]
    [InlineData(TableWriteKind.Replace)]
    [InlineData(TableWriteKind.Delete)]
    public async Task CommitAsync_RowGone_IsAConflictAndWritesNothing(TableWriteKind kind)
    {
        var store = await azurite.OpenTablesAsync();

        await ConflictAsync(store, Insert("out_a"), new(kind, Row("state_a", 1)));

        (await KeysAsync(store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CommitAsync_NoVersionGiven_ReplacesAndDeletesWhateverStands()
    {
        var store = await azurite.OpenTablesAsync();
        await store.CommitAsync(Table, [Insert("a"), Insert("b"), Insert("c")], Cancellation);

        await store.CommitAsync(
            Table,
            [
                new(TableWriteKind.Replace, Row("a", 2)),
                new(TableWriteKind.Delete, Row("b", 0)),
                new(TableWriteKind.Upsert, Row("c", 2)),
                new(TableWriteKind.Upsert, Row("d", 2)),
            ],
            Cancellation
        );

        var rows = await store.ReadPartitionAsync(Table, partition, null, null, Cancellation).ToListAsync(Cancellation);
        rows.Select(stored => (stored.Row.RowKey, stored.Row["Number"])).ShouldBe([("a", 2), ("c", 2), ("d", 2)]);
    }

    [Fact]
    public async Task CommitAsync_TwoPartitions_IsRefusedBeforeItIsSent()
    {
        var store = await azurite.OpenTablesAsync();
        var elsewhere = new TableWrite(TableWriteKind.Insert, new TableRow($"{partition}x", "r", []));

        await Should.ThrowAsync<TableRuleException>(() =>
            store.CommitAsync(Table, [Insert("state_a"), elsewhere], Cancellation)
        );

        (await KeysAsync(store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CommitAsync_NoTable_IsNoConflict()
    {
        var store = new AzureTableStore(new TableServiceClient((await azurite.Azurite).ConnectionString));

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            store.CommitAsync("NeverCreated", [Insert("state_a")], Cancellation)
        );

        error.ErrorCode.ShouldBe("TableNotFound");
    }

    private TableRow Row(string rowKey, int number) => new(partition, rowKey, [new TableColumn("Number", number)]);

    private TableWrite Insert(string rowKey) => new(TableWriteKind.Insert, Row(rowKey, 1));

    private static Task<StoreConflictException> ConflictAsync(AzureTableStore store, params TableWrite[] writes) =>
        Should.ThrowAsync<StoreConflictException>(() => store.CommitAsync(Table, writes, Cancellation));

    private async Task<List<string>> KeysAsync(AzureTableStore store) =>
        await store
            .ReadPartitionAsync(Table, partition, null, null, Cancellation)
            .Select(stored => stored.Row.RowKey)
            .ToListAsync(Cancellation);
}
