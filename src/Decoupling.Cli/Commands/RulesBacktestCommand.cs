using System.CommandLine;
using Decoupling.Alerts;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Alerts.Backtest;
using Decoupling.Pipeline.Alerts.Rules;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Steps;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling rules backtest</c>: when rules would have fired over stored rows.</summary>
internal static class RulesBacktestCommand
{
    public static Command Build()
    {
        var from = UtcOption.Create("--from", "The first slot, UTC.", isRequired: true);
        var to = UtcOption.Create("--to", "The end, UTC, exclusive.", isRequired: true);
        var folder = new Option<DirectoryInfo?>("--in")
        {
            Description = "A folder that 'replay --out' has written, instead of the storage.",
        };
        var file = new Option<FileInfo?>("--rules")
        {
            Description = "A rules file. Default: the rules of the settings.",
        };
        var settings = CliSettings.FileOption();
        var data = CliSettings.DataOption();
        var command = new Command(
            "backtest",
            "Lists each firing over stored rows, what would have been sent and what held back, and a summary by rule."
        )
        {
            from,
            to,
            folder,
            file,
            settings,
            data,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var span = (From: parsed.GetValue(from)!.Value, To: parsed.GetValue(to)!.Value);
                if (span.To <= span.From)
                {
                    throw new ArgumentException("--to must lie after --from.");
                }

                var own = parsed.GetValue(file) is { } named ? RulesFile.Read(named.FullName) : null;
                return parsed.GetValue(folder) is { } given
                    ? await OverFolderAsync(given, parsed.GetValue(settings), own, span, cancellationToken)
                    : await OverTablesAsync(
                        parsed.GetValue(settings),
                        CliSettings.DataFolder(parsed.GetValue(data)),
                        own,
                        span,
                        cancellationToken
                    );
            }
        );
        return command;
    }

    private static async Task<int> OverFolderAsync(
        DirectoryInfo folder,
        FileInfo? settings,
        IReadOnlyList<AlertRule>? own,
        (DateTimeOffset From, DateTimeOffset To) span,
        CancellationToken cancellationToken
    )
    {
        var rules = own ?? new AlertOptions().Rules(new FetchOptions().SlotLength);
        var slots = StoredSlots.ReadFolder(folder.FullName, rules, span.From, span.To);
        var channels = PipelineSettings.ReadForChannels(CliSettings.Read(settings, [])).Configured;
        return await RunAsync(rules, channels, slots.ToAsyncEnumerable(), cancellationToken);
    }

    private static async Task<int> OverTablesAsync(
        FileInfo? settings,
        string dataFolder,
        IReadOnlyList<AlertRule>? own,
        (DateTimeOffset From, DateTimeOffset To) span,
        CancellationToken cancellationToken
    )
    {
        var clock = TimeProvider.System;
        using var loggers = ConsoleLog.CreateFactory(clock, LogLevel.Warning);
        await using var storage = await LocalStorage.StartAsync(
            CliSettings.Read(settings, []),
            dataFolder,
            cancellationToken
        );
        var options = PipelineSettings.Read(CliSettings.Read(settings, storage.Overrides));
        using var pipeline = RiskPipeline.Create(options, clock, loggers);
        var rules = own ?? options.Alerts.Rules(options.Fetch.SlotLength);
        var assets = options.Fetch.Assets;
        var slots = StoredSlots.ReadTablesAsync(pipeline.Tables, assets, rules, span.From, span.To, cancellationToken);
        return await RunAsync(rules, pipeline.Deliver.Channels, slots, cancellationToken);
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<AlertRule> rules,
        IReadOnlyList<AlertChannel> channels,
        IAsyncEnumerable<StoredSlot> slots,
        CancellationToken cancellationToken
    )
    {
        var backtest = new RulesBacktest(rules, channels);
        var rows = 0;
        await foreach (var slot in slots.WithCancellation(cancellationToken))
        {
            rows += slot.Rows.Count;
            await backtest.TakeAsync(slot.Asset, slot.Table, slot.SlotAt, slot.Rows, cancellationToken);
        }

        if (rows == 0)
        {
            Console.Error.WriteLine("decoupling: no row of the rules' tables lies in that time.");
            return ExitCodes.Problems;
        }

        BacktestView.Write(rules, backtest);
        return ExitCodes.Success;
    }
}
