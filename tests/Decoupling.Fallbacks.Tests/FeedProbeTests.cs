using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Decoupling.Fallbacks.Tests;

/// <summary>Runs the real probe in a copy of its files, against package feeds that the test makes.</summary>
public sealed class FeedProbeTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("decoupling-probe-").FullName;

    public FeedProbeTests()
    {
        foreach (
            var file in new[]
            {
                "src/Directory.Build.props",
                "src/Directory.Build.targets",
                "src/Directory.Packages.props",
                "src/BannedSymbols.txt",
                "src/Fallbacks/FeedProbe.targets",
                "src/Fallbacks/Probe/Probe.csproj",
            }
        )
        {
            var copy = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(RepositoryRoot(), file), copy);
        }

        Directory.CreateDirectory(Path.Combine(root, "src/App"));
        File.WriteAllText(
            Path.Combine(root, "src/App/App.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Remove="Microsoft.CodeAnalysis.BannedApiAnalyzers" />
              </ItemGroup>
              <Target Name="Answer" DependsOnTargets="ProbePackageFeed" />
            </Project>
            """
        );
    }

    [Fact]
    public async Task Probe_FeedWithoutThePackages_AnswersFalse()
    {
        UseFeed(Directory.CreateDirectory(Path.Combine(root, "empty-feed")).FullName);

        var (code, output) = await ProbeAsync();

        code.ShouldBe(0, output);
        Answer().ShouldNotBeNull().ShouldContain("<AzurePackages>false</AzurePackages>");
    }

    [Fact]
    public async Task Probe_FeedThatIsDown_StopsTheBuildAndAnswersNothing()
    {
        UseFeed("http://127.0.0.1:9/index.json");

        var (code, output) = await ProbeAsync();

        code.ShouldNotBe(0);
        output.ShouldContain("could not be asked");
        Answer().ShouldBeNull();
    }

    [Fact]
    public async Task Probe_AnswerGiven_AsksNothing()
    {
        UseFeed("http://127.0.0.1:9/index.json");

        var (code, output) = await ProbeAsync("-p:AzurePackages=false");

        code.ShouldBe(0, output);
        Answer().ShouldBeNull();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void UseFeed(string source) =>
        File.WriteAllText(
            Path.Combine(root, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="test" value="{source}" allowInsecureConnections="true" />
              </packageSources>
            </configuration>
            """
        );

    private string? Answer()
    {
        var file = Path.Combine(root, "artifacts/feed.props");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    private async Task<(int Code, string Output)> ProbeAsync(params string[] more)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["msbuild", "src/App/App.csproj", "-t:Answer", "-nodeReuse:false", .. more])
        {
            start.ArgumentList.Add(argument);
        }

        // What the surrounding test run sets must not decide here.
        start.Environment.Remove("AzurePackages");
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["NUGET_PACKAGES"] = Path.Combine(root, "packages");
        start.Environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(root, "http-cache");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
