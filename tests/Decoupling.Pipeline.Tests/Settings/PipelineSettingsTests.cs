using System.Text.Json;
using Decoupling.Pipeline.Reference;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Configuration;

namespace Decoupling.Pipeline.Tests.Settings;

public sealed class PipelineSettingsTests
{
    private const string Storage = "Decoupling__StorageConnectionString";
    private const string WebhookUrl = "https://receiver.example/hook";
    private const string WebhookSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    /// <summary>For each setting a value that is not its default.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["Decoupling__Assets"] = "SOL, XRP",
        ["Decoupling__SlotMinutes"] = "15",
        ["Decoupling__BlobServiceUri"] = "https://account.blob.core.windows.net",
        ["Decoupling__TableServiceUri"] = "https://account.table.core.windows.net",
        ["Decoupling__ManagedIdentityClientId"] = "00000000-0000-0000-0000-000000000001",
        [Storage] = "AccountKey=another;BlobEndpoint=http://azurite:1;TableEndpoint=http://azurite:2",
        ["Decoupling__SlackWebhookUrl"] = "https://hooks.slack.com/services/T000/B000/XXXX",
        ["Decoupling__TeamsWebhookUrl"] = "https://workflows.example/invoke?sig=XXXX",
        ["Decoupling__DiscordWebhookUrl"] = "https://discord.com/api/webhooks/1/XXXX",
        ["Decoupling__PagerDutyRoutingKey"] = "0123456789abcdef0123456789abcdef",
        ["Decoupling__PagerDutyAddress"] = "https://events.eu.pagerduty.com/v2/enqueue",
        ["Decoupling__WebhookUrl"] = WebhookUrl,
        ["Decoupling__WebhookSecrets"] = WebhookSecret,
        ["Decoupling__AlertmanagerUrl"] = "https://receiver.example/alertmanager",
        ["Decoupling__CloudEventsUrl"] = "https://receiver.example/events",
        ["Decoupling__HeartbeatUrl"] = "https://hc-ping.com/00000000-0000-0000-0000-000000000001",
        ["Decoupling__DislocationEnter"] = "1.5",
        ["Decoupling__DislocationLeave"] = "0.5",
        ["Decoupling__HazardAlert"] = "false",
        ["Decoupling__RulesFile"] = RepositoryFiles.PathOf("src/Decoupling.Pipeline/Alerts/Rules/default-rules.json"),
        ["Decoupling__Venues"] = "binance, okx",
        ["Decoupling__Products"] = "spot, inverse",
        ["Decoupling__BinanceSpotAddress"] = "https://venue.example:1/",
        ["Decoupling__BinanceFuturesAddress"] = "https://venue.example:2/",
        ["Decoupling__BinanceCoinAddress"] = "https://venue.example:9/",
        ["Decoupling__BybitAddress"] = "https://venue.example:3/",
        ["Decoupling__DeribitAddress"] = "https://venue.example:5/",
        ["Decoupling__CoinbaseAddress"] = "https://venue.example:6/",
        ["Decoupling__HyperliquidAddress"] = "https://venue.example:7/",
        ["Decoupling__KrakenAddress"] = "https://venue.example:8/",
        ["Decoupling__OkxAddress"] = "https://venue.example:4/",
        ["Decoupling__AllowedHosts"] = "127.0.0.1, localhost:8080",
        ["Decoupling__MarginTiersFile"] = OwnFile("tiers", """{ "schemaVersion": 1, "tables": [] }"""),
        ["Decoupling__FeesFile"] = OwnFile("fees", """{ "schemaVersion": 1, "fees": [] }"""),
        ["Decoupling__ReservesFile"] = OwnFile(
            "reserves",
            """{ "schemaVersion": 1, "reserves": [ { "venue": "okx", "asset": "BTC", "quantity": 1, "unit": "usd", "countedAt": "2026-11-01", "source": "a test" } ] }"""
        ),
        ["Decoupling__FundingTermsFile"] = OwnFile("terms", """{ "schemaVersion": 1, "terms": [] }"""),
        ["Decoupling__HazardModelFile"] = OwnFile(
            "hazard",
            (ReferenceTables.Hazard() with { Intercept = -3 }).ToJson()
        ),
        ["Decoupling__Accounts"] = "false",
        ["Decoupling__AccountRetentionDays"] = "7",
        ["Decoupling__RowRetentionDays"] = "90",
        ["Decoupling__Watchlist"] = "SOL:bybit",
        ["FetchSchedule"] = "1 * * * * *",
        ["SummarizeSchedule"] = "2 * * * * *",
        ["CheckSchedule"] = "3 * * * * *",
        ["DeliverSchedule"] = "4 * * * * *",
        ["BaselineSchedule"] = "5 * * * * *",
        ["PurgeSchedule"] = "6 * * * * *",
        ["DigestSchedule"] = "7 * * * * *",
        ["Decoupling__Digest"] = "false",
    };

    public static TheoryData<string> Names => [.. PipelineSettings.All.Select(setting => setting.Name)];

    [Fact]
    public void Read_AsksForTheSettingsThatAreListedAndNoOther()
    {
        var configuration = new RecordingConfiguration(Configuration((Storage, "UseDevelopmentStorage=true")));

        PipelineSettings.Read(configuration);

        configuration.Asked.Order().ShouldBe(PipelineSettings.All.Select(setting => setting.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_SettingGiven_ChangesTheOptions(string name)
    {
        var given = Given((name, Others[name]));

        Text(PipelineSettings.Read(Configuration(given)))
            .ShouldNotBe(Text(PipelineSettings.Read(Configuration(Given((name, ""))))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_ListedDefaultGiven_IsTheSameAsNone(string name)
    {
        var setting = PipelineSettings.All.Single(known => known.Name == name);

        var given = PipelineSettings.Read(Configuration(Given((name, setting.Default))));
        var none = PipelineSettings.Read(Configuration(Given()));

        Text(given).ShouldBe(Text(none));
    }

    [Fact]
    public void Read_Values_AreWhatWasGiven()
    {
        var options = PipelineSettings.Read(
            Configuration(
                Given(
                    ("Decoupling__Assets", " SOL, XRP,,"),
                    ("Decoupling__SlotMinutes", " 15 "),
                    ("Decoupling__DislocationEnter", "1.5"),
                    ("Decoupling__AllowedHosts", "127.0.0.1,localhost:8080"),
                    ("Decoupling__BinanceFuturesAddress", "http://127.0.0.1:2/"),
                    ("FetchSchedule", "1 * * * * *")
                )
            )
        );

        options.Fetch.Assets.ShouldBe(["SOL", "XRP"]);
        options.Fetch.SlotLength.ShouldBe(TimeSpan.FromMinutes(15));
        options.Alerts.Rules(options.Fetch.SlotLength)[0].Levels[0].Enter.ShouldBe(1.5);
        options.Venues.AllowedHosts.ShouldBe(["127.0.0.1", "localhost:8080"]);
        options.Venues.Binance.FuturesBaseAddress.ShouldBe(new Uri("http://127.0.0.1:2/"));
        options.Schedules.Fetch.ShouldBe("1 * * * * *");
    }

    [Fact]
    public void ReadForFetch_WithoutStorage_TakesTheAssetGiven()
    {
        var options = PipelineSettings.ReadForFetch(Configuration(("Decoupling__Assets", "ETH")), "BTC");

        options.Fetch.Assets.ShouldBe(["BTC"]);
    }

    internal static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting =>
                    KeyValuePair.Create(
                        setting.Name.Replace("__", ":", StringComparison.Ordinal),
                        (string?)setting.Value
                    )
                )
            )
            .Build();

    /// <summary>The setting under test with what it needs beside it: storage named in one way.</summary>
    internal static (string, string)[] Given(params (string Name, string Value)[] settings)
    {
        var byUri = settings.Any(setting =>
            setting.Name is "Decoupling__BlobServiceUri" or "Decoupling__TableServiceUri" && setting.Value.Length > 0
        );
        (string Name, string Value)[] storage = byUri
            ?
            [
                ("Decoupling__BlobServiceUri", "https://other.blob.core.windows.net"),
                ("Decoupling__TableServiceUri", "https://other.table.core.windows.net"),
            ]
            : [(Storage, "UseDevelopmentStorage=true")];
        return
        [
            .. storage.Where(known => settings.All(setting => setting.Name != known.Name || setting.Value.Length == 0)),
            .. settings.Where(setting => setting.Name != Storage || setting.Value.Length > 0),
            .. Beside(settings, "Decoupling__WebhookUrl", "Decoupling__WebhookSecrets", WebhookSecret),
            .. Beside(settings, "Decoupling__WebhookSecrets", "Decoupling__WebhookUrl", WebhookUrl),
        ];
    }

    /// <summary>A setting that another needs beside it, unless it is given itself.</summary>
    private static IEnumerable<(string, string)> Beside(
        (string Name, string Value)[] settings,
        string name,
        string needed,
        string value
    ) =>
        settings.Any(setting => setting.Name == name && setting.Value.Length > 0)
        && settings.All(setting => setting.Name != needed)
            ? [(needed, value)]
            : [];

    private static string OwnFile(string name, string json)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"own-{name}.json");
        File.WriteAllText(path, json);
        return path;
    }

    private static string Text(PipelineOptions options) =>
        JsonSerializer.Serialize(
            new
            {
                options.Fetch,
                options.Venues,
                options.Storage,
                options.Alerts,
                options.Accounts,
                options.Rows,
                options.Schedules,
                MarginTables = options.Scoring.MarginTiers.Tables.Count,
                Fees = options.Scoring.Fees.All.Count,
                FundingTerms = options.Scoring.FundingTerms.All.Count,
                HazardIntercept = options.Scoring.Hazard!.Intercept,
            }
        );
}
