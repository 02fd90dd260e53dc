using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>What infra/ deploys is verified modules of exact versions, each checked against that version's interface.</summary>
public sealed partial class InfraModulesTests
{
    [Fact]
    public void References_EachIsOfAnExactVersionWhoseInterfaceIsDescribed()
    {
        var references = Templates()
            .SelectMany(path => References().Matches(RepositoryFiles.Read(path)))
            .Select(match => match.Groups["reference"].Value)
            .Distinct()
            .ToArray();

        references.ShouldAllBe(reference => ExactReference().IsMatch(reference));
        references.ShouldBe(
            BicepModules.All.Select(module => $"br/public:{module.Module}:{module.Version}"),
            ignoreOrder: true
        );
    }

    [Fact]
    public void References_EachCountsNobody()
    {
        foreach (var template in Templates().Select(RepositoryFiles.Read))
        {
            CountsNobody().Count(template).ShouldBe(References().Count(template));
        }
    }

    [Fact]
    public void NativeResources_EachTemplateSaysWhyItHasThem()
    {
        foreach (var path in Templates())
        {
            var template = RepositoryFiles.Read(path);
            var hasNative = NativeResource().IsMatch(template);

            template.Contains("// Native: ", StringComparison.Ordinal).ShouldBe(hasNative, path);
        }
    }

    [Fact]
    public void Interfaces_EachSaysWhereItWasReadAndHowSurely() =>
        InterfaceRow()
            .Matches(RepositoryFiles.Read("tests/Decoupling.Pipeline.Tests/Infra/Modules/README.md"))
            .Select(row => (row.Groups["module"].Value, row.Groups["version"].Value))
            .ShouldBe(BicepModules.All, ignoreOrder: true);

    [Theory]
    [InlineData("storage", "allowSharedKeyAccess: false", "allowSharedKeyAcces: false", "BCP089")]
    [InlineData("storage", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'", "BCP036")]
    [InlineData("storage", "bypass: 'None'", "bypass: 'Nothing'", "BCP036")]
    [InlineData("storage", "publicAccess: 'None'", "publicAcess: 'None'", "BCP089")]
    [InlineData("storage", "roleDefinitionIdOrName: role.value", "roleId: role.value", "BCP035")]
    [InlineData("telemetry", "workspaceResourceId: workspace.outputs.resourceId", "", "BCP035")]
    [InlineData("telemetry", "workspace.outputs.resourceId", "workspace.outputs.id", "BCP053")]
    [InlineData("telemetry", "retentionInDays: 90", "retentionInDays: 91", "BCP036")]
    [InlineData("telemetry", "forceCmkForQuery: false", "forceCmkForQuery: 'false'", "BCP036")]
    [InlineData("app", "retainCurrentAppSettings: false", "retainAppSettings: false", "BCP037")]
    [InlineData("app", "name: 'appsettings'", "name: 'appSettings'", "BCP088")]
    [InlineData("app", "scmMinTlsVersion: '1.2'", "scmMinTls: '1.2'", "BCP037")]
    [InlineData("app", "web/site:0.23.0", "web/site:0.22.0", "BCP190")]
    public async Task Build_WrongParameter_IsRefused(string name, string right, string wrong, string code)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("modules"));
        File.Copy(RepositoryFiles.PathOf("infra/workbook.json"), folder.PathOf("workbook.json"));
        var template = RepositoryFiles.Read($"infra/modules/{name}.bicep");
        template.ShouldContain(right);
        var path = folder.PathOf($"modules/{name}.bicep");

        await File.WriteAllTextAsync(path, template, TestContext.Current.CancellationToken);
        (await BicepCompiler.ComplaintAsync(path)).ShouldBeEmpty();
        await File.WriteAllTextAsync(
            path,
            template.Replace(right, wrong, StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        (await BicepCompiler.ComplaintAsync(path)).ShouldContain(code);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("hooks/subscriptions")]
    public async Task Build_AgainstTheRegistry_GivesNoWarning(string file)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("DECOUPLING_BICEP_RESTORE") == "1",
            "DECOUPLING_BICEP_RESTORE=1 compiles against the modules of the registry."
        );
        using var folder = new TemporaryFolder();

        await BicepCompiler.RunWithAsync(
            home: null,
            "build",
            RepositoryFiles.PathOf($"infra/{file}.bicep"),
            "--outfile",
            folder.PathOf("arm.json")
        );
    }

    [Fact]
    public async Task Deployed_WhatModulesWouldDoUnasked_IsNotDone()
    {
        var deployment = await Deployment.Default;

        bool IsOn(string type, params string[] path) =>
            path.Aggregate(deployment.Properties(type), (element, name) => element.GetProperty(name)).GetBoolean();
        IsOn("Microsoft.KeyVault/vaults", "enabledForDeployment").ShouldBeFalse();
        IsOn("Microsoft.KeyVault/vaults", "enabledForDiskEncryption").ShouldBeFalse();
        IsOn("Microsoft.KeyVault/vaults", "enabledForTemplateDeployment").ShouldBeFalse();
        IsOn("Microsoft.KeyVault/vaults", "enableRbacAuthorization").ShouldBeTrue();
        IsOn("Microsoft.KeyVault/vaults", "enablePurgeProtection").ShouldBeTrue();
        IsOn("Microsoft.Insights/components", "DisableIpMasking").ShouldBeFalse();
        IsOn("Microsoft.Insights/components", "DisableLocalAuth").ShouldBeTrue();
        IsOn("Microsoft.OperationalInsights/workspaces", "forceCmkForQuery").ShouldBeFalse();
        IsOn("Microsoft.OperationalInsights/workspaces", "features", "disableLocalAuth").ShouldBeTrue();
        IsOn("Microsoft.Web/sites", "httpsOnly").ShouldBeTrue();
        deployment
            .Properties("Microsoft.Storage/storageAccounts")
            .GetProperty("encryption")
            .GetProperty("requireInfrastructureEncryption")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        deployment
            .Properties("Microsoft.KeyVault/vaults")
            .GetProperty("sku")
            .GetProperty("name")
            .GetString()
            .ShouldBe("standard");
    }

    private static IEnumerable<string> Templates() =>
        Directory
            .GetFiles(RepositoryFiles.PathOf("infra"), "*.bicep", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryFiles.PathOf("."), path));

    [GeneratedRegex("^module [A-Za-z]+ '(?<reference>[a-z]+[:/][^']+:[^']*)'", RegexOptions.Multiline)]
    private static partial Regex References();

    [GeneratedRegex(@"^br/public:avm/res/[a-z-]+/[a-z-]+:[0-9]+\.[0-9]+\.[0-9]+$")]
    private static partial Regex ExactReference();

    [GeneratedRegex("^ +enableTelemetry: false$", RegexOptions.Multiline)]
    private static partial Regex CountsNobody();

    [GeneratedRegex("^ *resource [A-Za-z]+ '[^']+' = ", RegexOptions.Multiline)]
    private static partial Regex NativeResource();

    [GeneratedRegex(
        @"^\| `(?<module>[a-z/-]+)` \| (?<version>[0-9.]+) \| .+ \| [0-9a-f]{40} \| (compiled|source|other version) \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex InterfaceRow();
}
