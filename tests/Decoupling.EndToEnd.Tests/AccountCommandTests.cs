using System.Diagnostics;
using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests;

/// <summary><c>decoupling account FILE</c> by a snapshot file that the pipeline stored.</summary>
[Collection(nameof(ScriptedRun))]
public sealed class AccountCommandTests(ScriptedRun run) : IAsyncLifetime
{
    private static readonly Dictionary<string, string> NoSettings = [];
    private static readonly DateTimeOffset SlotAt = ScriptedRun.At(10);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("decoupling-account-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SnapshotFile => Path.Combine(folder.FullName, "btc.json.gz");

    public async ValueTask InitializeAsync() =>
        await run
            .Azurite.Container.GetBlobClient(new SnapshotName(ScriptedRun.Asset, SlotAt).Format())
            .DownloadToAsync(SnapshotFile, Cancellation);

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Account_GoodFile_ShowsWhatATraderReads()
    {
        var file = await WriteAsync(PositionsFiles.OneLong("BTC"));

        var result = await CliProcess.RunAsync(NoSettings, "account", file, "--snapshot", SnapshotFile);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Text.ShouldContain("liquidated at");
        result.Text.ShouldContain("Long binance BTCUSDT");
        result.Text.ShouldContain("within 24 h");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Account_Json_IsTheRowsOfTheTable()
    {
        var file = await WriteAsync(PositionsFiles.OneLong("BTC"));
        var result = await CliProcess.RunAsync(NoSettings, "account", file, "--snapshot", SnapshotFile, "--json");
        var again = await CliProcess.RunAsync(NoSettings, "account", file, "--snapshot", SnapshotFile, "--json");

        var rows = result
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();
        rows.Select(row => row.GetProperty("RowKind").GetString()).ShouldBe(["Account", "Position"]);
        rows[1].GetProperty("RowKey").GetString().ShouldBe($"{TableKeys.ReverseTicks(SlotAt)}_position_long");
        rows[1].GetProperty("Snapshot").GetString().ShouldBe("btc.json.gz");
        rows[1]
            .GetProperty("LiquidationPrice")
            .GetDouble()
            .ShouldBeLessThan(rows[1].GetProperty("MarkPrice").GetDouble());
        again.Output.ShouldBe(result.Output);
    }

    [Fact]
    public async Task Account_OneBadAccount_NamesItsLineAnswersTheOtherAndExitsWithProblems()
    {
        var file = await WriteAsync(
            PositionsFiles.File(
                PositionsFiles.Account("good", PositionsFiles.Position("a", "binance", "BTC")),
                PositionsFiles.Account("bad", PositionsFiles.Position("a", "binance", "BTC", -1))
            )
        );

        var result = await CliProcess.RunAsync(NoSettings, "account", file, "--snapshot", SnapshotFile);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("Line 7: size must be above 0");
        result.Text.ShouldContain("good as of");
    }

    [Fact]
    public async Task Account_NoFileOrNoSnapshot_IsAWrongArgument()
    {
        var file = await WriteAsync(PositionsFiles.OneLong("BTC"));

        (
            await CliProcess.RunAsync(NoSettings, "account", "nowhere.json", "--snapshot", SnapshotFile)
        ).ExitCode.ShouldBe(2);
        (await CliProcess.RunAsync(NoSettings, "account", file, "--snapshot", "nowhere.gz")).ExitCode.ShouldBe(2);
        (await CliProcess.RunAsync(NoSettings, "account", file, "--snapshot", file)).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Account_StorageWithoutASnapshotOfTheLastDay_SaysSo()
    {
        var file = await WriteAsync(PositionsFiles.OneLong("BTC"));
        var settings = new Dictionary<string, string>
        {
            ["Decoupling__Assets"] = "BTC",
            ["Decoupling__StorageConnectionString"] = run.Azurite.ConnectionString,
        };

        var result = await CliProcess.RunAsync(settings, "account", file);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("no snapshot of the last day");
    }

    [Fact]
    public async Task Account_TenThousandPositions_AreAnsweredWithin256MiB()
    {
        var accounts = Enumerable
            .Range(0, 5_000)
            .Select(index =>
                PositionsFiles.Account(
                    $"desk-{index}",
                    PositionsFiles.Position("a", "binance", "BTC", 0.01 + index * 1e-3),
                    PositionsFiles.Position("b", "bybit", "BTC", 0.01 + index * 1e-3)
                )
            );
        var file = await WriteAsync(PositionsFiles.File([.. accounts]));
        var settings = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x10000000" };
        var watch = Stopwatch.StartNew();

        var result = await CliProcess.RunAsync(settings, "account", file, "--snapshot", SnapshotFile, "--json");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.Count(letter => letter == '\n').ShouldBe(15_000);
        TestContext.Current.SendDiagnosticMessage($"10,000 positions took {watch.Elapsed}");
    }

    private async Task<string> WriteAsync(string json)
    {
        var path = Path.Combine(folder.FullName, "positions.json");
        await File.WriteAllTextAsync(path, json, Cancellation);
        return path;
    }
}
