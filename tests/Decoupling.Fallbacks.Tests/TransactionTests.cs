using Azure;
using Azure.Data.Tables;

namespace Decoupling.Fallbacks.Tests;

public sealed class TransactionTests(AzuriteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitTransactionAsync_AHundredWrites_CommitsAll()
    {
        var table = await fixture.CreateTableAsync();

        var answer = await table.SubmitTransactionAsync(Adds(100), Cancellation);

        answer.Value.Count.ShouldBe(100);
        answer.Value.ShouldAllBe(part => part.Status == 204 && part.Headers.ETag != null);
        (await CountAsync(table)).ShouldBe(100);
    }

    [Fact]
    public async Task SubmitTransactionAsync_OneRowExists_RollsBackWholeAndNamesIt()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r057"), Cancellation);

        var error = await Should.ThrowAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync(Adds(100), Cancellation)
        );

        error.Status.ShouldBe(409);
        error.ErrorCode.ShouldBe("EntityAlreadyExists");
        error.FailedTransactionActionIndex.ShouldBe(57);
        (await CountAsync(table)).ShouldBe(1);
    }

    [Fact]
    public async Task SubmitTransactionAsync_ChangedSinceRead_FailsThePrecondition()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "state"), Cancellation);
        TableEntity row = await table.GetEntityAsync<TableEntity>("p", "state", null, Cancellation);
        var stale = row.ETag;
        await table.UpsertEntityAsync(
            new TableEntity("p", "state") { ["A"] = 1 },
            TableUpdateMode.Replace,
            Cancellation
        );

        var error = await Should.ThrowAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, new TableEntity("p", "out")),
                    new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "state"), stale),
                ],
                Cancellation
            )
        );

        error.Status.ShouldBe(412);
        error.FailedTransactionActionIndex.ShouldBe(1);
        (await CountAsync(table)).ShouldBe(1);
    }

    [Fact]
    public async Task SubmitTransactionAsync_EveryKind_DoesWhatItSays()
    {
        var table = await fixture.CreateTableAsync();
        foreach (var key in new[] { "merged", "replaced", "deleted", "upmerged" })
        {
            await table.AddEntityAsync(new TableEntity("p", key) { ["Old"] = 1 }, Cancellation);
        }

        await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, New("added")),
                new(TableTransactionActionType.UpdateMerge, New("merged"), ETag.All),
                new(TableTransactionActionType.UpdateReplace, New("replaced"), ETag.All),
                new(TableTransactionActionType.Delete, New("deleted"), ETag.All),
                new(TableTransactionActionType.UpsertMerge, New("upmerged")),
                new(TableTransactionActionType.UpsertReplace, New("upreplaced")),
            ],
            Cancellation
        );

        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Cancellation).ToListAsync(Cancellation);
        rows.Select(row => (row.RowKey, row.ContainsKey("Old"), row.ContainsKey("New")))
            .ShouldBe([
                ("added", false, true),
                ("merged", true, true),
                ("replaced", false, true),
                ("upmerged", true, true),
                ("upreplaced", false, true),
            ]);
    }

    [Fact]
    public async Task SubmitTransactionAsync_NoTable_SaysSo()
    {
        var table = fixture.Service.GetTableClient(AzuriteFixture.NewName());

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            table.SubmitTransactionAsync(Adds(1), Cancellation)
        );

        error.Status.ShouldBe(404);
        error.ErrorCode.ShouldBe("TableNotFound");
    }

    [Fact]
    public async Task SubmitTransactionAsync_Nothing_IsRefused()
    {
        var table = fixture.Service.GetTableClient("unused");

        await Should.ThrowAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([], Cancellation));
    }

    private static TableEntity New(string rowKey) => new("p", rowKey) { ["New"] = "測試" };

    private static IEnumerable<TableTransactionAction> Adds(int count) =>
        Enumerable
            .Range(0, count)
            .Select(row => new TableTransactionAction(TableTransactionActionType.Add, New($"r{row:D3}")));

    private static async Task<int> CountAsync(TableClient table) =>
        await table.QueryAsync<TableEntity>(cancellationToken: Cancellation).CountAsync(Cancellation);
}
