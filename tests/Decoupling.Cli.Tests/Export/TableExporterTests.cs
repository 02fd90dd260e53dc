using Decoupling.Cli.Export;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Tests.Export;

public sealed class TableExporterTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("decoupling-exporter-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Run_AssetAndDays_AsksForNoOtherPartition()
    {
        var tables = new ListedTables(Row("BTC", Day), Row("BTC", Day.AddDays(1)), Row("ETH", Day));
        var selection = Selection("BTC", Day, Day.AddDays(2));

        var tally = await Exporter(tables).RunAsync(selection, Cancellation);

        tally.ShouldBe(new ExportTally(Rows: 2, Files: 2, Kept: 0));
        tables.Asked.ShouldBe(["BTC_20260105", "BTC_20260106"]);
    }

    [Fact]
    public async Task Run_NoAsset_WritesAFileForEachPartitionAndLeavesOutWhatLiesOutside()
    {
        var tables = new ListedTables(
            Row("BTC", Day.AddMinutes(-5)),
            Row("BTC", Day),
            Row("BTC", Day.AddHours(23)),
            Row("ETH", Day),
            Row("ETH", Day.AddDays(1))
        );

        var tally = await Exporter(tables).RunAsync(Selection(null, Day, Day.AddDays(1)), Cancellation);

        tally.ShouldBe(new ExportTally(Rows: 3, Files: 2, Kept: 0));
        Lines("BTC_20260105").Length.ShouldBe(2);
        Lines("ETH_20260105").Length.ShouldBe(1);
        Files().Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("BTC")]
    public async Task Run_FileOfADayThatIsLongOver_IsKept(string? asset)
    {
        var tables = new ListedTables(Row("BTC", Day), Row("BTC", Day.AddDays(1)));
        var selection = Selection(asset, asset is null ? null : Day, asset is null ? null : Day.AddDays(2));
        await Exporter(tables).RunAsync(selection, Cancellation);
        var kept = FileOf("BTC_20260105");
        File.WriteAllText(kept, "kept");
        File.SetLastWriteTimeUtc(kept, Day.AddDays(2).UtcDateTime);

        var again = await Exporter(tables).RunAsync(selection, Cancellation);

        again.Kept.ShouldBe(2);
        File.ReadAllText(kept).ShouldBe("kept");
    }

    [Fact]
    public async Task Run_FileWrittenWhileItsDayWasNotLongOver_IsWrittenAnew()
    {
        var tables = new ListedTables(Row("BTC", Day), Row("BTC", Day.AddHours(1)));
        await Exporter(tables).RunAsync(Selection("BTC", Day, Day.AddDays(1)), Cancellation);
        var file = FileOf("BTC_20260105");
        File.WriteAllText(file, "half a day");
        File.SetLastWriteTimeUtc(file, Day.AddDays(2).AddSeconds(-1).UtcDateTime);

        await Exporter(tables).RunAsync(Selection("BTC", Day, Day.AddDays(1)), Cancellation);

        Lines("BTC_20260105").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Write_SourceThatFails_LeavesTheFileThatStoodAndNoOther()
    {
        var file = FileOf("BTC_20260105");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "whole");

        await Should.ThrowAsync<IOException>(() =>
            RowFiles.WriteAsync(file, ExportFormat.Ndjson, Selection("BTC", null, null), Broken(), Cancellation)
        );

        File.ReadAllText(file).ShouldBe("whole");
        Files().ShouldBe([file]);
    }

    [Fact]
    public void ValuesOf_RowOfAnotherType_NamesTableKeyAndColumn()
    {
        var row = new TableRow("BTC_20260105", "1", [new TableColumn("BasisBps", "5")]);

        Should
            .Throw<InvalidDataException>(() => Selection("BTC", null, null).ValuesOf(row))
            .Message.ShouldBe("DecouplingScores (BTC_20260105, 1): BasisBps is a String, not a Double.");
    }

    private static async IAsyncEnumerable<TableRow> Broken()
    {
        yield return Row("BTC", Day);
        await Task.Yield();
        throw new IOException("The connection broke.");
    }

    private static TableRow Row(string asset, DateTimeOffset at) =>
        new(
            TableKeys.AssetDay(asset, at),
            TableKeys.Newest(at, "binance", asset),
            [new TableColumn("Asset", asset), new TableColumn("AsOf", at)]
        );

    private static ExportSelection Selection(string? asset, DateTimeOffset? from, DateTimeOffset? to)
    {
        var contract = TableContract.Of(ResultTableNames.DecouplingScores);
        return new ExportSelection(contract, asset, from, to, ExportSelection.ColumnsOf(contract, []));
    }

    private TableExporter Exporter(ListedTables tables) =>
        new(
            new StoredTable(tables, Day.AddDays(3)),
            new ExportTarget(folder.FullName, IsFolder: true, ExportFormat.Ndjson),
            overwrite: false
        );

    private string FileOf(string partition) =>
        Path.Combine(folder.FullName, ResultTableNames.DecouplingScores, partition + ".ndjson");

    private string[] Lines(string partition) => File.ReadAllLines(FileOf(partition));

    private string[] Files() => Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories);
}
