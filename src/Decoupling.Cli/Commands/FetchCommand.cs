using System.CommandLine;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Venues;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling fetch</c>: one snapshot from the venues, shown and not stored.</summary>
internal static class FetchCommand
{
    public static Command Build()
    {
        var asset = new Argument<string>("asset") { Description = "The underlying, as in BTC." };
        var settings = CliSettings.FileOption();
        var venue = new Option<string[]>("--venue")
        {
            Description = "Ask these venues only, in place of those that are set.",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<FileInfo?>("--out") { Description = "Write the snapshot to this file (.json.gz)." };
        var command = new Command(
            "fetch",
            "Fetches one asset's present slot from the venues and shows what came back and what did not."
        )
        {
            asset,
            settings,
            venue,
            output,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(asset),
                    parsed.GetValue(settings),
                    parsed.GetValue(venue) ?? [],
                    parsed.GetValue(output),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string asset,
        FileInfo? settings,
        string[] only,
        FileInfo? output,
        CancellationToken cancellationToken
    )
    {
        var clock = TimeProvider.System;
        using var loggers = ConsoleLog.CreateFactory(clock, LogLevel.Error);
        var options = PipelineSettings.ReadForFetch(CliSettings.Read(settings, []), asset, only);
        var venues = VenueFactory.Create(options.Venues, clock, loggers);
        var market = new MarketFetch(options.Fetch, venues);
        var slotAt = options.Fetch.SlotAt(clock.GetUtcNow());
        var snapshot = await Waiting.ForAsync(
            "asking the venues",
            () => market.FetchAsync(asset, slotAt, previous: null, cancellationToken)
        );

        SnapshotView.Write(AnsiConsole.Console, snapshot);
        if (output is not null)
        {
            var bytes = SnapshotWriter.Write(snapshot);
            await File.WriteAllBytesAsync(output.FullName, bytes, cancellationToken);
            AnsiConsole.WriteLine($"{output.FullName}: {bytes.Length} bytes");
        }

        return snapshot.Instruments.Count == 0 ? ExitCodes.Dependency : ExitCodes.Success;
    }
}
