// Reads the result tables in C#. Run it as it is, with the .NET 10 SDK:
//
//   dotnet run consumer.cs latest                      the newest row of each derivative
//   dotnet run consumer.cs day BTC 2026-01-05          a day's scores, oldest first
//   dotnet run consumer.cs newest BTC 2026-01-05 10    a day's newest rows, page by page
//   dotnet run consumer.cs alerts 2026-01-05           what fires now, and what was sent that day
#:package Azure.Data.Tables@12.11.0
#:package Azure.Identity@1.21.0
#:property PublishAot=false

using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Identity;

string[] scores =
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
string[] states = ["Rule", "Venue", "Symbol", "Phase", "Severity", "SinceAt"];
string[] attempts = ["SlotAt", "Kind", "Rule", "Asset", "Venue", "Severity", "Outcome", "Reason", "Headline"];

var connection = Environment.GetEnvironmentVariable("DECOUPLING_CONNECTION_STRING"); // An Azurite only.
var tables = string.IsNullOrEmpty(connection)
    ? new TableServiceClient(
        new Uri(Environment.GetEnvironmentVariable("DECOUPLING_TABLE_ENDPOINT")!),
        new DefaultAzureCredential()
    )
    : new TableServiceClient(connection);

switch (args[0])
{
    case "latest":
        await foreach (var row in Query("Latest", "latest", scores))
        {
            Show(row, scores);
        }

        break;
    case "day":
        var day = new List<TableEntity>();
        await foreach (var row in Query("DecouplingScores", Partition(args[1], args[2]), scores))
        {
            day.Add(row);
        }

        foreach (var row in day.OrderBy(row => row.GetDateTimeOffset("AsOf")))
        {
            Show(row, scores);
        }

        break;
    case "newest":
        // Row keys put the newest first, so the first rows are enough: no more pages are asked for.
        await foreach (
            var row in Query("DecouplingScores", Partition(args[1], args[2]), scores).Take(int.Parse(args[3]))
        )
        {
            Show(row, scores);
        }

        break;
    case "alerts":
        await foreach (
            var row in tables.GetTableClient("Alerts").QueryAsync<TableEntity>("IsFiring eq true", select: states)
        )
        {
            Show(row, states);
        }

        await foreach (var row in Query("Notifications", args[1].Replace("-", ""), attempts))
        {
            Show(row, attempts);
        }

        break;
}

IAsyncEnumerable<TableEntity> Query(string table, string partition, string[] columns) =>
    tables
        .GetTableClient(table)
        .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), 1000, columns);

// A column without a value is absent from a row: null here, never 0. A score counts only where Status is Ok.
void Show(TableEntity row, string[] columns)
{
    using var json = new Utf8JsonWriter(Console.OpenStandardOutput());
    json.WriteStartObject();
    foreach (var name in columns)
    {
        json.WritePropertyName(name);
        switch (row.TryGetValue(name, out var value) ? value : null)
        {
            case null:
                json.WriteNullValue();
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTimeOffset at:
                json.WriteStringValue(at.UtcDateTime);
                break;
            case var other:
                json.WriteStringValue(other.ToString());
                break;
        }
    }

    json.WriteEndObject();
    json.Flush();
    Console.Out.WriteLine();
}

static string Partition(string asset, string date) => $"{Part(asset)}_{date.Replace("-", "")}";

// A part of a key: other characters than these are ~ and four hex digits.
static string Part(string text) => Regex.Replace(text, "[^A-Za-z0-9.-]", found => $"~{(int)found.Value[0]:x4}");
