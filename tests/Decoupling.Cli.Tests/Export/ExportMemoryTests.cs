using Decoupling.Cli.Export;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Tests.Export;

/// <summary>A million rows, of which the test command writes 1 % and a group: what is held does not grow with the rows.</summary>
[CollectionDefinition(nameof(ExportMemoryTests), DisableParallelization = true)]
[Collection(nameof(ExportMemoryTests))]
public sealed class ExportMemoryTests
{
    // 177 values in two arrays of 8,192 rows with their texts, and what the writers pool.
    private const long MostBytes = 192L << 20;

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(nameof(ExportFormat.Csv))]
    [InlineData(nameof(ExportFormat.Ndjson))]
    [InlineData(nameof(ExportFormat.Parquet))]
    public async Task Write_ManyRows_HoldsNoMoreThanAGroup(string name)
    {
        var format = Enum.Parse<ExportFormat>(name);
        var count = Environment.GetEnvironmentVariable("DECOUPLING_CAMPAIGN") == "full" ? 1_000_000 : 18_000;
        var contract = TableContract.Of(ResultTableNames.DecouplingScores);
        var selection = new ExportSelection(contract, null, null, null, ExportSelection.ColumnsOf(contract, []));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = new List<long>();
        var file = Path.GetTempFileName();
        try
        {
            await RowFiles.WriteAsync(file, format, selection, Rows(contract, count, held), CancellationToken.None);
        }
        finally
        {
            File.Delete(file);
        }

        held.Count.ShouldBe(count / 4_000);
        held.ShouldAllBe(bytes => bytes - before < MostBytes);
    }

    private static async IAsyncEnumerable<TableRow> Rows(TableContract contract, int count, List<long> held)
    {
        for (var i = 0; i < count; i++)
        {
            yield return new TableRow(
                "BTC_20260105",
                $"{i:D19}_binance_BTCUSDT",
                [.. contract.Columns.Select(column => new TableColumn(column.Name, Value(column.Type, i)))]
            );
            if (i % 4_000 == 3_999)
            {
                held.Add(GC.GetTotalMemory(forceFullCollection: true));
                await Task.Yield();
            }
        }
    }

    private static object Value(Type type, int i) =>
        type == typeof(string) ? $"text {i}"
        : type == typeof(double) ? i / 7.0
        : type == typeof(int) ? i
        : type == typeof(bool) ? i % 2 == 0
        : Start.AddMinutes(i);
}
