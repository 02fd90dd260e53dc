using System.CommandLine;
using System.Globalization;
using Decoupling.Cli.Hosting;
using Decoupling.Cli.Replay;
using Decoupling.Pipeline.Archive;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling replay</c>: the live steps over recorded history.</summary>
internal static class ReplayCommand
{
    private static readonly Option<FileSystemInfo[]> Spot = Files(
        "--spot",
        "Bars of the spot market: gzip CSV, or a public archive's zip or CSV; several files or a folder."
    );
    private static readonly Option<FileSystemInfo[]> Perp = Files(
        "--perp",
        "Bars of the perpetual, in the same forms."
    );
    private static readonly Option<FileSystemInfo[]> Funding = Files(
        "--funding",
        "Funding rates as they were paid, in the same forms."
    );

    private static readonly Option<string> Asset = new("--asset")
    {
        Description = "The underlying. Default BTC.",
        DefaultValueFactory = _ => "BTC",
    };
    private static readonly Option<string> Venue = new("--venue")
    {
        Description = "The venue that the files are of. Default binance.",
        DefaultValueFactory = _ => "binance",
    };
    private static readonly Option<int> SlotMinutes = new("--slot-minutes")
    {
        Description = "Minutes from slot to slot. Default 5.",
        DefaultValueFactory = _ => 5,
    };
    private static readonly Option<DateTimeOffset?> From = new("--from")
    {
        Description = "The first slot, inclusive, UTC. Default: the first that the files allow.",
    };
    private static readonly Option<DateTimeOffset?> To = new("--to")
    {
        Description = "The last slot, exclusive, UTC. Default: the last that the files allow.",
    };
    private static readonly Option<DirectoryInfo?> Output = new("--out")
    {
        Description = "Write the rows as NDJSON to this folder; no storage is needed.",
    };

    public static Command Build()
    {
        var settings = CliSettings.FileOption();
        var data = CliSettings.DataOption();
        var command = new Command(
            "replay",
            "Cuts recorded history into snapshots and runs the steps that run live, with the clock moved by hand."
        )
        {
            Spot,
            Perp,
            Funding,
            Asset,
            Venue,
            SlotMinutes,
            From,
            To,
            Output,
            settings,
            data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    parsed.GetValue(settings),
                    CliSettings.DataFolder(parsed.GetValue(data)),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        FileInfo? settings,
        string dataFolder,
        CancellationToken cancellationToken
    )
    {
        var history = ReadHistory(parsed);
        var (from, to) = (parsed.GetValue(From), parsed.GetValue(To));
        AnsiConsole.WriteLine(
            $"{history.Count(from, to)} slots of {parsed.GetValue(SlotMinutes)} min from {Text(from ?? history.FirstSlotAt)} to {Text(to ?? history.LastSlotAt)}."
        );

        await using ReplayTarget target = parsed.GetValue(Output) is { } folder
            ? await FolderReplay.OpenAsync(folder.FullName, settings, cancellationToken)
            : await StorageReplay.OpenAsync(settings, dataFolder, cancellationToken);
        var tally = await ReplayProgress.RunAsync(
            AnsiConsole.Console,
            history.Read(from, to),
            history.Count(from, to),
            target,
            cancellationToken
        );
        tally.Write(AnsiConsole.Console, target.Place);
        return tally.Mismatches > 0 ? ExitCodes.Problems : ExitCodes.Success;
    }

    private static ArchiveSnapshots ReadHistory(ParseResult parsed)
    {
        var asset = parsed.GetRequiredValue(Asset);
        var step = TimeSpan.FromMinutes(parsed.GetRequiredValue(SlotMinutes));
        var market = new ArchiveMarket
        {
            Asset = asset,
            Venue = parsed.GetRequiredValue(Venue),
            SpotSymbol = asset + "USDT",
            PerpetualSymbol = asset + "USDT",
            Spot = ArchiveBars.Read(PathsOf(parsed, Spot)),
            Perpetual = ArchiveBars.Read(PathsOf(parsed, Perp)),
            Funding = ArchiveFunding.Read(PathsOf(parsed, Funding)),
        };
        return new ArchiveSnapshots(market, step, step);
    }

    private static string[] PathsOf(ParseResult parsed, Option<FileSystemInfo[]> option) =>
        [.. (parsed.GetValue(option) ?? []).Select(file => file.FullName)];

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static Option<FileSystemInfo[]> Files(string name, string description) =>
        new(name)
        {
            Description = description,
            AllowMultipleArgumentsPerToken = true,
            Required = name != "--funding",
        };
}
