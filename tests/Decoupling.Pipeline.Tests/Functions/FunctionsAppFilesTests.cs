using System.Text.Json;
using System.Text.RegularExpressions;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Tests.Settings;

namespace Decoupling.Pipeline.Tests.Functions;

/// <summary>The Functions app's triggers, host.json and example settings agree with each other and with the settings that are read.</summary>
public sealed partial class FunctionsAppFilesTests
{
    private const int MaximumTriggerLines = 25;

    private static readonly string[] OfTheHost = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"];

    [Fact]
    public void Triggers_AreTheSteps() =>
        Triggers()
            .Select(trigger => FunctionName().Match(trigger.Text).Groups["name"].Value)
            .Order()
            .ShouldBe([
                "AssessAccounts",
                "AssessSlot",
                "BuildBaselines",
                "CheckSlots",
                "DeliverNotifications",
                "FetchSnapshots",
                "PurgeRows",
                "RecordPoison",
                "ScoreSnapshot",
                "SummarizeRisk",
                "TellDigest",
            ]);

    [Fact]
    public void Triggers_AreThin() =>
        Triggers()
            .ShouldAllBe(trigger =>
                trigger.Text.TrimEnd().Split('\n', StringSplitOptions.None).Length <= MaximumTriggerLines
            );

    [Fact]
    public void Triggers_NeverRunOnStartup() =>
        Triggers().ShouldAllBe(trigger => !trigger.Text.Contains("RunOnStartup"));

    [Fact]
    public void Triggers_SettingsNamedInPercents_StandInTheExampleAndAreRead()
    {
        var named = Triggers()
            .SelectMany(trigger => Percents().Matches(trigger.Text))
            .Select(match => match.Groups["name"].Value)
            .ToArray();

        named.Length.ShouldBe(7);
        named.ShouldBeSubsetOf(Example().Keys);
        named.ShouldBeSubsetOf(PipelineSettings.All.Select(setting => setting.Name));
    }

    [Theory]
    [InlineData("ScoreSnapshot", SnapshotName.Container)]
    [InlineData("AssessSlot", SnapshotName.Container)]
    [InlineData("AssessAccounts", AccountBlobs.Container)]
    public void BlobTriggers_WatchTheirContainersOverAConnectionOfTheExample(string function, string container)
    {
        var trigger = Triggers().Single(trigger => trigger.Text.Contains($"[Function(\"{function}\")]")).Text;

        trigger.ShouldContain($"[BlobTrigger(\"{container}/{{name}}\"");
        trigger.ShouldContain("Source = BlobTriggerSource.EventGrid");
        Example().Keys.ShouldContain(Connection().Match(trigger).Groups["name"].Value);
    }

    [Fact]
    public void Example_Settings_AreKnownAndRead()
    {
        var example = Example();

        example.Keys.Except(OfTheHost).ShouldBeSubsetOf(PipelineSettings.All.Select(setting => setting.Name));
        var options = PipelineSettings.Read(
            PipelineSettingsTests.Configuration([.. example.Select(setting => (setting.Key, setting.Value))])
        );
        options.Schedules.ShouldBe(new ScheduleOptions());
    }

    [Fact]
    public void Example_HoldsNoSecretAndTheRealOneIsNotCommitted()
    {
        Example()["Decoupling__SlackWebhookUrl"].ShouldBeEmpty();
        Example().Values.ShouldAllBe(value => !value.Contains("AccountKey"));
        RepositoryFiles.Read(".gitignore").Split('\n').ShouldContain(line => line.EndsWith("local.settings.json"));
    }

    [Fact]
    public void QueueTrigger_ReadsThePoisonQueueOverAConnectionOfTheExample()
    {
        var trigger = Triggers().Single(trigger => trigger.Text.Contains("[QueueTrigger(")).Text;

        trigger.ShouldContain("[Function(\"RecordPoison\")]");
        trigger.ShouldContain("[QueueTrigger(PoisonMessage.Queue,");
        Example().Keys.ShouldContain(Connection().Match(trigger).Groups["name"].Value);
    }

    [Fact]
    public void HostJson_PoisonsAfterFiveTriesAndEndsARunInTime()
    {
        using var host = JsonDocument.Parse(RepositoryFiles.Read("host.json"));

        var root = host.RootElement;
        root.GetProperty("version").GetString().ShouldBe("2.0");
        root.GetProperty("telemetryMode").GetString().ShouldBe("OpenTelemetry");
        TimeSpan.Parse(root.GetProperty("functionTimeout").GetString()!, null).ShouldBe(TimeSpan.FromMinutes(5));
        root.GetProperty("extensions")
            .GetProperty("blobs")
            .GetProperty("poisonBlobThreshold")
            .GetInt32()
            .ShouldBe(RecordPoison.MostTries);
    }

    [Fact]
    public void HostJson_EachSettingThatBounds_StandsInTheReadmeWithItsReason()
    {
        using var host = JsonDocument.Parse(RepositoryFiles.Read("host.json"));
        var extensions = host
            .RootElement.GetProperty("extensions")
            .EnumerateObject()
            .SelectMany(extension => extension.Value.EnumerateObject().Select(setting => setting.Name));

        var readme = RepositoryFiles.Read("README.md");

        ((IEnumerable<string>)["functionTimeout", "telemetryMode", .. extensions]).ShouldAllBe(name =>
            Regex.IsMatch(readme, $@"\| `[^|]*{name}`[^|]* \| ")
        );
    }

    [Fact]
    public void Triggers_EachStepOfTheLocalHost_HasOne()
    {
        var local = RepositoryFiles.Read("src/Decoupling.Cli/Hosting/LocalHost.cs");
        var steps = HostedStep().Matches(local).Select(match => match.Groups["name"].Value).ToArray();

        steps.Length.ShouldBe(9);
        Triggers()
            .Select(trigger => FunctionName().Match(trigger.Text).Groups["name"].Value)
            .Except(["AssessSlot", "RecordPoison"])
            .ShouldBe(steps, ignoreOrder: true);
    }

    [Fact]
    public void Triggers_WhatTheyAreMadeOf_IsRegistered()
    {
        var program = RepositoryFiles.Read("src/Decoupling.Functions/Program.cs");
        var parts = typeof(RiskPipeline).GetProperties().ToLookup(property => property.PropertyType.Name);

        var needed = Triggers()
            .SelectMany(trigger => Constructor().Match(trigger.Text).Groups["parameters"].Value.Split(", "))
            .Select(parameter => parameter.Split(' ')[0])
            .Distinct();

        needed.ShouldAllBe(type =>
            program.Contains($"AddSingleton<{type}>()")
            || parts[type].Any(part => program.Contains($"GetRequiredService<RiskPipeline>().{part.Name})"))
        );
    }

    private static IReadOnlyList<(string Name, string Text)> Triggers() =>
        [
            .. Directory
                .GetFiles(RepositoryFiles.PathOf("src/Decoupling.Functions/Triggers"), "*.cs")
                .Select(path => (Path.GetFileName(path), RepositoryFiles.Read(path))),
        ];

    private static Dictionary<string, string> Example()
    {
        using var example = JsonDocument.Parse(
            RepositoryFiles.Read("src/Decoupling.Functions/local.settings.example.json")
        );
        return example
            .RootElement.GetProperty("Values")
            .EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);
    }

    [GeneratedRegex("%(?<name>[A-Za-z_]+)%")]
    private static partial Regex Percents();

    [GeneratedRegex("\\[Function\\(\"(?<name>[A-Za-z]+)\"\\)\\]")]
    private static partial Regex FunctionName();

    [GeneratedRegex("(?:Repeat|Watch)Async\\(\\s*\"(?<name>[A-Za-z]+)\"")]
    private static partial Regex HostedStep();

    [GeneratedRegex("sealed class \\w+\\((?<parameters>[^)]+)\\)")]
    private static partial Regex Constructor();

    [GeneratedRegex("Connection = \"(?<name>[A-Za-z]+)\"")]
    private static partial Regex Connection();
}
