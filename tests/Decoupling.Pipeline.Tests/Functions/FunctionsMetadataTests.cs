using System.Text.Json;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Tests.Infra;

namespace Decoupling.Pipeline.Tests.Functions;

/// <summary>What the worker's build declares to the Functions host, from the compiled app, is what the code, the settings and the deployment have.</summary>
public sealed class FunctionsMetadataTests
{
    private const string Output = "src/Decoupling.Functions/bin";

    private static readonly Lazy<JsonElement?> Metadata = new(() =>
        FindNewest("functions.metadata") is { } path
            ? JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path))
            : null
    );

    [Fact]
    public void Declared_AreTheTriggersOfTheCode() =>
        Functions()
            .Select(function => function.GetProperty("entryPoint").GetString())
            .ShouldBe(
                Triggers()
                    .Select(path => $"Decoupling.Functions.Triggers.{Path.GetFileNameWithoutExtension(path)}.RunAsync"),
                ignoreOrder: true
            );

    [Fact]
    public void Declared_Timers_RunOnSettingsThatAreRead() =>
        BindingsOf("timerTrigger")
            .Select(binding => binding.GetProperty("schedule").GetString()!.Trim('%'))
            .ShouldBe(
                PipelineSettings
                    .All.Select(setting => setting.Name)
                    .Where(name => name.EndsWith("Schedule", StringComparison.Ordinal)),
                ignoreOrder: true
            );

    [Fact]
    public async Task Declared_BlobAndQueueTriggers_AreOfWhatTheDeploymentHas()
    {
        var deployment = await Deployment.Default;

        BindingsOf("blobTrigger").ShouldAllBe(binding => binding.GetProperty("source").GetString() == "EventGrid");
        var containers = BindingsOf("blobTrigger")
            .Select(binding => binding.GetProperty("path").GetString()!.Split('/')[0])
            .ToArray();
        containers.ShouldBe(
            [AccountBlobs.Container, SnapshotName.Container, SnapshotName.Container],
            ignoreOrder: true
        );
        containers.ShouldBeSubsetOf(deployment.Names("Microsoft.Storage/storageAccounts/blobServices/containers"));
        var queues = BindingsOf("queueTrigger").Select(binding => binding.GetProperty("queueName").GetString()!);
        queues.ShouldBe([PoisonMessage.Queue]);
        queues.ShouldBeSubsetOf(deployment.Names("Microsoft.Storage/storageAccounts/queueServices/queues"));
        var connections = BindingsOf("blobTrigger")
            .Concat(BindingsOf("queueTrigger"))
            .Select(binding => binding.GetProperty("connection").GetString()!)
            .Distinct();
        deployment.Settings().Keys.ShouldContain($"{connections.ShouldHaveSingleItem()}__queueServiceUri");
    }

    [Fact]
    public void Output_HoldsHostJsonAndTheExtensionsThatTheHostLacks()
    {
        var folder = Path.GetDirectoryName(Found("functions.metadata"))!;

        File.ReadAllText(Path.Combine(folder, "host.json"))
            .ShouldBe(File.ReadAllText(RepositoryFiles.PathOf("host.json")));
        var extensions = File.ReadAllText(Path.Combine(folder, "extensions.json"));
        foreach (var name in (string[])["AzureStorageBlobs", "AzureStorageQueues"])
        {
            extensions.ShouldContain(name);
        }
    }

    private static IEnumerable<JsonElement> BindingsOf(string type) =>
        Functions()
            .SelectMany(function => function.GetProperty("bindings").EnumerateArray())
            .Where(binding => binding.GetProperty("type").GetString() == type);

    private static JsonElement.ArrayEnumerator Functions()
    {
        Found("functions.metadata");
        return Metadata.Value!.Value.EnumerateArray();
    }

    private static string Found(string name)
    {
        var path = FindNewest(name);
        Assert.SkipWhen(path is null, "The Functions app was not built with the worker's packages.");
        var built = File.GetLastWriteTimeUtc(Path.Combine(Path.GetDirectoryName(path)!, "Decoupling.Functions.dll"));
        Assert.SkipWhen(
            Triggers().Any(trigger => File.GetLastWriteTimeUtc(trigger) > built),
            "The Functions app was not built since its triggers changed."
        );
        return path!;
    }

    private static string[] Triggers() =>
        Directory.GetFiles(RepositoryFiles.PathOf("src/Decoupling.Functions/Triggers"), "*.cs");

    private static string? FindNewest(string name) =>
        Directory.Exists(RepositoryFiles.PathOf(Output))
            ? Directory
                .GetFiles(RepositoryFiles.PathOf(Output), name, SearchOption.AllDirectories)
                .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}publish{Path.DirectorySeparatorChar}"))
                .MaxBy(File.GetLastWriteTimeUtc)
            : null;
}
