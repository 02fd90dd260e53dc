using System.Diagnostics;

namespace Decoupling.EndToEnd.Tests.Consumers;

/// <summary>A program of a consumer, run to its end.</summary>
internal static class ConsumerProcess
{
    /// <summary>What it printed; one that fails fails the test with what it said.</summary>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> settings
    )
    {
        var (code, output, error) = await TryAsync(program, arguments, settings);
        code.ShouldBe(0, error);
        return output;
    }

    /// <summary>Its exit code, and what it said.</summary>
    public static async Task<(int Code, string Output, string Error)> TryAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> settings
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
