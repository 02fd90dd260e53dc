using System.CommandLine;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling notifications</c>: what waits, what could not be told, and what was tried; puts the dead back and enables a channel.</summary>
internal static class NotificationsCommand
{
    private static readonly Option<FileInfo?> s_settings = CliSettings.FileOption();
    private static readonly Option<DirectoryInfo?> s_data = CliSettings.DataOption();

    public static Command Build()
    {
        var dead = new Option<bool>("--dead") { Description = "Only what could not be told." };
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description =
                "From when on attempts and the dead are shown, UTC. Default: a day ago, and all that is dead.",
        };
        var json = new Option<bool>("--json") { Description = "The rows themselves, a JSON object a line." };
        var command = new Command(
            "notifications",
            "Says what waits to be told, what could not be, and what was tried or held back."
        )
        {
            BuildReplay(),
            BuildEnable(),
            dead,
            since,
            json,
            s_settings,
            s_data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    (desk, stopping) =>
                        ListAsync(
                            desk,
                            parsed.GetValue(dead),
                            parsed.GetValue(since)?.ToUniversalTime(),
                            parsed.GetValue(json),
                            stopping
                        ),
                    cancellationToken
                )
        );
        return command;
    }

    private static Command BuildReplay()
    {
        var id = new Argument<string?>("id")
        {
            Description = "The notification, as 'decoupling notifications --dead' lists it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "All that is dead." };
        var channel = new Option<string?>("--channel") { Description = "Only what this channel was to be told." };
        var command = new Command("replay", "Puts what is dead back, under the same id; the next delivery sends it.")
        {
            id,
            all,
            channel,
            s_settings,
            s_data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var name = parsed.GetValue(id);
                if (parsed.GetValue(all) == name is not null)
                {
                    throw new ArgumentException("Name one notification, or --all.");
                }

                return RunAsync(
                    parsed,
                    async (desk, stopping) =>
                    {
                        var count = await desk.ReplayAsync(name, parsed.GetValue(channel), stopping);
                        Console.WriteLine($"{count} put back; the next delivery sends what is due.");
                        return count > 0 || name is null ? ExitCodes.Success : ExitCodes.Problems;
                    },
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static Command BuildEnable()
    {
        var channel = new Argument<string>("channel") { Description = "The channel, as 'slack'." };
        var command = new Command(
            "enable",
            "Tells a channel again whose receiver was gone, or asked to be left alone for longer than you believe."
        )
        {
            channel,
            s_settings,
            s_data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (desk, stopping) =>
                    {
                        var name = parsed.GetRequiredValue(channel);
                        if (await desk.EnableAsync(name, stopping))
                        {
                            Console.WriteLine(
                                $"{name} is told again. 'decoupling notifications replay --all --channel {name}' sends what it missed."
                            );
                            return ExitCodes.Success;
                        }

                        Console.Error.WriteLine($"decoupling: the channel {name} is neither disabled nor resting.");
                        return ExitCodes.Problems;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> ListAsync(
        NotificationDesk desk,
        bool onlyDead,
        DateTimeOffset? since,
        bool json,
        CancellationToken cancellationToken
    )
    {
        var dead = await desk.ReadDeadAsync(since, cancellationToken);
        var waiting = onlyDead ? [] : await desk.ReadWaitingAsync(cancellationToken);
        var from = since ?? TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1);
        var attempts = onlyDead ? [] : await desk.ReadAttemptsAsync(from, cancellationToken);
        var gone = await desk.ReadGoneAsync(cancellationToken);
        var resting = await desk.ReadRestingAsync(cancellationToken);
        if (json)
        {
            RowOutput.WriteJson([.. waiting, .. dead, .. attempts]);
        }
        else
        {
            NotificationsView.Write(waiting, dead, attempts, resting, gone);
        }

        return dead.Count == 0 && gone.Count == 0 ? ExitCodes.Success : ExitCodes.Problems;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        Func<NotificationDesk, CancellationToken, Task<int>> action,
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
        return await action(new NotificationDesk(pipeline.Tables, clock), cancellationToken);
    }
}
