using Azure.Data.Tables;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Storage;

public sealed class AzureTableStoreTests(AzuriteFixture azurite)
{
    private const string Table = ResultTableNames.DecouplingScores;

    private readonly string partition = $"BTC_{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateTablesAsync_Twice_AllAreThere()
    {
        var store = await azurite.OpenTablesAsync();
        var service = new TableServiceClient((await azurite.Azurite).ConnectionString);

        await store.CreateTablesAsync(Cancellation);
        await store.CreateTablesAsync(Cancellation);

        var tables = await service.QueryAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);
        ResultTableNames.All.ShouldBeSubsetOf(tables.Select(table => table.Name));
    }

    [Fact]
    public async Task ReadAsync_WrittenRow_ComesBackTypedInNameOrderWithoutTheServicesColumns()
    {
        var store = await azurite.OpenTablesAsync();
        var at = new DateTimeOffset(2024, 8, 5, 6, 30, 0, TimeSpan.Zero);
        var row = Row("r", ("Z", 1.0), ("A", "it's"), ("M", 7L), ("AsOf", at), ("B", true), ("I", 3));

        await store.UpsertAsync(Table, [row], Cancellation);
        var stored = (await store.ReadAsync(Table, partition, "r", Cancellation)).ShouldNotBeNull();

        (stored.Row.PartitionKey, stored.Row.RowKey).ShouldBe((partition, "r"));
        stored.Row.Columns.ShouldBe([
            new("A", "it's"),
            new("AsOf", at),
            new("B", true),
            new("I", 3),
            new("M", 7L),
            new("Z", 1.0),
        ]);
        stored.ETag.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_NoRow_IsNull()
    {
        var store = await azurite.OpenTablesAsync();

        (await store.ReadAsync(Table, partition, "absent", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task UpsertAsync_SameRowsTwice_LeavesTheSameRows()
    {
        var store = await azurite.OpenTablesAsync();
        TableRow[] rows = [.. Enumerable.Range(0, 130).Select(index => Row($"r{index:D3}", ("Number", index)))];

        await store.UpsertAsync(Table, rows, Cancellation);
        var first = await ReadAllAsync(store);
        await store.UpsertAsync(Table, rows, Cancellation);
        var second = await ReadAllAsync(store);

        first.Count.ShouldBe(130);
        second.Select(Text).ShouldBe(first.Select(Text));
    }

    [Fact]
    public async Task UpsertAsync_FewerColumns_DropsTheOthers()
    {
        var store = await azurite.OpenTablesAsync();
        await store.UpsertAsync(Table, [Row("r", ("A", 1), ("B", 2))], Cancellation);

        await store.UpsertAsync(Table, [Row("r", ("B", 3))], Cancellation);

        (await ReadAllAsync(store)).ShouldHaveSingleItem().Row.Columns.ShouldBe([new("B", 3)]);
    }

    [Fact]
    public async Task UpsertAsync_OneRowThatAzureRefuses_WritesNone()
    {
        var store = await azurite.OpenTablesAsync();

        await Should.ThrowAsync<TableRuleException>(() =>
            store.UpsertAsync(Table, [Row("good"), Row("bad", ("Score", double.NaN))], Cancellation)
        );

        (await ReadAllAsync(store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadPartitionAsync_Range_HasItsStartAndNotItsEndInKeyOrder()
    {
        var store = await azurite.OpenTablesAsync();
        await store.UpsertAsync(Table, [Row("d"), Row("b"), Row("a"), Row("e"), Row("c")], Cancellation);

        (await KeysAsync(store, "b", "d")).ShouldBe(["b", "c"]);
        (await KeysAsync(store, "d", null)).ShouldBe(["d", "e"]);
        (await KeysAsync(store, null, "b")).ShouldBe(["a"]);
        (await KeysAsync(store, null, null)).ShouldBe(["a", "b", "c", "d", "e"]);
    }

    [Fact]
    public async Task ReadTableAsync_Range_ReadsEveryPartition()
    {
        var store = await azurite.OpenTablesAsync();
        var (from, to) = ($"{partition}_1", $"{partition}_2");
        TableRow[] rows =
        [
            new($"{partition}a", from, []),
            new($"{partition}b", $"{from}x", []),
            new($"{partition}c", to, []),
        ];
        await store.UpsertAsync(ResultTableNames.Alerts, rows, Cancellation);

        var found = await store
            .ReadTableAsync(ResultTableNames.Alerts, from, to, Cancellation)
            .Select(stored => stored.Row.PartitionKey)
            .ToListAsync(Cancellation);

        found.ShouldBe([$"{partition}a", $"{partition}b"]);
    }

    private TableRow Row(string rowKey, params (string Name, object Value)[] columns) =>
        new(partition, rowKey, [.. columns.Select(column => new TableColumn(column.Name, column.Value))]);

    private static string Text(StoredRow stored) => $"{stored.Row.RowKey}:{string.Join(',', stored.Row.Columns)}";

    private async Task<List<StoredRow>> ReadAllAsync(AzureTableStore store) =>
        await store.ReadPartitionAsync(Table, partition, null, null, Cancellation).ToListAsync(Cancellation);

    private async Task<List<string>> KeysAsync(AzureTableStore store, string? from, string? to) =>
        await store
            .ReadPartitionAsync(Table, partition, from, to, Cancellation)
            .Select(stored => stored.Row.RowKey)
            .ToListAsync(Cancellation);
}
