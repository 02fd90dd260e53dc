using Azure;
using Azure.Data.Tables;

namespace Decoupling.Fallbacks.Tests;

public sealed class RowTests(AzuriteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddEntityAsync_RowExists_IsAConflictWithItsCode()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"), Cancellation);

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r"), Cancellation)
        );

        error.Status.ShouldBe(409);
        error.ErrorCode.ShouldBe("EntityAlreadyExists");
    }

    [Fact]
    public async Task AddEntityAsync_NoTable_SaysWhichIsMissing()
    {
        var table = fixture.Service.GetTableClient(AzuriteFixture.NewName());

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r"), Cancellation)
        );

        error.Status.ShouldBe(404);
        error.ErrorCode.ShouldBe("TableNotFound");
    }

    [Fact]
    public async Task UpsertEntityAsync_Replace_DropsTheOtherColumns()
    {
        var table = await fixture.CreateTableAsync();
        await table.UpsertEntityAsync(Row(("A", 1), ("B", 2)), TableUpdateMode.Replace, Cancellation);

        await table.UpsertEntityAsync(Row(("B", 3)), TableUpdateMode.Replace, Cancellation);

        var row = await ReadAsync(table);
        row.ContainsKey("A").ShouldBeFalse();
        row.GetInt32("B").ShouldBe(3);
    }

    [Fact]
    public async Task UpsertEntityAsync_Merge_KeepsTheOtherColumns()
    {
        var table = await fixture.CreateTableAsync();
        await table.UpsertEntityAsync(Row(("A", 1), ("B", 2)), TableUpdateMode.Merge, Cancellation);

        await table.UpsertEntityAsync(Row(("B", 3)), TableUpdateMode.Merge, Cancellation);

        var row = await ReadAsync(table);
        row.GetInt32("A").ShouldBe(1);
        row.GetInt32("B").ShouldBe(3);
    }

    [Fact]
    public async Task GetEntityAsync_NoRow_IsNotFound()
    {
        var table = await fixture.CreateTableAsync();

        var error = await Should.ThrowAsync<RequestFailedException>(() => ReadAsync(table));

        error.Status.ShouldBe(404);
        error.ErrorCode.ShouldBe("ResourceNotFound");
    }

    [Fact]
    public async Task GetEntityAsync_Select_ReadsTheseColumnsOnly()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(Row(("A", 1), ("B", 2)), Cancellation);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", ["B"], Cancellation)).Value;

        row.ContainsKey("A").ShouldBeFalse();
        row.GetInt32("B").ShouldBe(2);
    }

    [Fact]
    public async Task GetEntityIfExistsAsync_ThereOrNot_SaysWhich()
    {
        var table = await fixture.CreateTableAsync();

        var before = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Cancellation);
        await table.AddEntityAsync(Row(("A", 1)), Cancellation);
        var after = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Cancellation);

        before.HasValue.ShouldBeFalse();
        after.HasValue.ShouldBeTrue();
        after.Value!.GetInt32("A").ShouldBe(1);
    }

    [Fact]
    public async Task DeleteEntityAsync_ThereOrNot_IsGone()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(Row(), Cancellation);

        (await table.DeleteEntityAsync("p", "r", default, Cancellation)).Status.ShouldBe(204);
        (await table.DeleteEntityAsync("p", "r", default, Cancellation)).Status.ShouldBe(404);

        (await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Cancellation)).HasValue.ShouldBeFalse();
    }

    [Fact]
    public async Task UpdateEntityAsync_ChangedSinceRead_FailsThePrecondition()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(Row(("A", 1)), Cancellation);
        var stale = (await ReadAsync(table)).ETag;
        await table.UpdateEntityAsync(Row(("A", 2)), stale, TableUpdateMode.Replace, Cancellation);

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            table.UpdateEntityAsync(Row(("A", 3)), stale, TableUpdateMode.Replace, Cancellation)
        );

        error.Status.ShouldBe(412);
        error.ErrorCode.ShouldBe("UpdateConditionNotSatisfied");
        (await ReadAsync(table)).GetInt32("A").ShouldBe(2);
    }

    [Fact]
    public async Task DeleteEntityAsync_ChangedSinceRead_FailsThePrecondition()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(Row(("A", 1)), Cancellation);
        var stale = (await ReadAsync(table)).ETag;
        await table.UpdateEntityAsync(Row(("A", 2)), stale, TableUpdateMode.Merge, Cancellation);

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            table.DeleteEntityAsync("p", "r", stale, Cancellation)
        );

        error.Status.ShouldBe(412);
    }

    [Fact]
    public async Task UpdateEntityAsync_NoRow_IsNotFound()
    {
        var table = await fixture.CreateTableAsync();

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            table.UpdateEntityAsync(Row(), ETag.All, TableUpdateMode.Replace, Cancellation)
        );

        error.Status.ShouldBe(404);
    }

    private static TableEntity Row(params (string Name, object Value)[] columns)
    {
        var row = new TableEntity("p", "r");
        foreach (var (name, value) in columns)
        {
            row[name] = value;
        }

        return row;
    }

    private static async Task<TableEntity> ReadAsync(TableClient table) =>
        await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
}
