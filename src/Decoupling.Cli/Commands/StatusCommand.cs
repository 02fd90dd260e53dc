using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Health;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling status</c>: whether it works, and what needs whom.</summary>
internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Command Build()
    {
        var settings = CliSettings.FileOption();
        var data = CliSettings.DataOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("status", "Says whether everything works; exit code 1 when something does not.")
        {
            json,
            settings,
            data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                StoredPipeline.RunAsync(
                    parsed.GetValue(settings),
                    parsed.GetValue(data),
                    async (pipeline, options, stopping) =>
                        Show(
                            HealthReport.Of(
                                await pipeline.Health.ReadAsync(stopping),
                                TimeProvider.System.GetUtcNow(),
                                options.Fetch.SlotLength
                            ),
                            parsed.GetValue(json)
                        ),
                    cancellationToken
                )
        );
        return command;
    }

    private static int Show(HealthReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, Json));
        }
        else
        {
            Show(report);
        }

        return report.State == HealthState.Ok ? ExitCodes.Success : ExitCodes.Problems;
    }

    private static void Show(HealthReport report)
    {
        AnsiConsole.WriteLine(
            report.State switch
            {
                HealthState.Ok => "All is well.",
                HealthState.Attention => "It works; something wants a look, by day.",
                _ => "It does not do its work.",
            }
        );
        foreach (var need in report.Needs)
        {
            AnsiConsole.WriteLine($"  {need.State}: {need.What}. {need.Reason}");
            AnsiConsole.WriteLine($"      {need.Advice}");
        }

        if (report.Parts.Count > 0)
        {
            var table = new Table { Border = TableBorder.Simple }.AddColumns("part", "name", "state", "as of", "");
            foreach (var part in report.Parts)
            {
                table.AddRow(
                    new Text(part.Kind),
                    new Text(part.Name),
                    new Text(part.State.ToString()),
                    new Text(part.AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                    new Text(part.Reason)
                );
            }

            AnsiConsole.Write(table);
        }
    }
}
