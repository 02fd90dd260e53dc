using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests;

/// <summary><c>decoupling score FILE --json</c> over a snapshot that the pipeline stored.</summary>
[Collection(nameof(ScriptedRun))]
public sealed class ScoreCommandTests(ScriptedRun run) : IAsyncLifetime
{
    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("decoupling-score-");

    // A slot in which one venue is dislocated, so that every column has something to say.
    private static readonly DateTimeOffset SlotAt = ScriptedRun.At(30);

    private string File => Path.Combine(folder.FullName, "btc.json.gz");

    public async ValueTask InitializeAsync() =>
        await run
            .Azurite.Container.GetBlobClient(new SnapshotName(ScriptedRun.Asset, SlotAt).Format())
            .DownloadToAsync(File, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Score_SameSnapshotInTwoProcesses_GivesIdenticalBytes()
    {
        var first = await CliProcess.RunAsync(NoSettings, "score", File, "--json");
        var second = await CliProcess.RunAsync(NoSettings, "score", File, "--json");

        first.ExitCode.ShouldBe(0, first.Error);
        first.Output.ShouldNotBeEmpty();
        second.Output.ShouldBe(first.Output);
    }

    [Fact]
    public async Task Score_StoredSnapshot_GivesTheStoredRows()
    {
        var result = await CliProcess.RunAsync(NoSettings, "score", File, "--json");

        string[] tables = [ResultTableNames.DecouplingScores, ResultTableNames.LiquidationRisk];
        var stored = new List<string>();
        foreach (var table in tables)
        {
            var rows = await StoredRows.ReadAsync(run.Azurite.Tables, table);
            stored.AddRange(
                rows.Where(row => (DateTimeOffset)row["AsOf"]! == SlotAt).Select(row => StoredRows.Text(row))
            );
        }

        var printed = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        printed.Select(ByColumnName).ShouldBe(stored.Select(ByColumnName));
    }

    [Fact]
    public async Task Score_DamagedFile_SaysWhyAndExitsWithProblems()
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllBytesAsync(
            File,
            bytes[..(bytes.Length / 2)],
            TestContext.Current.CancellationToken
        );

        var result = await CliProcess.RunAsync(NoSettings, "score", File, "--json");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("btc.json.gz is refused");
    }

    /// <summary>A row's columns in the order of their names, each value's text as it was written.</summary>
    private static string ByColumnName(string line)
    {
        using var row = JsonDocument.Parse(line);
        var columns = row.RootElement.EnumerateObject().OrderBy(column => column.Name, StringComparer.Ordinal);
        return string.Join(' ', columns.Select(column => $"{column.Name}={column.Value.GetRawText()}"));
    }
}
