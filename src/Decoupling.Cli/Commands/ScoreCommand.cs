using System.CommandLine;
using System.Globalization;
using Decoupling.Baselines;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Rows;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Spectre.Console;
using TableRow = Decoupling.Pipeline.Storage.TableRow;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling score</c>: the score card of a snapshot file.</summary>
internal static class ScoreCommand
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("file") { Description = "A snapshot, .json.gz, as fetch --out writes it." };
        var json = new Option<bool>("--json") { Description = "Print the result rows, one JSON object a line." };
        var settings = CliSettings.FileOption();
        var baselines = new Option<DirectoryInfo?>("--baselines")
        {
            Description =
                "Where the baseline that the snapshot names lies: the container's files, as replay --out writes them.",
        };
        var command = new Command(
            "score",
            "Scores a snapshot file and prints the score card. The same file gives the same bytes, always."
        )
        {
            file,
            json,
            settings,
            baselines,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(json),
                    PipelineSettings.ReadForScoring(CliSettings.Read(parsed.GetValue(settings), [])),
                    parsed.GetValue(baselines),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file,
        bool json,
        ScoringOptions scoring,
        DirectoryInfo? baselines,
        CancellationToken cancellationToken
    )
    {
        if (!file.Exists)
        {
            throw new FileNotFoundException($"There is no snapshot {file.FullName}.");
        }

        var read = SnapshotReader.Read(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        if (read.Snapshot is not { } snapshot)
        {
            await Console.Error.WriteLineAsync($"decoupling: {file.Name} is refused: {read.Refusal}");
            return ExitCodes.Problems;
        }

        Baseline? baseline = null;
        if (snapshot.Baseline is { } name && baselines is not null)
        {
            var stored = new BaselineBlobs(new FolderBaselineStore(baselines.FullName));
            var found = await stored.ReadBaselineAsync(name, cancellationToken);
            if (!found.IsRead)
            {
                await Console.Error.WriteLineAsync($"decoupling: the baseline cannot be read: {found.Reason}");
                return ExitCodes.Problems;
            }

            baseline = found.Content;
        }

        var card = SnapshotScoring.Compute(snapshot, scoring.ForBars(snapshot.SlotLength), baseline);
        var scores = ResultRow.From(card, DecouplingScoreColumns.All);
        var liquidations = ResultRow.From(card, LiquidationRiskColumns.All);
        if (json)
        {
            RowOutput.WriteJson([.. scores, .. liquidations]);
            return ExitCodes.Success;
        }

        for (var i = 0; i < scores.Count; i++)
        {
            WriteCard(card.Derivatives[i], scores[i], liquidations[i]);
        }

        return ExitCodes.Success;
    }

    private static void WriteCard(DerivativeScore score, TableRow scores, TableRow liquidations)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine((string)scores["Summary"]!);
        AnsiConsole.WriteLine((string)liquidations["Summary"]!);
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape($"{score.Venue} {score.Symbol}"))
            .AddColumns("column", "value", "unit", "meaning");
        AddRows(table, DecouplingScoreColumns.All, scores);
        AddRows(table, LiquidationRiskColumns.All, liquidations);
        AnsiConsole.Write(table);
    }

    private static void AddRows(Table table, IReadOnlyList<ResultColumn<ScoredRow>> columns, TableRow row)
    {
        foreach (var column in columns)
        {
            if (row[column.Name] is { } value && column.Name != "Summary")
            {
                table.AddRow(
                    new Text(column.Name),
                    new Text(
                        value is double number
                            ? number.ToString("G7", CultureInfo.InvariantCulture)
                            : Convert.ToString(value, CultureInfo.InvariantCulture)!
                    ),
                    new Text(column.Unit),
                    new Text(column.Meaning)
                );
            }
        }
    }
}
