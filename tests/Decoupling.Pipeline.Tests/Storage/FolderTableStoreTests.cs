using System.Text.Json;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Storage;

public sealed class FolderTableStoreTests : IAsyncLifetime
{
    private const string Appended = ResultTableNames.DecouplingScores;
    private const string Held = ResultTableNames.Alerts;

    private readonly TemporaryFolder folder = new();
    private readonly FolderTableStore store;

    public FolderTableStoreTests() => store = new FolderTableStore(folder.PathOf("made/by/the/store"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await store.CreateTablesAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task UpsertAsync_TableThatGrows_IsAppendedInTheOrderOfWriting()
    {
        await store.UpsertAsync(Appended, [Row("b", 1), Row("a", 2)], Cancellation);
        await store.UpsertAsync(Appended, [Row("b", 3)], Cancellation);

        (await LinesAsync(Appended)).ShouldBe([("p", "b", 1), ("p", "a", 2), ("p", "b", 3)]);
        store.RowCounts[Appended].ShouldBe(3);
    }

    [Fact]
    public async Task UpsertAsync_MoreThanTheBuffer_LosesNoRow()
    {
        for (var i = 0; i < 5_000; i++)
        {
            await store.UpsertAsync(Appended, [Row("r", i)], Cancellation);
        }

        (await LinesAsync(Appended)).Select(line => line.Number).ShouldBe(Enumerable.Range(0, 5_000));
    }

    [Fact]
    public async Task DisposeAsync_EveryTable_HasAFileOfItsOwn()
    {
        await store.DisposeAsync();

        Directory
            .GetFiles(folder.PathOf("made/by/the/store"))
            .Select(Path.GetFileName)
            .ShouldBe(ResultTableNames.All.Select(table => $"{table}.ndjson"), ignoreOrder: true);
    }

    [Fact]
    public async Task UpsertAsync_HeldTable_KeepsTheLastOfEachKeyInTheOrderOfKeys()
    {
        await store.UpsertAsync(Held, [Row("b", 1), Row("B", 2), Row("b", 3), Row("a", 4, "o")], Cancellation);

        (await RowsAsync(store.ReadTableAsync(Held, null, null, Cancellation))).ShouldBe([
            ("o", "a", 4),
            ("p", "B", 2),
            ("p", "b", 3),
        ]);
        store.RowCounts[Held].ShouldBe(3);
        (await LinesAsync(Held)).ShouldBe([("o", "a", 4), ("p", "B", 2), ("p", "b", 3)]);
    }

    [Fact]
    public async Task ReadPartitionAsync_Range_HoldsItsStartAndNotItsEnd()
    {
        await store.UpsertAsync(Held, [Row("a", 1), Row("b", 2), Row("c", 3), Row("b", 9, "other")], Cancellation);

        (await RowsAsync(store.ReadPartitionAsync(Held, "p", "a", "c", Cancellation))).ShouldBe([
            ("p", "a", 1),
            ("p", "b", 2),
        ]);
        (await RowsAsync(store.ReadTableAsync(Held, "b", "c", Cancellation))).ShouldBe([
            ("other", "b", 9),
            ("p", "b", 2),
        ]);
    }

    [Fact]
    public async Task ReadAsync_TableThatGrows_CannotBeReadBack()
    {
        await store.UpsertAsync(ResultTableNames.LiquidationRisk, [Row("a", 1)], Cancellation);

        (await store.ReadAsync(ResultTableNames.LiquidationRisk, "p", "a", Cancellation)).ShouldBeNull();
        (
            await RowsAsync(store.ReadPartitionAsync(ResultTableNames.LiquidationRisk, "p", null, null, Cancellation))
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadPartitionAsync_LastTwoDaysOfScores_AreReadBackInOrder()
    {
        foreach (var day in (string[])["d1", "d2", "d3"])
        {
            await store.UpsertAsync(
                ResultTableNames.DecouplingScores,
                [Row("b", 2) with { PartitionKey = day }, Row("a", 1) with { PartitionKey = day }],
                Cancellation
            );
        }

        (await DayAsync("d1")).ShouldBeEmpty();
        (await DayAsync("d2")).ShouldBe([("d2", "a", 1), ("d2", "b", 2)]);
        (await DayAsync("d3", "b")).ShouldBe([("d3", "b", 2)]);

        Task<IReadOnlyList<(string, string, int)>> DayAsync(string day, string? from = null) =>
            RowsAsync(store.ReadPartitionAsync(ResultTableNames.DecouplingScores, day, from, null, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_RowExists_IsAConflictAndWritesNothing()
    {
        await store.CommitAsync(Held, [Insert("a")], Cancellation);

        var error = await Should.ThrowAsync<StoreConflictException>(() =>
            store.CommitAsync(Held, [Insert("b"), Insert("a")], Cancellation)
        );

        error.Message.ShouldContain("Alerts (p, a)");
        (await RowsAsync(store.ReadPartitionAsync(Held, "p", null, null, Cancellation))).ShouldBe([("p", "a", 1)]);
    }

    [Theory]
    [InlineData(TableWriteKind.Replace)]
    [InlineData(TableWriteKind.Delete)]
    public async Task CommitAsync_ChangedSinceReadOrGone_IsAConflictAndWritesNothing(TableWriteKind kind)
    {
        await store.CommitAsync(Held, [Insert("a")], Cancellation);
        var stale = (await store.ReadAsync(Held, "p", "a", Cancellation))!.ETag;
        await store.CommitAsync(Held, [new TableWrite(TableWriteKind.Replace, Row("a", 2), stale)], Cancellation);

        TableWrite[] conflicting = [new(kind, Row("a", 3), stale), new(kind, Row("never", 3))];
        foreach (var write in conflicting)
        {
            await Should.ThrowAsync<StoreConflictException>(() =>
                store.CommitAsync(Held, [Insert("b"), write], Cancellation)
            );
        }

        (await RowsAsync(store.ReadPartitionAsync(Held, "p", null, null, Cancellation))).ShouldBe([("p", "a", 2)]);
    }

    [Fact]
    public async Task CommitAsync_CurrentVersion_ReplacesAndDeletes()
    {
        await store.CommitAsync(Held, [Insert("a"), Insert("b")], Cancellation);
        var a = (await store.ReadAsync(Held, "p", "a", Cancellation))!.ETag;
        var b = (await store.ReadAsync(Held, "p", "b", Cancellation))!.ETag;

        await store.CommitAsync(
            Held,
            [new(TableWriteKind.Replace, Row("a", 2), a), new(TableWriteKind.Delete, Row("b", 0), b)],
            Cancellation
        );

        (await LinesAsync(Held)).ShouldBe([("p", "a", 2)]);
    }

    [Theory]
    [InlineData(TableWriteKind.Replace)]
    [InlineData(TableWriteKind.Delete)]
    public async Task CommitAsync_ChangeOfATableThatGrows_IsRefusedBeforeAnythingIsWritten(TableWriteKind kind)
    {
        await Should.ThrowAsync<NotSupportedException>(() =>
            store.CommitAsync(Appended, [Insert("a"), new TableWrite(kind, Row("b", 1))], Cancellation)
        );

        (await LinesAsync(Appended)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_ThatAzureWouldRefuse_AreRefusedHereToo()
    {
        var row = new TableRow("p", "a/b", []);

        await Should.ThrowAsync<TableRuleException>(() =>
            store.UpsertAsync(Appended, [Row("a", 1), row], Cancellation)
        );
        await Should.ThrowAsync<TableRuleException>(() =>
            store.CommitAsync(Held, [Insert("a"), new TableWrite(TableWriteKind.Insert, row)], Cancellation)
        );

        (await LinesAsync(Appended)).ShouldBeEmpty();
        (await LinesAsync(Held)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CreateTablesAsync_TablesThatAreThere_LeavesThemAlone()
    {
        await store.UpsertAsync(Appended, [Row("a", 1)], Cancellation);
        await store.UpsertAsync(Held, [Row("a", 1)], Cancellation);

        await store.CreateTablesAsync(Cancellation);

        await store.UpsertAsync(Appended, [Row("b", 2)], Cancellation);
        store.RowCounts[Appended].ShouldBe(2);
        (await LinesAsync(Appended)).ShouldBe([("p", "a", 1), ("p", "b", 2)]);
        (await LinesAsync(Held)).ShouldBe([("p", "a", 1)]);
    }

    [Fact]
    public async Task DisposeAsync_Twice_WritesOnce()
    {
        await store.UpsertAsync(Appended, [Row("a", 1)], Cancellation);

        await store.DisposeAsync();
        await store.DisposeAsync();

        (await LinesAsync(Appended)).ShouldBe([("p", "a", 1)]);
    }

    [Fact]
    public async Task CreateTablesAsync_FolderOfAnEarlierRun_IsReplaced()
    {
        await store.UpsertAsync(Appended, [Row("a", 1)], Cancellation);
        await store.DisposeAsync();

        await using (var next = new FolderTableStore(folder.PathOf("made/by/the/store")))
        {
            await next.CreateTablesAsync(Cancellation);
            await next.UpsertAsync(Appended, [Row("b", 2)], Cancellation);
        }

        (await LinesAsync(Appended)).ShouldBe([("p", "b", 2)]);
    }

    private static TableRow Row(string rowKey, int number, string partition = "p") =>
        new(partition, rowKey, [new TableColumn("Number", number)]);

    private static TableWrite Insert(string rowKey) => new(TableWriteKind.Insert, Row(rowKey, 1));

    private static async Task<IReadOnlyList<(string, string, int)>> RowsAsync(IAsyncEnumerable<StoredRow> rows) =>
        await rows.Select(stored => (stored.Row.PartitionKey, stored.Row.RowKey, (int)stored.Row["Number"]!))
            .ToArrayAsync(Cancellation);

    /// <summary>A table's file once the store is disposed of, each line parsed.</summary>
    private async Task<IReadOnlyList<(string Partition, string Row, int Number)>> LinesAsync(string table)
    {
        await store.DisposeAsync();
        var text = await File.ReadAllTextAsync(folder.PathOf($"made/by/the/store/{table}.ndjson"), Cancellation);
        text.ShouldEndWith(text.Length == 0 ? "" : "\n");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static (string, string, int) Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return (
            root.GetProperty("PartitionKey").GetString()!,
            root.GetProperty("RowKey").GetString()!,
            root.GetProperty("Number").GetInt32()
        );
    }
}
