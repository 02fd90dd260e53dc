using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The files around the templates name what is there: parameters, hooks, outputs.</summary>
public sealed partial class InfraFilesTests
{
    [Fact]
    public async Task Parameters_EachIsDescribedAndEachNumberHasItsRange()
    {
        using var folder = new TemporaryFolder();
        await BicepCompiler.RunAsync(
            "build",
            RepositoryFiles.PathOf("infra/main.bicep"),
            "--outfile",
            folder.PathOf("arm.json")
        );
        var parameters = JsonSerializer
            .Deserialize<JsonElement>(
                await File.ReadAllTextAsync(folder.PathOf("arm.json"), TestContext.Current.CancellationToken)
            )
            .GetProperty("parameters")
            .EnumerateObject()
            .ToArray();

        parameters.ShouldAllBe(parameter =>
            parameter.Value.GetProperty("metadata").GetProperty("description").GetString()!.EndsWith('.')
        );
        parameters
            .Where(parameter => parameter.Value.GetProperty("type").GetString() == "int")
            .ShouldAllBe(parameter => HasRange(parameter.Value));
        parameters
            .Single(parameter => parameter.Name == "slackWebhookUrl")
            .Value.GetProperty("type")
            .GetString()
            .ShouldBe("securestring");
    }

    [Fact]
    public void AzureYaml_NamesFilesThatAreThere()
    {
        var named = YamlPaths().Matches(RepositoryFiles.Read("infra/azure.yaml"));

        named.Count.ShouldBe(3);
        named
            .Select(match => RepositoryFiles.PathOf($"infra/{match.Groups["path"].Value}"))
            .ShouldAllBe(path => Path.Exists(path));
    }

    [Theory]
    [InlineData("infra/hooks/postdeploy.sh")]
    [InlineData("infra/hooks/postdeploy.ps1")]
    public async Task Hook_ReadsOutputsOfTheDeploymentAndNoKey(string path)
    {
        var hook = RepositoryFiles.Read(path);
        string[] givenByAzd = ["AZURE_SUBSCRIPTION_ID"];

        var read = Variables().Matches(hook).Select(match => match.Value).Distinct().ToArray();

        read.Except(givenByAzd)
            .ShouldBe(["AZURE_RESOURCE_GROUP", "FUNCTION_APP_NAME", "EVENT_TOPIC_NAME"], ignoreOrder: true);
        read.Except(givenByAzd).ShouldBeSubsetOf((await Deployment.Default).Outputs);
        hook.ShouldNotContain("keys list");
        hook.ShouldContain("subscriptions.bicep");
    }

    [Fact]
    public async Task Outputs_GiveTheCliItsStorage() =>
        (await Deployment.Default)
            .Outputs.Intersect(PipelineSettings.All.Select(setting => setting.Name))
            .ShouldBe(["Decoupling__BlobServiceUri", "Decoupling__TableServiceUri"], ignoreOrder: true);

    [Fact]
    public async Task Outputs_AppSettings_AreTheAppsOwnLessSecretsAndAddresses()
    {
        var deployment = await Deployment.Full;

        var given = deployment
            .OutputValues["APP_SETTINGS"]
            .EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString());

        var all = deployment.Settings();
        string[] notGiven =
        [
            "Decoupling__BlobServiceUri",
            "Decoupling__ManagedIdentityClientId",
            "Decoupling__TableServiceUri",
            .. PipelineSettings.All.Where(setting => setting.IsSecret).Select(setting => setting.Name),
        ];
        given.Keys.ShouldBe(
            all.Keys.Intersect(PipelineSettings.All.Select(setting => setting.Name)).Except(notGiven),
            ignoreOrder: true
        );
        given.ShouldAllBe(setting => all[setting.Key] == setting.Value);
    }

    [Fact]
    public void Workbook_NamesEachMetricOfTheMeterAndNoOther()
    {
        using var workbook = JsonDocument.Parse(RepositoryFiles.Read("infra/workbook.json"));
        var queries = workbook
            .RootElement.GetProperty("items")
            .EnumerateArray()
            .Where(item => item.GetProperty("type").GetInt32() == 3)
            .Select(item => item.GetProperty("content").GetProperty("query").GetString()!)
            .ToArray();

        queries
            .SelectMany(query => MetricNames().Matches(query).Select(match => match.Groups["name"].Value))
            .Distinct()
            .ShouldBe(PipelineMetrics.All.Select(metric => metric.Name), ignoreOrder: true);
        queries
            .SelectMany(query => AttributeNames().Matches(query).Select(match => match.Groups["name"].Value))
            .Except(Attributes())
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Workbook_IsDeployedAsItStands()
    {
        var deployed = (await Deployment.Default).Properties("Microsoft.Insights/workbooks");

        deployed
            .GetProperty("serializedData")
            .GetString()!
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .ShouldBe(RepositoryFiles.Read("infra/workbook.json"));
    }

    private static IEnumerable<string> Attributes() =>
        typeof(TelemetryNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);

    private static bool HasRange(JsonElement parameter) =>
        parameter.TryGetProperty("allowedValues", out _)
        || (parameter.TryGetProperty("minValue", out _) && parameter.TryGetProperty("maxValue", out _));

    [GeneratedRegex("name == '(?<name>decoupling[a-z.]+)'")]
    private static partial Regex MetricNames();

    [GeneratedRegex("customDimensions\\['(?<name>[^']+)'\\]")]
    private static partial Regex AttributeNames();

    [GeneratedRegex("(?:project|run): (?<path>\\S+)")]
    private static partial Regex YamlPaths();

    [GeneratedRegex("(?:AZURE|FUNCTION|EVENT)_[A-Z_]+")]
    private static partial Regex Variables();
}
