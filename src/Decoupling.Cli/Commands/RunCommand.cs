using System.CommandLine;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling run</c>: the local host.</summary>
internal static class RunCommand
{
    public static Command Build()
    {
        var settings = CliSettings.FileOption();
        var data = CliSettings.DataOption();
        var once = new Option<bool>("--once")
        {
            Description =
                "Build today's baselines, fetch the present slot, score what is not scored yet, deliver what is due, and end.",
        };
        var noFetch = new Option<bool>("--no-fetch") { Description = "With --once: do not fetch." };
        var command = new Command(
            "run",
            "Fetches, scores and notifies on schedules until Ctrl+C. Storage is Azurite unless the settings name an account."
        )
        {
            settings,
            data,
            once,
            noFetch,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(settings),
                    CliSettings.DataFolder(parsed.GetValue(data)),
                    parsed.GetValue(once),
                    !parsed.GetValue(noFetch),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo? settings,
        string dataFolder,
        bool once,
        bool fetch,
        CancellationToken cancellationToken
    )
    {
        var clock = TimeProvider.System;
        using var telemetry = OtlpTelemetry.StartIfAsked();
        using var loggers = ConsoleLog.CreateFactory(
            clock,
            LogLevel.Warning,
            telemetry is null ? null : OtlpTelemetry.AddLogs
        );
        await using var storage = await LocalStorage.StartAsync(
            CliSettings.Read(settings, []),
            dataFolder,
            cancellationToken
        );
        var options = PipelineSettings.Read(CliSettings.Read(settings, storage.Overrides));
        using var pipeline = RiskPipeline.Create(options, clock, loggers);
        await pipeline.CreateStorageAsync(cancellationToken);

        AnsiConsole.MarkupLineInterpolated(
            $"Scoring [bold]{string.Join(", ", options.Fetch.Assets)}[/] every {options.Fetch.SlotLength.TotalMinutes} min; data in {storage.Place}."
        );
        if (once)
        {
            return await RunOnceAsync(pipeline, options, clock, fetch, cancellationToken);
        }

        var host = new LocalHost(pipeline, options, clock, loggers.CreateLogger<LocalHost>());
        AnsiConsole.MarkupLineInterpolated(
            $"The next slot is fetched at {host.NextFetchAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Ctrl+C ends it; what is under way is finished first."
        );
        await host.RunAsync(cancellationToken);
        AnsiConsole.WriteLine("Stopped.");
        return ExitCodes.Stopped;
    }

    private static async Task<int> RunOnceAsync(
        RiskPipeline pipeline,
        PipelineOptions options,
        TimeProvider clock,
        bool fetch,
        CancellationToken cancellationToken
    )
    {
        await RunAsync("BuildBaselines", pipeline.BuildBaselines.RunAsync);
        if (fetch)
        {
            await RunAsync("FetchSnapshots", pipeline.Fetch.RunAsync);
        }

        var watch = new BlobWatch(pipeline, options.Fetch, clock);
        var outcomes = await watch.ScoreNewAsync(CancellationToken.None, cancellationToken);
        await RunAsync("DeliverNotifications", pipeline.Deliver.SweepAsync);
        var answered = await new AccountWatch(pipeline, options.Fetch, clock).AssessNewAsync(
            CancellationToken.None,
            cancellationToken
        );
        await pipeline.CheckHealth.RunAsync(cancellationToken);
        foreach (var outcome in outcomes)
        {
            AnsiConsole.WriteLine(
                outcome.Refusal is null
                    ? $"{outcome.Snapshot}: {outcome.ResultRows} rows, {outcome.Notifications} notifications"
                    : $"{outcome.Snapshot}: refused, {outcome.Refusal}"
            );
        }

        if (answered.Accounts + answered.Faults > 0)
        {
            AnsiConsole.WriteLine($"accounts: {answered.Accounts} answered, {answered.Faults} refused");
        }

        return answered.Faults > 0 || outcomes.Any(outcome => outcome.Refusal is not null)
            ? ExitCodes.Problems
            : ExitCodes.Success;

        Task RunAsync(string step, Func<CancellationToken, Task> run) =>
            pipeline.Runs.RunAsync(step, () => run(cancellationToken), cancellationToken);
    }
}
