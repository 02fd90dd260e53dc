using System.CommandLine;
using System.Globalization;
using Decoupling.Cli.Hosting;
using Decoupling.Hazard.Fitting;
using Decoupling.Pipeline.Archive;
using Decoupling.Pipeline.Reference;
using Decoupling.Snapshots;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling hazard fit</c>: new coefficients of the hazard from recorded hours.</summary>
internal static class HazardFitCommand
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Option<string[]> Asset = new("--asset")
    {
        Description = "The underlyings, in the order of the files. Default BTC.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["BTC"],
    };
    private static readonly Option<string> Venue = new("--venue")
    {
        Description = "The venue that the files are of. Default binance.",
        DefaultValueFactory = _ => "binance",
    };
    private static readonly Option<FileSystemInfo[]> Spot = Files(
        "--spot",
        "Bars of the spot markets, an hour or less long: a file or a folder for each asset, in the forms that replay reads."
    );
    private static readonly Option<FileSystemInfo[]> Perp = Files("--perp", "Bars of the perpetuals, likewise.");
    private static readonly Option<FileSystemInfo[]> Funding = Files(
        "--funding",
        "Funding rates as they were paid, likewise."
    );
    private static readonly Option<DateOnly?> TrainTo = new("--train-to")
    {
        Description =
            "Learn from what was known when this day began, UTC, test on what came after. Default: a year before the files end.",
    };
    private static readonly Option<FileInfo> Output = new("--out")
    {
        Description = "The JSON file to write, for Decoupling__HazardModelFile.",
        Required = true,
    };

    public static Command BuildGroup() => new("hazard", "The state of elevated risk: its coefficients.") { Build() };

    private static Command Build()
    {
        var command = new Command(
            "fit",
            "Fits the hazard's coefficients on recorded hours and prints how they did on the hours after. The same files give the same numbers."
        )
        {
            Asset,
            Venue,
            Spot,
            Perp,
            Funding,
            TrainTo,
            Output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, TimeProvider.System, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TimeProvider clock, CancellationToken cancellationToken)
    {
        var histories = ReadHistories(parsed);
        var trainTo = parsed.GetValue(TrainTo) is { } day
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : histories.Max(history => history.Spot.EndAt).AddYears(-1);
        var model = HazardFit.Compute(
            histories,
            new HazardFitOptions { TrainTo = trainTo },
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)
        );
        var output = parsed.GetRequiredValue(Output).FullName;
        await File.WriteAllTextAsync(output, model.ToJson(), cancellationToken);
        HazardFitView.Write(AnsiConsole.Console, model);
        AnsiConsole.WriteLine($"Written to {output}.");
        return ExitCodes.Success;
    }

    private static HazardHistory[] ReadHistories(ParseResult parsed)
    {
        var assets = parsed.GetRequiredValue(Asset);
        var (spot, perp, funding) = (PathsOf(parsed, Spot), PathsOf(parsed, Perp), PathsOf(parsed, Funding));
        if (spot.Length != assets.Length || perp.Length != assets.Length || funding.Length != assets.Length)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"There are {assets.Length} assets, {spot.Length} --spot, {perp.Length} --perp and {funding.Length} --funding; each asset takes one of each, a file or a folder."
                )
            );
        }

        var terms = ReferenceTables.FundingTerms();
        return
        [
            .. assets.Select(
                (asset, i) =>
                    new HazardHistory
                    {
                        Asset = asset,
                        Venue = parsed.GetRequiredValue(Venue),
                        FundingTerms = terms,
                        Spot = ArchiveBars.Read([spot[i]]).Aggregate(Hour),
                        Perpetual = ArchiveBars.Read([perp[i]]).Aggregate(Hour),
                        FundingPaid = ArchiveFunding.Read([funding[i]]).Paid,
                    }
            ),
        ];
    }

    private static string[] PathsOf(ParseResult parsed, Option<FileSystemInfo[]> option) =>
        [.. parsed.GetRequiredValue(option).Select(file => file.FullName)];

    private static Option<FileSystemInfo[]> Files(string name, string description) =>
        new(name)
        {
            Description = description,
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
}
