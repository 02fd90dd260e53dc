using System.Diagnostics;
using System.Globalization;
using Decoupling.Pipeline.Storage;
using Spectre.Console;
using Spectre.Console.Rendering;
using TableRow = Decoupling.Pipeline.Storage.TableRow;

namespace Decoupling.Cli.Demo;

/// <summary>Shows a demo: a live table of the newest scores with each webhook message as it comes, then a summary.</summary>
/// <remarks>Where the output is no terminal, each slot is a line instead.</remarks>
internal static class DemoScreen
{
    private static readonly string[] Headings =
    [
        "asset",
        "venue",
        "price",
        "basis bp",
        "robust z",
        "dislocation",
        "β",
        "ρ",
        "funding %/y",
        "OI M USD",
        "longs at risk ≤ 5 % M USD",
    ];

    public static async Task ShowAsync(IAnsiConsole console, DemoSession session, CancellationToken cancellationToken)
    {
        var stopwatch = Stopwatch.StartNew();
        var tally = new DemoTally();
        if (console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await console
                .Live(new Text("starting"))
                .StartAsync(context => RunAsync(session, tally, cell => context.UpdateTarget(cell), cancellationToken));
        }
        else
        {
            await RunAsync(session, tally, null, cancellationToken, console.WriteLine);
        }

        await SummarizeAsync(console, session, tally, stopwatch.Elapsed, cancellationToken);
    }

    private static async Task RunAsync(
        DemoSession session,
        DemoTally tally,
        Action<IRenderable>? show,
        CancellationToken cancellationToken,
        Action<string>? say = null
    )
    {
        foreach (var slotAt in session.Slots)
        {
            tally.Add(await session.RunAsync(slotAt, cancellationToken));
            var rows = await LatestAsync(session, cancellationToken);
            var messages = session.Receiver.Posted.Skip(tally.Messages).Select(WebhookText.Of).ToArray();
            tally.Messages += messages.Length;
            tally.Recent.AddRange(messages);
            show?.Invoke(Screen(slotAt, session.PhaseAt(slotAt), rows, tally.Recent));
            say?.Invoke(Line(slotAt, session.PhaseAt(slotAt), rows));
            foreach (var message in messages)
            {
                say?.Invoke($"    webhook: {message}");
            }
        }

        await session.Pipeline.Summarize.RunAsync(cancellationToken);
    }

    private static async Task<TableRow[]> LatestAsync(DemoSession session, CancellationToken cancellationToken) =>
        await session
            .Pipeline.Tables.ReadPartitionAsync(ResultTableNames.Latest, "latest", null, null, cancellationToken)
            .Select(stored => stored.Row)
            .ToArrayAsync(cancellationToken);

    private static Rows Screen(DateTimeOffset slotAt, string phase, TableRow[] rows, IReadOnlyList<string> messages)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title($"{slotAt.UtcDateTime:HH:mm} UTC, the script says {phase}");
        table.AddColumns(Headings);
        foreach (var row in rows)
        {
            table.AddRow([.. Cells(row).Select(cell => new Text(cell))]);
        }

        return new Rows([table, .. messages.TakeLast(8).Select(message => new Text($"webhook: {message}"))]);
    }

    private static IEnumerable<string> Cells(TableRow row) =>
        [
            (string)row["Asset"]!,
            (string)row["Venue"]!,
            Number(row, "MarkPrice", "0.##"),
            Number(row, "BasisBps", "+0.0;-0.0;0.0"),
            Number(row, "BasisRobustZ", "+0.0;-0.0;0.0"),
            Number(row, "DislocationRatio", "0.00"),
            Number(row, "Beta", "0.000"),
            Number(row, "Correlation", "0.000"),
            Number(row, "FundingPerYear", "0.0", 100),
            Number(row, "OpenInterestUsd", "0", 1e-6),
            Number(row, "LongLiquidationWithin5PercentUsd", "0.0", 1e-6),
        ];

    private static string Line(DateTimeOffset slotAt, string phase, TableRow[] rows) =>
        $"{slotAt.UtcDateTime:HH:mm} {phase, -15} "
        + string.Join(
            " | ",
            rows.Select(row =>
                $"{row["Asset"]} {row["Venue"]} {Number(row, "BasisBps", "+0.0;-0.0;0.0")} bp, z {Number(row, "BasisRobustZ", "+0.0;-0.0;0.0")}"
            )
        );

    private static string Number(TableRow row, string column, string format, double scale = 1) =>
        row[column] is double value ? (scale * value).ToString(format, CultureInfo.InvariantCulture) : "-";

    private static async Task SummarizeAsync(
        IAnsiConsole console,
        DemoSession session,
        DemoTally tally,
        TimeSpan elapsed,
        CancellationToken cancellationToken
    )
    {
        var folder = Path.GetDirectoryName(session.DataFolder)!;
        var counts = await TableExport.WriteAsync(session.Pipeline.Tables, folder, cancellationToken);
        console.WriteLine();
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.Snapshots} snapshots scored in {elapsed.TotalSeconds:0.0} s: {tally.ResultRows} result rows, {tally.Refusals} refusals, {tally.Messages} webhook messages."
            )
        );
        console.WriteLine(
            $"Rows of each table: {string.Join(", ", counts.Select(count => $"{count.Table} {count.Rows}"))}."
        );
        console.WriteLine($"The rows lie as NDJSON in {folder}, the snapshots and tables in {session.DataFolder}.");
        console.WriteLine("The market was simulated. For real venues: decoupling run (see the README).");
    }
}
