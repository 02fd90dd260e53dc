using Azure.Data.Tables;

namespace Decoupling.Fallbacks.Tests;

public sealed class QueryTests(AzuriteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QueryAsync_MoreThanAThousandRows_ReadsEveryRowOnceInOrder()
    {
        var table = await fixture.CreateTableAsync();
        await FillAsync(table, partitions: 12, rowsEach: 100);

        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Cancellation).ToListAsync(Cancellation);
        var pages = await table
            .QueryAsync<TableEntity>(cancellationToken: Cancellation)
            .AsPages()
            .ToListAsync(Cancellation);

        rows.Select(row => (row.PartitionKey, row.RowKey))
            .ShouldBe(
                from partition in Enumerable.Range(0, 12)
                from row in Enumerable.Range(0, 100)
                select ($"p{partition:D3}", $"r{row:D3}")
            );
        pages.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task QueryAsync_SmallPagesInOnePartition_ReadsEveryRowOnce()
    {
        var table = await fixture.CreateTableAsync();
        await FillAsync(table, partitions: 2, rowsEach: 25);

        var pages = await table
            .QueryAsync<TableEntity>("PartitionKey eq 'p001'", maxPerPage: 7, cancellationToken: Cancellation)
            .AsPages()
            .ToListAsync(Cancellation);

        pages.Select(page => page.Values.Count).Where(count => count > 0).ShouldBe([7, 7, 7, 4]);
        pages.SelectMany(page => page.Values).Select(row => row.RowKey).Distinct().Count().ShouldBe(25);
    }

    [Fact]
    public async Task AsPages_FromAContinuation_GoesOnBehindIt()
    {
        var table = await fixture.CreateTableAsync();
        await FillAsync(table, partitions: 1, rowsEach: 10);
        var query = table.QueryAsync<TableEntity>(maxPerPage: 4, cancellationToken: Cancellation);
        var first = await query.AsPages().FirstAsync(Cancellation);

        var rest = await query.AsPages(first.ContinuationToken).ToListAsync(Cancellation);

        rest.SelectMany(page => page.Values).First().RowKey.ShouldBe("r004");
    }

    [Fact]
    public async Task QueryAsync_RowKeyRange_HasItsStartAndNotItsEnd()
    {
        var table = await fixture.CreateTableAsync();
        await FillAsync(table, partitions: 2, rowsEach: 10);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {"p000"} and RowKey ge {"r003"} and RowKey lt {"r006"}"
        );

        var rows = await table
            .QueryAsync<TableEntity>(filter, cancellationToken: Cancellation)
            .ToListAsync(Cancellation);

        rows.Select(row => row.RowKey).ShouldBe(["r003", "r004", "r005"]);
    }

    [Fact]
    public async Task QueryAsync_TypedLiterals_FindTheRow()
    {
        var table = await fixture.CreateTableAsync();
        var at = new DateTimeOffset(2024, 8, 5, 0, 0, 0, TimeSpan.Zero);
        var id = Guid.Parse("12345678-90ab-cdef-1234-567890abcdef");
        var row = new TableEntity("p", "r")
        {
            ["Text"] = "it's",
            ["Truth"] = true,
            ["Number"] = 5,
            ["Large"] = 5_000_000_000L,
            ["Real"] = 2.5,
            ["At"] = at,
            ["Id"] = id,
        };
        await table.AddEntityAsync(row, Cancellation);
        await table.AddEntityAsync(new TableEntity("p", "other"), Cancellation);
        FormattableString[] filters =
        [
            $"Text eq {"it's"}",
            $"Truth eq {true}",
            $"Number ge {5}",
            $"Large eq {5_000_000_000L}",
            $"Real gt {2.0}",
            $"At le {at}",
            $"Id eq {id}",
        ];

        foreach (var filter in filters)
        {
            var text = TableClient.CreateQueryFilter(filter);
            var found = await table
                .QueryAsync<TableEntity>(text, cancellationToken: Cancellation)
                .ToListAsync(Cancellation);
            found.Select(match => match.RowKey).ShouldBe(["r"], text);
        }
    }

    [Fact]
    public async Task QueryAsync_Select_ReadsTheseColumnsOnly()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Cancellation);

        var rows = await table
            .QueryAsync<TableEntity>(select: ["RowKey", "B"], cancellationToken: Cancellation)
            .ToListAsync(Cancellation);

        var row = rows.ShouldHaveSingleItem();
        row.RowKey.ShouldBe("r");
        row.GetInt32("B").ShouldBe(2);
        row.ContainsKey("A").ShouldBeFalse();
    }

    private static async Task FillAsync(TableClient table, int partitions, int rowsEach)
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            await table.SubmitTransactionAsync(
                Enumerable
                    .Range(0, rowsEach)
                    .Select(row => new TableEntity($"p{partition:D3}", $"r{row:D3}") { ["Number"] = row })
                    .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
                Cancellation
            );
        }
    }
}
