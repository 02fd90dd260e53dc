using System.Text.Json;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>What the compiler predicts that a deployment makes, with the parameters put in.</summary>
internal sealed class Deployment
{
    private const string Everything = """
        using 'main.bicep'
        param environmentName = 'prod'
        param location = 'westeurope'
        param slotMinutes = 60
        param usePrivateNetwork = true
        param sendToSlack = true
        param slackWebhookUrl = 'https://hooks.slack.com/services/secret'
        param sendTo = ['teams', 'discord', 'pagerduty', 'webhook', 'alertmanager', 'cloudevents', 'heartbeat']
        param channelSecrets = {
          'teams-webhook-url': 'https://teams.example/secret'
          'discord-webhook-url': 'https://discord.example/secret'
          'pagerduty-routing-key': 'secret'
          'webhook-url': 'https://receiver.example/secret'
          'webhook-secrets': 'secret'
          'alertmanager-url': 'https://alertmanager.example/secret'
          'cloudevents-url': 'https://events.example/secret'
          'heartbeat-url': 'https://beat.example/secret'
        }
        param alertEmail = 'desk@example.com'
        param dailyTelemetryCapMB = 2050
        param resultReaderIds = ['11111111-1111-1111-1111-111111111111']
        param furtherSettings = { Decoupling__DislocationEnter: '2' }
        """;

    private static readonly Lazy<Task<Deployment>> WithDefaults = new(() =>
        PredictAsync(RepositoryFiles.Read("infra/main.bicepparam"))
    );

    private static readonly Lazy<Task<Deployment>> WithEverything = new(() => PredictAsync(Everything));

    private Deployment(
        string text,
        IReadOnlyList<JsonElement> resources,
        IReadOnlyDictionary<string, JsonElement> outputs
    ) => (Text, Resources, OutputValues) = (text, resources, outputs);

    /// <summary>The prediction as JSON.</summary>
    public string Text { get; }

    public IReadOnlyList<JsonElement> Resources { get; }

    /// <summary>The names of the outputs, which azd hands to hooks and shells as environment variables.</summary>
    public IEnumerable<string> Outputs => OutputValues.Keys;

    /// <summary>The outputs' values, with an expression in brackets where only Azure knows one.</summary>
    public IReadOnlyDictionary<string, JsonElement> OutputValues { get; }

    /// <summary>As `azd -C infra up` makes it where nothing is chosen.</summary>
    public static Task<Deployment> Default => WithDefaults.Value;

    /// <summary>With each optional part.</summary>
    public static Task<Deployment> Full => WithEverything.Value;

    public IEnumerable<JsonElement> OfType(string type) =>
        Resources.Where(resource => resource.GetProperty("type").GetString() == type);

    /// <summary>The last parts of the names of a type.</summary>
    public string[] Names(string type) => [.. OfType(type).Select(resource => LastPart(resource, "name"))];

    public JsonElement Properties(string type) => OfType(type).ShouldHaveSingleItem().GetProperty("properties");

    /// <summary>The app settings, with an expression in brackets where only Azure knows the value.</summary>
    public Dictionary<string, string> Settings() =>
        Properties("Microsoft.Web/sites/config")
            .EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);

    /// <summary>Each grant: the role's id and the resource it is for.</summary>
    public (string Role, string Scope)[] Grants() =>
        [
            .. OfType("Microsoft.Authorization/roleAssignments")
                .Select(grant =>
                    (
                        LastPart(grant.GetProperty("properties"), "roleDefinitionId"),
                        grant
                            .GetProperty("id")
                            .GetString()!
                            .Split("/providers/Microsoft.Authorization", StringSplitOptions.None)[0]
                    )
                ),
        ];

    private static string LastPart(JsonElement element, string name) =>
        element.GetProperty(name).GetString()!.Split('/')[^1];

    private static async Task<Deployment> PredictAsync(string parameters)
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.GetFiles(RepositoryFiles.PathOf("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = folder.PathOf(Path.GetRelativePath(RepositoryFiles.PathOf("infra"), path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        await File.WriteAllTextAsync(folder.PathOf("test.bicepparam"), parameters);
        await BicepCompiler.RunAsync(
            "snapshot",
            folder.PathOf("test.bicepparam"),
            "--mode",
            "overwrite",
            "--subscription-id",
            "00000000-0000-0000-0000-000000000001",
            "--tenant-id",
            "00000000-0000-0000-0000-000000000002",
            "--location",
            "westeurope"
        );
        var text = await File.ReadAllTextAsync(folder.PathOf("test.snapshot.json"));
        var root = JsonSerializer.Deserialize<JsonElement>(text);
        root.GetProperty("diagnostics").GetArrayLength().ShouldBe(0);
        return new Deployment(
            text,
            [.. root.GetProperty("predictedResources").EnumerateArray()],
            root.GetProperty("outputs").EnumerateObject().ToDictionary(output => output.Name, output => output.Value)
        );
    }
}
