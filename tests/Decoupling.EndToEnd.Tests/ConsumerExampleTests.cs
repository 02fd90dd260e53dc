using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Decoupling.Cli.Azurite;
using Decoupling.EndToEnd.Tests.Consumers;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests;

/// <summary>Each example of infra/consumers, run as it stands against stored rows, prints what the tables hold.</summary>
[Collection(nameof(ScriptedRun))]
public sealed class ConsumerExampleTests(ScriptedRun run)
{
    private const string Day = "2026-01-05";

    private static readonly Dictionary<string, string> NoSettings = [];

    private static readonly string[] Scores =
    [
        "AsOf",
        "Asset",
        "Venue",
        "Symbol",
        "Status",
        "Reason",
        "DislocationRatio",
        "DislocationDirection",
        "BasisBps",
        "VenueVerdict",
    ];

    private static readonly string[] Attempts =
    [
        "SlotAt",
        "Kind",
        "Rule",
        "Asset",
        "Venue",
        "Severity",
        "Outcome",
        "Reason",
        "Headline",
    ];

    public static TheoryData<string> Languages => ["python", "javascript", "csharp", "odata"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Latest_EachLanguage_IsTheNewestRowOfEachDerivative(string language)
    {
        var rows = await ExampleAsync(language, "latest");

        var stored = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.Latest, ScriptedRun.Asset);
        ExampleRow.ShouldBeRows(rows.Where(row => row["Asset"] == ScriptedRun.Asset), stored, Scores);
        stored.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Day_EachLanguage_IsEveryScoreOfTheDayWithItsTypes(string language)
    {
        string[] arguments = language == "odata" ? ["day", "BTC_20260105"] : ["day", "BTC", Day];

        var rows = await ExampleAsync(language, arguments);

        rows.Select(row => row["AsOf"]!)
            .ShouldBeInOrder(language == "odata" ? SortDirection.Descending : SortDirection.Ascending);
        ExampleRow.ShouldBeRows(rows, await ScoresAsync(), Scores);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Newest_EachLanguage_IsTheFirstRowsOfThePartition(string language)
    {
        string[] arguments = language == "odata" ? ["newest", "BTC_20260105", "5"] : ["newest", "BTC", Day, "5"];

        var rows = await ExampleAsync(language, arguments);

        ExampleRow.ShouldBeRows(rows, (await ScoresAsync()).Take(5), Scores);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Alerts_EachLanguage_IsWhatWasSentThatDay(string language)
    {
        string[] arguments = ["alerts", language == "odata" ? "20260105" : Day];

        var rows = await ExampleAsync(language, arguments);

        var stored = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.Notifications);
        stored.ShouldNotBeEmpty();
        ExampleRow.ShouldBeRows(rows.Where(row => row["Outcome"] is not null), stored, Attempts);
    }

    [Fact]
    public async Task Signature_OfAReader_AllowsNoWrite()
    {
        var signature = await SignAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{run.Azurite.TableUri}/Latest?{signature}")
        {
            Content = JsonContent.Create(new { PartitionKey = "latest", RowKey = "forged" }),
        };
        request.Headers.Add("Accept", "application/json;odata=nometadata");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task PowerQuery_Example_IsReadByItsParserAndNamesColumnsOfTheContract()
    {
        var printed = await NodeScripts.RunAsync(
            NodeScripts.PathOf("parse-powerquery.mjs"),
            NoSettings,
            NodeScripts.PathOf("consumer.pq")
        );

        var texts = JsonSerializer.Deserialize<string[]>(printed)!;
        var known = Pipeline.Contract.TableContract.Of(ResultTableNames.DecouplingScores).Columns;
        texts.ShouldContain("DislocationRatio");
        texts.Except(known.Select(column => column.Name)).ShouldBeEmpty();
    }

    private async Task<TableRow[]> ScoresAsync() =>
        [.. await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.DecouplingScores, ScriptedRun.Asset)];

    private async Task<ExampleRow[]> ExampleAsync(string language, params string[] arguments)
    {
        var settings = new Dictionary<string, string>
        {
            ["DECOUPLING_CONNECTION_STRING"] = run.Azurite.ConnectionString,
            ["DECOUPLING_TABLE_ENDPOINT"] = run.Azurite.TableUri.ToString().TrimEnd('/'),
        };
        var printed = language switch
        {
            "python" => await PythonScripts.RunAsync(
                "pandas, azure.data.tables",
                NodeScripts.PathOf("consumer.py"),
                settings,
                arguments
            ),
            "javascript" => await NodeScripts.RunAsync(NodeScripts.PathOf("consumer.mjs"), settings, arguments),
            "csharp" => await CSharpExample.RunAsync(settings, arguments),
            _ => await CurlAsync(settings, arguments),
        };
        return ExampleRow.ReadAll(printed);
    }

    /// <summary>With a signature that allows reading only, which the JavaScript library makes.</summary>
    private static async Task<string> CurlAsync(Dictionary<string, string> settings, string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The example is for a POSIX shell with curl.");
        settings["DECOUPLING_SAS"] = await SignAsync();
        return await ConsumerProcess.RunAsync("sh", [NodeScripts.PathOf("consumer.sh"), .. arguments], settings);
    }

    private static Task<string> SignAsync() =>
        NodeScripts.RunAsync(
            NodeScripts.PathOf("sign.mjs"),
            NoSettings,
            AzuriteProcess.AccountName,
            AzuriteProcess.AccountKey
        );
}
