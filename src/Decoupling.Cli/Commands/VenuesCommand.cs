using System.CommandLine;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Venues;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling venues</c>: what each venue gives of the watchlist, its limits, its state and its clock.</summary>
internal static class VenuesCommand
{
    public static Command Build()
    {
        var settings = CliSettings.FileOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a venue and line." };
        var command = new Command(
            "venues",
            "Asks each venue what it gives of the watchlist now, and shows its limits, its state, its clock and what is missing."
        )
        {
            settings,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    PipelineSettings.ReadForVenues(CliSettings.Read(parsed.GetValue(settings), [])),
                    parsed.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(PipelineOptions options, bool json, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        using var loggers = ConsoleLog.CreateFactory(clock, LogLevel.Error);
        var survey = new VenueSurvey(options.Fetch, VenueFactory.Create(options.Venues, clock, loggers), clock);
        var venues = await Waiting.ForAsync(
            "asking the venues",
            () => survey.RunAsync(options.Storage.OpenTables(), cancellationToken)
        );
        if (json)
        {
            foreach (var venue in venues)
            {
                Console.Out.WriteLine(VenuesView.Json(venue));
            }
        }
        else
        {
            VenuesView.Write(AnsiConsole.Console, venues);
        }

        return venues.Any(venue => venue.Instruments.Count == 0) ? ExitCodes.Problems : ExitCodes.Success;
    }
}
