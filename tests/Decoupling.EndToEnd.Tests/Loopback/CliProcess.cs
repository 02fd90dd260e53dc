using System.Diagnostics;
using System.Text;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>The real <c>decoupling</c> command as a process of its own.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process process;
    private readonly Lock gate = new();
    private readonly MemoryStream output = new();
    private readonly Task<string> error;
    private readonly Task reading;
    private TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CliProcess(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    public int Id => process.Id;

    /// <summary>Whether the process is over.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Starts the command with settings of its own; those of the machine are not passed on.</summary>
    public static CliProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        StartAssembly("Decoupling.Cli.dll", settings, arguments);

    /// <summary>Starts another program of this build in the same way.</summary>
    public static CliProcess StartAssembly(
        string assembly,
        IReadOnlyDictionary<string, string> settings,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new CliProcess(Process.Start(start)!);
    }

    /// <summary>Runs the command to its end.</summary>
    public static async Task<CliResult> RunAsync(
        IReadOnlyDictionary<string, string> settings,
        params string[] arguments
    )
    {
        await using var process = Start(settings, arguments);
        return await process.WaitAsync();
    }

    /// <summary>Waits until the command ends, however it does.</summary>
    public async Task<CliResult> WaitAsync(TimeSpan? patience = null)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(patience ?? Patience);
        await reading.WaitAsync(Patience);
        return new CliResult(process.ExitCode, output.ToArray(), await error);
    }

    /// <summary>Waits until standard output holds a text.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length).Contains(text))
                {
                    return;
                }

                next = grown.Task;
            }

            (reading.IsCompleted && !next.IsCompleted).ShouldBeFalse($"The command ended without '{text}': {Seen()}");
            await Task.WhenAny(next, reading).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the process ends, or for so long.</summary>
    public async Task WaitForExitAsync(TimeSpan most)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(most);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends the command hard, as a power cut or the out-of-memory killer does: nothing of it runs on.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private string Seen()
    {
        lock (gate)
        {
            return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length)
                + (error.IsCompleted ? error.Result : "");
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        int count;
        while ((count = await process.StandardOutput.BaseStream.ReadAsync(buffer)) > 0)
        {
            lock (gate)
            {
                output.Write(buffer, 0, count);
                grown.SetResult();
                grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("Decoupling__", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Schedule", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The bytes of its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record CliResult(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);
}
