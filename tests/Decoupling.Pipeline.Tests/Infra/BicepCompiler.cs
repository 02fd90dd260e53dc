using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The real Bicep compiler, from the package feed. Tests are skipped where it does not run or the feed lacks it; a feed that is down fails them.</summary>
internal static partial class BicepCompiler
{
    private static readonly Lazy<Task<(int Code, string Output)>> Restored = new(() =>
        StartAsync(
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

    /// <summary>Runs the compiler and returns what it said; a warning is a failure. The verified modules are their interfaces.</summary>
    public static async Task<string> RunAsync(params string[] arguments) =>
        await RunWithAsync(await BicepModules.HomeAsync(), arguments);

    /// <summary>The same with the modules below a folder that stands for the user's, or with the registry's where there is none.</summary>
    public static async Task<string> RunWithAsync(string? home, params string[] arguments)
    {
        var (code, output) = await StartAsync(await PathAsync(), arguments, home);
        code.ShouldBe(0, output);
        output.ShouldNotContain("Warning", Case.Insensitive);
        return output;
    }

    /// <summary>What the compiler has against a file, an error or a warning.</summary>
    public static async Task<string> ComplaintAsync(string path)
    {
        string[] arguments = ["build", path, "--no-restore", "--stdout"];
        var (_, output) = await StartAsync(await PathAsync(), arguments, await BicepModules.HomeAsync());
        return string.Join('\n', output.Split('\n').Where(line => Complaint().IsMatch(line)));
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

    private static async Task<(int Code, string Output)> StartAsync(
        string program,
        IEnumerable<string> arguments,
        string? home = null
    )
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
        if (home is not null)
        {
            start.Environment["HOME"] = home;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@": (Error|Warning) [A-Za-z0-9-]+: ")]
    private static partial Regex Complaint();

    [GeneratedRegex("error NU110[123]:")]
    private static partial Regex Absent();
}
