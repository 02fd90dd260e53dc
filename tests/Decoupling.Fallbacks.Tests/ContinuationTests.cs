using System.Net;
using Azure.Data.Tables;

namespace Decoupling.Fallbacks.Tests;

/// <summary>What Azure does and Azurite does not: empty pages, and a continuation without a row key.</summary>
public sealed class ContinuationTests
{
    private static readonly Uri Table = new("https://account.table.core.windows.net/scores");

    [Fact]
    public async Task QueryAsync_EmptyPagesAndAbsentRowKeys_GoesOnToTheEnd()
    {
        using var transport = new ScriptedTransport(
            Page("", ("NextPartitionKey", "1!4!cDE-"), ("NextRowKey", "1!4!cjE-")),
            Page("""{"PartitionKey":"p1","RowKey":"r1"}""", ("NextPartitionKey", "1!4!cDI-")),
            Page("", ("NextPartitionKey", "1!4!cDM-"), ("NextRowKey", "1!4!cjM-")),
            Page("""{"PartitionKey":"p3","RowKey":"r3"}""")
        );
        var table = new TableClient(Table, new TableClientOptions { Transport = transport });

        var rows = await table
            .QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        rows.Select(row => row.RowKey).ShouldBe(["r1", "r3"]);
        transport.Uris.ShouldBe([
            $"{Table}()",
            $"{Table}()?NextPartitionKey=1%214%21cDE-&NextRowKey=1%214%21cjE-",
            $"{Table}()?NextPartitionKey=1%214%21cDI-",
            $"{Table}()?NextPartitionKey=1%214%21cDM-&NextRowKey=1%214%21cjM-",
        ]);
    }

    private static HttpResponseMessage Page(string row, params (string Name, string Value)[] continuation)
    {
        var page = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($$"""{"value":[{{row}}]}"""),
        };
        foreach (var (name, value) in continuation)
        {
            page.Headers.Add($"x-ms-continuation-{name}", value);
        }

        return page;
    }
}
