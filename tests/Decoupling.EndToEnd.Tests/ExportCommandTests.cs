using System.Globalization;
using System.Text.Json;
using Decoupling.EndToEnd.Tests.Consumers;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests;

/// <summary><c>decoupling export</c> over stored rows, read back by programs that know nothing of us.</summary>
[Collection(nameof(ScriptedRun))]
public sealed class ExportCommandTests(ScriptedRun run) : IDisposable
{
    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("decoupling-export-");

    private static readonly string[] Tables =
    [
        .. ResultTableNames.All.Except([ResultTableNames.Failures, ResultTableNames.AccountRisk]),
    ];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Export_Parquet_HoldsEveryStoredValueForAnotherReader()
    {
        foreach (var read in await ExportAsync("parquet", "read-parquet.mjs"))
        {
            var table = read.Key;
            var columns = TableContract.Of(table).Columns;
            foreach (var file in read)
            {
                file.GetProperty("columns")
                    .EnumerateArray()
                    .Skip(2)
                    .Select(column => (column.GetProperty("name").GetString()!, ParquetType(column)))
                    .ShouldBe(columns.Select(column => (column.Name, ParquetTypeOf(column.Type))));
            }

            var rows = read.SelectMany(file => file.GetProperty("rows").EnumerateArray()).ToArray();
            await ShouldBeStoredAsync(
                table,
                rows,
                (cell, type) => Parquet(cell, type),
                stored => stored is DateTimeOffset at ? at.ToUnixTimeMilliseconds() : stored
            );
        }
    }

    [Fact]
    public async Task Export_Csv_HoldsEveryStoredValueForAnotherReader()
    {
        foreach (var read in await ExportAsync("csv", "read-csv.mjs"))
        {
            var table = read.Key;
            var rows = read.SelectMany(file => file.EnumerateArray()).ToArray();
            rows[0]
                .EnumerateObject()
                .Select(cell => cell.Name)
                .ShouldBe(["PartitionKey", "RowKey", .. TableContract.Of(table).Columns.Select(column => column.Name)]);
            await ShouldBeStoredAsync(table, rows, (cell, type) => Cell(cell.GetString()!, type), stored => stored);
        }
    }

    [Fact]
    public async Task Export_Csv_IsAFrameOfTypedColumnsInPandas()
    {
        var file = Path.Combine(folder.FullName, "scores.csv");
        var result = await CliProcess.RunAsync(Storage(), "export", "--table", "DecouplingScores", "--out", file);
        result.ExitCode.ShouldBe(0, result.Error);

        var printed = await PythonScripts.RunAsync("pandas", NodeScripts.PathOf("read_frame.py"), NoSettings, file);

        var frame = JsonDocument.Parse(printed).RootElement;
        var types = frame.GetProperty("types");
        types.GetProperty("AsOf").GetString().ShouldBe("datetime64[ns, UTC]");
        types.GetProperty("BasisBps").GetString().ShouldBe("float64");
        types.GetProperty("SlotSeconds").GetString().ShouldBe("int64");
        var expected = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.DecouplingScores);
        frame
            .GetProperty("rows")
            .EnumerateArray()
            .Select(row => row.GetProperty("BasisBps").GetDouble())
            .Zip(expected.Select(row => (double)row["BasisBps"]!))
            .ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 1e-12);
    }

    [Fact]
    public async Task Export_Folder_KeepsDaysThatAreOverAndWritesNothingHalf()
    {
        var lake = Path.Combine(folder.FullName, "lake");
        string[] arguments = ["export", "--table", "DecouplingScores", "--asset", "BTC", "--from", "2026-01-05"];
        arguments = [.. arguments, "--to", "2026-01-06", "--format", "ndjson", "--out", lake];
        var file = Path.Combine(lake, "DecouplingScores", "BTC_20260105.ndjson");

        var first = await CliProcess.RunAsync(Storage(), arguments);
        var whole = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, "kept", TestContext.Current.CancellationToken);
        var second = await CliProcess.RunAsync(Storage(), arguments);
        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var third = await CliProcess.RunAsync(Storage(), [.. arguments, "--overwrite"]);

        first.ExitCode.ShouldBe(0, first.Error);
        first.Error.ShouldContain("22 rows in 1 files");
        second.ExitCode.ShouldBe(0, second.Error);
        second.Error.ShouldContain("1 of days that are over were there");
        kept.ShouldBe("kept");
        third.ExitCode.ShouldBe(0, third.Error);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(whole);
        Directory.GetFiles(lake, "*unfinished*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_ColumnsAndTimes_GivesThoseRowsOnStandardOutput()
    {
        var result = await CliProcess.RunAsync(
            Storage(),
            [
                "export",
                "--table",
                "decouplingscores",
                "--from",
                "2026-01-05T12:10",
                "--to",
                "2026-01-05T12:20Z",
                "--columns",
                "AsOf, Venue",
            ]
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result
            .Text.Split("\r\n")
            .ShouldBe([
                "AsOf,Venue",
                "2026-01-05T12:15:00Z,\"binance\"",
                "2026-01-05T12:15:00Z,\"bybit\"",
                "2026-01-05T12:10:00Z,\"binance\"",
                "2026-01-05T12:10:00Z,\"bybit\"",
                "",
            ]);
    }

    [Theory]
    [InlineData("There is no table Scores", "--table", "Scores")]
    [InlineData("has no column Basis;", "--table", "Latest", "--columns", "Basis")]
    [InlineData("--out is needed for parquet", "--table", "Latest", "--format", "parquet")]
    [InlineData("Alerts has no time", "--table", "Alerts", "--from", "2026-01-01")]
    [InlineData("--to must lie after", "--table", "Slots", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("is no time", "--table", "Slots", "--from", "yesterday")]
    [InlineData("must be a folder for several", "--table", "Slots", "Latest", "--out", "x.csv")]
    public async Task Export_WrongOption_IsRefusedWithItsName(string expected, params string[] arguments)
    {
        var result = await CliProcess.RunAsync(Storage(), ["export", .. arguments]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task Export_AssetThatHasNoRow_IsAProblem()
    {
        var result = await CliProcess.RunAsync(Storage(), "export", "--table", "Slots", "--asset", "BTCC");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("0 rows");
    }

    /// <summary>Exports all tables into a folder, and reads each table's files in the order of their partitions.</summary>
    private async Task<ILookup<string, JsonElement>> ExportAsync(string format, string script)
    {
        var result = await CliProcess.RunAsync(
            Storage(),
            ["export", "--table", .. Tables, "--format", format, "--out", folder.FullName]
        );
        result.ExitCode.ShouldBe(0, result.Error);
        var files = Tables.SelectMany(table => FilesOf(table, format)).ToArray();
        var printed = await NodeScripts.RunAsync(
            NodeScripts.PathOf(script),
            NoSettings,
            [.. files.Select(file => file.Path)]
        );
        var read = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        read.Length.ShouldBe(files.Length);
        return files.Zip(read).ToLookup(pair => pair.First.Table, pair => JsonDocument.Parse(pair.Second).RootElement);
    }

    private (string Table, string Path)[] FilesOf(string table, string format)
    {
        var whole = Path.Combine(folder.FullName, $"{table}.{format}");
        var paths = File.Exists(whole)
            ? [whole]
            : Directory.GetFiles(Path.Combine(folder.FullName, table)).Order(StringComparer.Ordinal).ToArray();
        return [.. paths.Select(path => (table, path))];
    }

    private async Task ShouldBeStoredAsync(
        string table,
        JsonElement[] rows,
        Func<JsonElement, Type, object?> read,
        Func<object?, object?> expected
    )
    {
        var stored = await StoredRows.ReadAsync(run.Azurite.Tables, table);
        stored.ShouldNotBeEmpty();
        rows.Select(row => row.GetProperty("RowKey").GetString()).ShouldBe(stored.Select(row => row.RowKey));
        foreach (var (row, one) in rows.Zip(stored))
        {
            foreach (var column in TableContract.Of(table).Columns)
            {
                read(row.GetProperty(column.Name), column.Type)
                    .ShouldBe(expected(one[column.Name]), $"{table}.{column.Name}");
            }
        }
    }

    private Dictionary<string, string> Storage() =>
        new() { ["Decoupling__StorageConnectionString"] = run.Azurite.ConnectionString };

    private static string ParquetType(JsonElement column) =>
        string.Join(
            ' ',
            new[] { "type", "logical", "unit", "repetition" }.Select(name =>
                column.TryGetProperty(name, out var value) ? value.GetString() : "-"
            )
        );

    private static string ParquetTypeOf(Type type) =>
        type == typeof(string) ? "BYTE_ARRAY STRING - OPTIONAL"
        : type == typeof(double) ? "DOUBLE - - OPTIONAL"
        : type == typeof(int) ? "INT32 INTEGER - OPTIONAL"
        : type == typeof(bool) ? "BOOLEAN - - OPTIONAL"
        : "INT64 TIMESTAMP MICROS OPTIONAL";

    // The reader's dates have milliseconds.
    private static object? Parquet(JsonElement value, Type type) =>
        value.ValueKind == JsonValueKind.Null ? null
        : type == typeof(DateTimeOffset)
            ? DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()
        : type == typeof(double) ? value.GetDouble()
        : type == typeof(int) ? value.GetInt32()
        : type == typeof(bool) ? value.GetBoolean()
        : value.GetString();

    private static object? Cell(string text, Type type) =>
        text.Length == 0 ? null
        : type == typeof(DateTimeOffset) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
        : type == typeof(double) ? double.Parse(text, CultureInfo.InvariantCulture)
        : type == typeof(int) ? int.Parse(text, CultureInfo.InvariantCulture)
        : type == typeof(bool) ? text == "true"
        : text.StartsWith('\'') ? text[1..]
        : text;
}
