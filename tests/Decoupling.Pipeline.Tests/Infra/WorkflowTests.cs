using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The workflows under .github ask for no more than they need, and run what the repository has.</summary>
public sealed partial class WorkflowTests
{
    // Whose commit could not be looked up; the workflow says so beside it.
    private const string PinnedByTag = "Azure/setup-azd@v2.1.0";

    public static TheoryData<string> Workflows => ["build.yml", "deploy.yml"];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_EveryAction_IsPinnedByACommitBesideItsVersion(string name)
    {
        var uses = Uses().Matches(Read(name)).Select(match => match.Groups["action"].Value).ToArray();

        uses.ShouldNotBeEmpty();
        foreach (var action in uses.Where(action => action != PinnedByTag))
        {
            action.ShouldMatch("^[A-Za-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+$");
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_Rights_AreToReadUnlessAJobSaysMore(string name)
    {
        var workflow = Parse(name);

        Pairs(workflow["permissions"]).ShouldBe([("contents", "read")]);
        workflow["concurrency"].ShouldNotBeNull();
        Read(name).ShouldNotContain("pull_request_target");
        foreach (var (job, definition) in Jobs(workflow))
        {
            definition["timeout-minutes"].ShouldNotBeNull(job);
            var more = definition.Children.TryGetValue("permissions", out var own) ? Pairs(own) : [];
            more.Where(right => right.Value == "write").ShouldBe(job == "deploy" ? [("id-token", "write")] : []);
        }
    }

    [Fact]
    public void Deploy_Job_RunsInAnEnvironmentWithoutAStoredPassword()
    {
        var deploy = Jobs(Parse("deploy.yml")).ShouldHaveSingleItem().Definition;

        deploy["environment"].ToString().ShouldContain("inputs.environment");
        Read("deploy.yml").ShouldNotContain("secrets.");
        Commands(deploy).ShouldContain("azd -C infra up --no-prompt");
        RepositoryFiles.Read("README.md").ShouldContain("azd -C infra up");
    }

    [Fact]
    public void Build_Jobs_TestPackageListAndScan()
    {
        var commands = Jobs(Parse("build.yml")).SelectMany(job => Commands(job.Definition)).ToArray();

        commands.ShouldContain("bash .ci/run");
        commands.ShouldContain(command => command.StartsWith("dotnet publish ", StringComparison.Ordinal));
        commands.ShouldContain(command => command.Contains("dotnet-CycloneDX", StringComparison.Ordinal));
        commands.ShouldContain(command => command.Contains("--vulnerable", StringComparison.Ordinal));
        Read("build.yml").ShouldContain("gitleaks/gitleaks-action@");
        foreach (var path in commands.SelectMany(command => Paths().Matches(command)).Select(match => match.Value))
        {
            File.Exists(RepositoryFiles.PathOf(path)).ShouldBeTrue(path);
        }
    }

    [Fact]
    public void Dependabot_Folders_HoldWhatItUpdates()
    {
        var updates = (YamlSequenceNode)Parse("../dependabot.yml")["updates"];
        var folders = updates
            .Cast<YamlMappingNode>()
            .Where(update => update["package-ecosystem"].ToString() == "npm")
            .SelectMany(update => (YamlSequenceNode)update["directories"]);

        foreach (var folder in folders)
        {
            File.Exists(RepositoryFiles.PathOf($"{folder.ToString().TrimStart('/')}/package-lock.json")).ShouldBeTrue();
        }
    }

    private static string Read(string name) => RepositoryFiles.Read($".github/workflows/{name}");

    private static YamlMappingNode Parse(string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Read(name)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static IEnumerable<(string Name, YamlMappingNode Definition)> Jobs(YamlMappingNode workflow) =>
        ((YamlMappingNode)workflow["jobs"]).Select(job => (job.Key.ToString(), (YamlMappingNode)job.Value));

    private static IEnumerable<string> Commands(YamlMappingNode job) =>
        ((YamlSequenceNode)job["steps"])
            .Cast<YamlMappingNode>()
            .Where(step => step.Children.ContainsKey("run"))
            .Select(step => step["run"].ToString());

    private static (string Name, string Value)[] Pairs(YamlNode node) =>
        [.. ((YamlMappingNode)node).Select(pair => (pair.Key.ToString(), pair.Value.ToString()))];

    [GeneratedRegex(@"uses: (?<action>[^\n]+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"(\.ci/run|src/\S+\.csproj|\S+\.sln)")]
    private static partial Regex Paths();
}
