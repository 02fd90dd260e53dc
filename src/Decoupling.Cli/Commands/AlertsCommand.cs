using System.CommandLine;
using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling alerts</c>: what fires now, silences, acknowledgements, and a test of the way to the channels.</summary>
internal static class AlertsCommand
{
    private static readonly Option<FileInfo?> s_settings = CliSettings.FileOption();
    private static readonly Option<DirectoryInfo?> s_data = CliSettings.DataOption();
    private static readonly Option<string> s_author = new("--author")
    {
        Description = "Who says so. Default: the user's name.",
        DefaultValueFactory = _ => Environment.UserName,
    };
    private static readonly Option<double> s_hours = new("--hours")
    {
        Description = "For how many hours.",
        DefaultValueFactory = _ => 2,
    };

    public static Command Build()
    {
        var command = new Command("alerts", "Says which alerts are up, and what is silenced.")
        {
            BuildSilence(),
            BuildUnsilence(),
            BuildAcknowledge(),
            BuildTest(),
            s_settings,
            s_data,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, ListAsync, cancellationToken));
        return command;
    }

    private static Command BuildSilence()
    {
        var rule = Pattern("--rule", "rules");
        var asset = Pattern("--asset", "assets");
        var venue = Pattern("--venue", "venues");
        var comment = new Option<string>("--comment") { Description = "Why.", DefaultValueFactory = _ => "" };
        var command = new Command("silence", "Holds messages back for a while. What is over is told all the same.")
        {
            rule,
            asset,
            venue,
            s_hours,
            s_author,
            comment,
            s_settings,
            s_data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (desk, _, stopping) =>
                    {
                        var silence = await desk.SilenceAsync(
                            (
                                parsed.GetRequiredValue(rule),
                                parsed.GetRequiredValue(asset),
                                parsed.GetRequiredValue(venue)
                            ),
                            TimeSpan.FromHours(parsed.GetRequiredValue(s_hours)),
                            parsed.GetRequiredValue(s_author),
                            parsed.GetRequiredValue(comment),
                            stopping
                        );
                        Console.WriteLine(Text(silence));
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static Command BuildUnsilence()
    {
        var id = new Argument<string>("id") { Description = "The silence, as 'decoupling alerts' lists it." };
        var command = new Command("unsilence", "Ends a silence.") { id, s_settings, s_data };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (desk, _, stopping) =>
                    {
                        var name = parsed.GetRequiredValue(id);
                        if (await desk.UnsilenceAsync(name, stopping))
                        {
                            return ExitCodes.Success;
                        }

                        Console.Error.WriteLine($"decoupling: there is no silence {name}.");
                        return ExitCodes.Problems;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static Command BuildAcknowledge()
    {
        var key = new Argument<string>("alert") { Description = "The alert: rule/asset/venue/symbol." };
        var command = new Command(
            "ack",
            "Acknowledges an alert's present firing: it is not told again unless it gets graver."
        )
        {
            key,
            s_hours,
            s_author,
            s_settings,
            s_data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (desk, _, stopping) =>
                    {
                        var known = await desk.AcknowledgeAsync(
                            parsed.GetRequiredValue(key),
                            TimeSpan.FromHours(parsed.GetRequiredValue(s_hours)),
                            parsed.GetRequiredValue(s_author),
                            stopping
                        );
                        Console.WriteLine(
                            $"{known.AlertKey}, firing {known.Generation}, is known to {known.Author} until {Time(known.UntilAt)}"
                        );
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static Command BuildTest()
    {
        var channel = new Argument<string?>("channel")
        {
            Description = "The channel, as 'slack'. Default: every channel.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("test", "Sends a test alert the whole way: outbox, delivery, channel.")
        {
            channel,
            s_settings,
            s_data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (_, pipeline, stopping) =>
                    {
                        var test = new AlertTest(pipeline.Tables, pipeline.Deliver, TimeProvider.System);
                        var messages = await test.RunAsync(parsed.GetValue(channel), stopping);
                        foreach (var told in messages)
                        {
                            Console.WriteLine($"{told.Channel}: {told.Kind} {told.Outcome}. {told.Reason}");
                        }

                        return messages.All(told => told.Outcome == "Delivered")
                            ? ExitCodes.Success
                            : ExitCodes.Problems;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> ListAsync(AlertDesk desk, RiskPipeline pipeline, CancellationToken cancellationToken)
    {
        var alerts = await desk.ReadStandingAsync(cancellationToken);
        var notes = await AlertNotes.ReadAsync(pipeline.Tables, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var alert in alerts.OrderBy(alert => alert.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(Text(alert));
        }

        foreach (var silence in notes.Silences.Where(silence => now < silence.UntilAt))
        {
            Console.WriteLine(Text(silence));
        }

        foreach (var fault in notes.Faults)
        {
            Console.Error.WriteLine($"decoupling: a note in Alerts says nothing. {fault}");
        }

        if (alerts.Count == 0)
        {
            Console.WriteLine("No alert is up.");
        }

        return notes.Faults.Count == 0 ? ExitCodes.Success : ExitCodes.Problems;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        Func<AlertDesk, RiskPipeline, CancellationToken, Task<int>> action,
        CancellationToken cancellationToken
    )
    {
        var clock = TimeProvider.System;
        var settings = parsed.GetValue(s_settings);
        using var loggers = ConsoleLog.CreateFactory(clock, LogLevel.Warning);
        await using var storage = await LocalStorage.StartAsync(
            CliSettings.Read(settings, []),
            CliSettings.DataFolder(parsed.GetValue(s_data)),
            cancellationToken
        );
        var options = PipelineSettings.Read(CliSettings.Read(settings, storage.Overrides));
        using var pipeline = RiskPipeline.Create(options, clock, loggers);
        await pipeline.CreateStorageAsync(cancellationToken);
        var desk = new AlertDesk(pipeline.Tables, pipeline.Deliver.Channels, clock);
        return await action(desk, pipeline, cancellationToken);
    }

    private static Option<string> Pattern(string name, string what) =>
        new(name) { Description = $"The {what}, a pattern with * and ?.", DefaultValueFactory = _ => "*" };

    private static string Text(StandingAlert alert)
    {
        var state = alert.State;
        var since = state is { IsFiring: true, SinceAt: { } at } ? $" since {Time(at)}" : "";
        var severity = alert.Severity is { } grave ? $" {grave}" : "";
        return $"{state.Phase}{severity}: {alert.Key}{since}, last slot {Time(state.LastSlotAt)}, firing {state.Generation}";
    }

    private static string Text(AlertSilence silence) =>
        $"Silence {silence.Id}: rule {silence.Rule}, asset {silence.Asset}, venue {silence.Venue}, until {Time(silence.UntilAt)}, by {silence.Author}. {silence.Comment}".TrimEnd();

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
