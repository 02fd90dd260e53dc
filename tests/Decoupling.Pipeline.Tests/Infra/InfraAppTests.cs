using System.Text.Json;
using System.Text.RegularExpressions;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Tests.Settings;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The deployed app's settings are those that the code reads, and its events go to the triggers that stand in the code.</summary>
public sealed partial class InfraAppTests
{
    // Each has no value that fits everybody, and the app runs without it.
    private static readonly string[] MayBeAbsent =
    [
        "Decoupling__StorageConnectionString",
        "Decoupling__AllowedHosts",
        "Decoupling__MarginTiersFile",
        "Decoupling__FeesFile",
        "Decoupling__ReservesFile",
        "Decoupling__FundingTermsFile",
        "Decoupling__HazardModelFile",
        "Decoupling__RulesFile",
    ];

    private static readonly string[] OfTheHost =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
    ];

    [Theory]
    [InlineData("main")]
    [InlineData("hooks/subscriptions")]
    public async Task Build_GivesNoWarning(string file)
    {
        using var folder = new TemporaryFolder();

        await BicepCompiler.RunAsync(
            "build",
            RepositoryFiles.PathOf($"infra/{file}.bicep"),
            "--outfile",
            folder.PathOf("arm.json")
        );

        File.Exists(folder.PathOf("arm.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Settings_AreThoseThatTheAppReadsAndEachIsSetOrHasADefault()
    {
        var settings = (await Deployment.Default).Settings();

        settings
            .Keys.Except(PipelineSettings.All.Select(setting => setting.Name))
            .ShouldBe(OfTheHost, ignoreOrder: true);
        PipelineSettings
            .All.Where(setting => setting.Default.Length == 0)
            .Select(setting => setting.Name)
            .Except(settings.Keys)
            .ShouldBe(MayBeAbsent, ignoreOrder: true);
    }

    [Fact]
    public async Task Settings_AreAcceptedAndMeanTheDefaults()
    {
        var options = Read((await Deployment.Default).Settings());

        var defaults = new PipelineOptions();
        options.Schedules.ShouldBe(defaults.Schedules);
        options.Fetch.Assets.ShouldBe(defaults.Fetch.Assets);
        options.Fetch.SlotLength.ShouldBe(defaults.Fetch.SlotLength);
        options.Accounts.ShouldBe(defaults.Accounts);
        options.Venues.Products.ShouldBe(defaults.Venues.Products);
        options.Storage.ManagedIdentityClientId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Settings_HourlySlots_AreFetchedHourly()
    {
        var options = Read((await Deployment.Full).Settings());

        options.Fetch.SlotLength.ShouldBe(TimeSpan.FromHours(1));
        options.Schedules.Fetch.ShouldBe("10 0 * * * *");
        options.Alerts.DislocationEnter.ShouldBe(2);
    }

    [Fact]
    public async Task Settings_HoldNoKeyAndEachSecretByReferenceOnly()
    {
        var deployment = await Deployment.Full;

        var settings = deployment.Settings();
        string[] secrets =
        [
            .. PipelineSettings
                .All.Where(setting => setting.IsSecret && settings.ContainsKey(setting.Name))
                .Select(setting => Reference().Match(settings[setting.Name]).Groups["secret"].Value),
        ];
        secrets.Length.ShouldBeGreaterThan(7);
        secrets.ShouldAllBe(secret => secret.Length > 0);
        deployment.Names("Microsoft.KeyVault/vaults/secrets").ShouldBe(secrets, ignoreOrder: true);
        deployment.Text.ShouldNotContain("/secret\"");
        deployment.Text.ShouldNotContain("hooks.slack.com");
        deployment.Text.ShouldNotContain("listKeys", Case.Insensitive);
        deployment.Text.ShouldNotContain("AccountKey", Case.Insensitive);
        deployment.Settings().Keys.ShouldNotContain("AzureWebJobsStorage");
    }

    [Fact]
    public async Task Settings_EachSecretIsAReferenceAndEachReferenceIsASecret()
    {
        var settings = (await Deployment.Full).Settings();
        var secrets = PipelineSettings.All.Where(setting => setting.IsSecret).Select(setting => setting.Name).ToArray();

        secrets.ShouldContain("Decoupling__StorageConnectionString");
        settings
            .Where(setting => secrets.Contains(setting.Key) && setting.Value.Length > 0)
            .ShouldAllBe(setting => setting.Value.StartsWith("@Microsoft.KeyVault("));
        var referred = settings
            .Where(setting => setting.Value.StartsWith('@'))
            .Select(setting => setting.Key)
            .ToArray();
        referred.ShouldNotBeEmpty();
        referred.ShouldBeSubsetOf(secrets);
    }

    [Fact]
    public async Task App_IsFlexConsumptionOnDotNet10AndItsDoorsForPasswordsAreShut()
    {
        var deployment = await Deployment.Default;

        var runtime = deployment
            .Properties("Microsoft.Web/sites")
            .GetProperty("functionAppConfig")
            .GetProperty("runtime");
        runtime.GetProperty("name").GetString().ShouldBe("dotnet-isolated");
        runtime.GetProperty("version").GetString().ShouldBe("10.0");
        deployment
            .OfType("Microsoft.Web/serverfarms")
            .Single()
            .GetProperty("sku")
            .GetProperty("name")
            .GetString()
            .ShouldBe("FC1");
        deployment
            .OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
            .Select(door => door.GetProperty("properties").GetProperty("allow").GetBoolean())
            .ShouldBe([false, false]);
    }

    [Fact]
    public async Task Subscriptions_AreOneForEachBlobTriggerOfTheCode()
    {
        using var folder = new TemporaryFolder();
        await BicepCompiler.RunAsync(
            "build",
            RepositoryFiles.PathOf("infra/hooks/subscriptions.bicep"),
            "--outfile",
            folder.PathOf("arm.json")
        );
        var template = JsonSerializer.Deserialize<JsonElement>(
            await File.ReadAllTextAsync(folder.PathOf("arm.json"), TestContext.Current.CancellationToken)
        );

        template
            .GetProperty("variables")
            .GetProperty("triggers")
            .EnumerateArray()
            .Select(trigger =>
                (trigger.GetProperty("function").GetString(), trigger.GetProperty("container").GetString())
            )
            .ShouldBe(BlobTriggers(), ignoreOrder: true);
        template.TryGetProperty("outputs", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Alerts_WatchFailuresSilenceAndTheQueuesAndABudgetIsSet()
    {
        var deployment = await Deployment.Full;

        deployment.Names("Microsoft.Insights/scheduledQueryRules").Length.ShouldBe(3);
        deployment
            .OfType("Microsoft.Insights/scheduledQueryRules")
            .ShouldAllBe(rule =>
                rule.GetProperty("properties").GetProperty("actions").GetProperty("actionGroups").GetArrayLength() == 1
            );
        deployment.Names("Microsoft.Insights/metricAlerts").Length.ShouldBe(1);
        deployment.Names("Microsoft.Consumption/budgets").Length.ShouldBe(1);
        deployment
            .Properties("Microsoft.OperationalInsights/workspaces")
            .GetProperty("workspaceCapping")
            .GetProperty("dailyQuotaGb")
            .GetDouble()
            .ShouldBe(2.05);
    }

    // What only Azure knows stands in brackets: an address or an id in its place is as good here.
    private static PipelineOptions Read(Dictionary<string, string> settings) =>
        PipelineSettings.Read(
            PipelineSettingsTests.Configuration([
                .. settings.Select(setting =>
                    (
                        setting.Key,
                        setting.Value switch
                        {
                            ['[', ..] => "https://example.com/",
                            ['@', ..] when setting.Key.EndsWith("RoutingKey") => new string('a', 32),
                            ['@', ..] when setting.Key.EndsWith("Secrets") =>
                                $"whsec_{Convert.ToBase64String(new byte[24])}",
                            ['@', ..] => "https://hooks.slack.com/services/x",
                            _ => setting.Value,
                        }
                    )
                ),
            ])
        );

    private static IEnumerable<(string?, string?)> BlobTriggers() =>
        Directory
            .GetFiles(RepositoryFiles.PathOf("src/Decoupling.Functions/Triggers"), "*.cs")
            .Select(path => BlobTrigger().Match(RepositoryFiles.Read(path)))
            .Where(match => match.Success)
            .Select(match => ((string?)match.Groups["name"].Value, (string?)match.Groups["container"].Value));

    [GeneratedRegex(@"^@Microsoft\.KeyVault\(VaultName=kv-[a-z0-9-]+;SecretName=(?<secret>[a-z-]+)\)$")]
    private static partial Regex Reference();

    [GeneratedRegex(
        "\\[Function\\(\"(?<name>[A-Za-z]+)\"\\)\\].*\\[BlobTrigger\\(\"(?<container>[a-z]+)/",
        RegexOptions.Singleline
    )]
    private static partial Regex BlobTrigger();
}
