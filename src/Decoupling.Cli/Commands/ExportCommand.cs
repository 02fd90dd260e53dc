using System.CommandLine;
using Decoupling.Cli.Export;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling export</c>: result tables as CSV, NDJSON or Parquet.</summary>
internal static class ExportCommand
{
    public static Command Build()
    {
        var table = new Option<string[]>("--table")
        {
            Description = "The table, or several.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var asset = new Option<string?>("--asset") { Description = "One asset. Default: all." };
        var from = UtcOption.Create("--from", "The first time, UTC. Default: the oldest row.");
        var to = UtcOption.Create("--to", "The end, UTC, exclusive. Default: the newest row.");
        var columns = new Option<string?>("--columns")
        {
            Description = "Columns in the order wanted, separated by commas. Default: the keys and all of the table.",
        };
        var format = new Option<ExportFormat>("--format")
        {
            Description = "csv, ndjson or parquet.",
            DefaultValueFactory = _ => ExportFormat.Csv,
        };
        var output = new Option<string?>("--out")
        {
            Description =
                "A file; or a folder, which gets a file a day and keeps those of days that are over. Default: standard output, not for parquet.",
        };
        var overwrite = new Option<bool>("--overwrite") { Description = "Write the files of all days anew." };
        var folder = new Option<DirectoryInfo?>("--in")
        {
            Description = "A folder that 'replay --out' has written, instead of the storage.",
        };
        var settings = CliSettings.FileOption();
        var data = CliSettings.DataOption();
        var command = new Command("export", "Writes result tables as CSV, NDJSON or Parquet.")
        {
            table,
            asset,
            from,
            to,
            columns,
            format,
            output,
            overwrite,
            folder,
            settings,
            data,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var names = (parsed.GetValue(columns) ?? "").Split(
                    ',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                );
                var selections = parsed
                    .GetValue(table)!
                    .Select(TableContract.Of)
                    .Distinct()
                    .Select(contract => new ExportSelection(
                        contract,
                        parsed.GetValue(asset),
                        parsed.GetValue(from),
                        parsed.GetValue(to),
                        ExportSelection.ColumnsOf(contract, names)
                    ))
                    .ToArray();
                var target = parsed.GetValue(output) is { } path
                    ? ExportTarget.Of(path, parsed.GetValue(format))
                    : null;
                ExportChecks.Throw(selections, target, parsed.GetValue(format));
                return parsed.GetValue(folder) is { } given
                    ? await FromFolderAsync(given, selections, target, parsed.GetValue(format), cancellationToken)
                    : await FromStorageAsync(
                        parsed.GetValue(settings),
                        CliSettings.DataFolder(parsed.GetValue(data)),
                        selections,
                        target,
                        (parsed.GetValue(format), parsed.GetValue(overwrite)),
                        cancellationToken
                    );
            }
        );
        return command;
    }

    private static async Task<int> FromFolderAsync(
        DirectoryInfo folder,
        IReadOnlyList<ExportSelection> selections,
        ExportTarget? target,
        ExportFormat format,
        CancellationToken cancellationToken
    )
    {
        var code = ExitCodes.Success;
        foreach (var selection in selections)
        {
            var rows = FolderTable.ReadAsync(folder.FullName, selection, cancellationToken);
            var count = target is null
                ? await ToOutputAsync(format, selection, rows, cancellationToken)
                : await RowFiles.WriteAsync(
                    target.FileOf(selection.Contract, partition: null),
                    format,
                    selection,
                    rows,
                    cancellationToken
                );
            code = Math.Max(code, Say(selection, new ExportTally(count, Files: 1, Kept: 0)));
        }

        return code;
    }

    private static async Task<int> FromStorageAsync(
        FileInfo? settings,
        string dataFolder,
        IReadOnlyList<ExportSelection> selections,
        ExportTarget? target,
        (ExportFormat Format, bool Overwrite) how,
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
        var stored = new StoredTable(pipeline.Tables, clock.GetUtcNow());
        var code = ExitCodes.Success;
        foreach (var selection in selections)
        {
            var tally = target is null
                ? new ExportTally(
                    await ToOutputAsync(
                        how.Format,
                        selection,
                        stored.ReadAsync(selection, stored.Partitions(selection), cancellationToken),
                        cancellationToken
                    ),
                    Files: 1,
                    Kept: 0
                )
                : await new TableExporter(stored, target, how.Overwrite).RunAsync(selection, cancellationToken);
            code = Math.Max(code, Say(selection, tally));
        }

        return code;
    }

    private static async Task<long> ToOutputAsync(
        ExportFormat format,
        ExportSelection selection,
        IAsyncEnumerable<Pipeline.Storage.TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        await using var output = Console.OpenStandardOutput();
        return await RowFiles.WriteAsync(output, format, selection, rows, cancellationToken);
    }

    /// <summary>Says what was written; nothing at all is a problem, so that a misspelt asset is no success.</summary>
    private static int Say(ExportSelection selection, ExportTally tally)
    {
        var kept = tally.Kept == 0 ? "" : $", {tally.Kept} of days that are over were there";
        Console.Error.WriteLine($"{selection.Contract.Table}: {tally.Rows} rows in {tally.Files} files{kept}.");
        return tally.Rows == 0 && tally.Kept == 0 ? ExitCodes.Problems : ExitCodes.Success;
    }
}
