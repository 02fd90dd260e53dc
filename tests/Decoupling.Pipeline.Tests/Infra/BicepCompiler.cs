using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The real Bicep compiler, from the package feed. Tests are skipped where it does not run or the feed lacks it; a feed that is down fails them.</summary>
internal static partial class BicepCompiler
{
    private static readonly Lazy<Task<(int Code, string Output)>> Restored = new(() =>
        RunAsync(
            "dotnet",
            [
                "msbuild",
                RepositoryFiles.PathOf("tests/Decoupling.Pipeline.Tests/Infra/Compiler/Compiler.csproj"),
                "-restore",
                "-target:Locate",
                "-getProperty:BicepCompilerPath",
                "-nologo",
            ]
        )
    );

    /// <summary>Runs the compiler and returns what it said; a warning is a failure.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output) = await RunAsync(await PathAsync(), arguments);
        code.ShouldBe(0, output);
        output.ShouldNotContain("Warning", Case.Insensitive);
        return output;
    }

    private static async Task<string> PathAsync()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "The Bicep compiler's package is for Linux on x64."
        );
        var (code, output) = await Restored.Value;
        Assert.SkipWhen(
            code != 0 && Absent().IsMatch(output),
            "The package feed lacks Azure.Bicep.CommandLine.linux-x64."
        );
        code.ShouldBe(0, output);
        return output.Trim().Split('\n')[^1];
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["AZURE_ENV_NAME"] = "test";
        start.Environment["AZURE_LOCATION"] = "westeurope";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex("error NU110[123]:")]
    private static partial Regex Absent();
}
