using Azure;
using Azure.Data.Tables.Models;

namespace Decoupling.Fallbacks.Tests;

public sealed class TableServiceClientTests(AzuriteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateTableIfNotExistsAsync_Twice_IsOneTable()
    {
        var name = AzuriteFixture.NewName();

        var first = await fixture.Service.CreateTableIfNotExistsAsync(name, Cancellation);
        var second = await fixture.Service.CreateTableIfNotExistsAsync(name, Cancellation);

        first.Value.Name.ShouldBe(name);
        second.Value.Name.ShouldBe(name);
        var tables = await fixture.Service.QueryAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);
        tables.Count(table => table.Name == name).ShouldBe(1);
    }

    [Fact]
    public async Task CreateTableAsync_Twice_IsAConflict()
    {
        var name = AzuriteFixture.NewName();
        await fixture.Service.CreateTableAsync(name, Cancellation);

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            fixture.Service.CreateTableAsync(name, Cancellation)
        );

        error.Status.ShouldBe(409);
        error.ErrorCode.ShouldBe(TableErrorCode.TableAlreadyExists.ToString());
    }

    [Fact]
    public async Task DeleteTableAsync_ThereOrNot_IsGone()
    {
        var name = AzuriteFixture.NewName();
        await fixture.Service.CreateTableAsync(name, Cancellation);

        (await fixture.Service.DeleteTableAsync(name, Cancellation)).Status.ShouldBe(204);
        (await fixture.Service.DeleteTableAsync(name, Cancellation)).Status.ShouldBe(404);

        var tables = await fixture.Service.QueryAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);
        tables.ShouldNotContain(table => table.Name == name);
    }

    [Fact]
    public async Task QueryAsync_SmallPages_FindsEveryTable()
    {
        string[] names = [AzuriteFixture.NewName(), AzuriteFixture.NewName(), AzuriteFixture.NewName()];
        foreach (var name in names)
        {
            await fixture.Service.CreateTableAsync(name, Cancellation);
        }

        var pages = await fixture
            .Service.QueryAsync(maxPerPage: 1, cancellationToken: Cancellation)
            .AsPages()
            .ToListAsync(Cancellation);

        pages
            .SelectMany(page => page.Values)
            .Select(table => table.Name)
            .ShouldBeSubsetOf(
                await fixture
                    .Service.QueryAsync(cancellationToken: Cancellation)
                    .Select(table => table.Name)
                    .ToListAsync(Cancellation)
            );
        names.ShouldBeSubsetOf(pages.SelectMany(page => page.Values).Select(table => table.Name));
        pages.ShouldAllBe(page => page.Values.Count <= 1);
    }
}
