using System.Diagnostics;
using System.Globalization;
using Decoupling.Snapshots;
using Spectre.Console;

namespace Decoupling.Cli.Replay;

/// <summary>Runs a replay behind a progress bar where the output is a terminal, and says how long it took.</summary>
internal static class ReplayProgress
{
    public static async Task<ReplayTally> RunAsync(
        IAnsiConsole console,
        IEnumerable<MarketSnapshot> history,
        int slots,
        ReplayTarget target,
        CancellationToken cancellationToken
    )
    {
        var run = new ReplayRun(history, target);
        var stopwatch = Stopwatch.StartNew();
        var tally =
            console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
                ? await console
                    .Progress()
                    .StartAsync(context =>
                    {
                        var task = context.AddTask("replaying", maxValue: slots);
                        return run.RunAsync(() => task.Increment(1), cancellationToken);
                    })
                : await run.RunAsync(static () => { }, cancellationToken);
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Replayed in {stopwatch.Elapsed.TotalSeconds:0.0} s, {1e6 * stopwatch.Elapsed.TotalSeconds / Math.Max(1, tally.Slots):0} µs a slot."
            )
        );
        return tally;
    }
}
