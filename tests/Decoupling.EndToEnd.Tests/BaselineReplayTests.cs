using System.Text.Json;
using System.Text.Json.Nodes;
using Decoupling.Baselines;
using Decoupling.Cli.Hosting;
using Decoupling.Cli.Replay;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A replay builds the same digests and baselines as the live steps, so its rows are the same.</summary>
[Collection(nameof(SharedStorage))]
public sealed class BaselineReplayTests(AzuriteFixture azurite) : IDisposable
{
    private const int Days = 5;

    private static readonly TimeSpan Window = OptionsByBar.WindowFor(ArchivedMarket.Step);
    private static readonly DateTimeOffset Start = new(2025, 3, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Percentiles after two days, so that a few days show them.</summary>
    private static readonly ScoringOptions Scoring = new PipelineOptions().Scoring with
    {
        Baseline = new BaselineOptions
        {
            MinimumDays = 2,
            Correlation = new() { MinimumWeight = 0.1 },
        },
    };

    private readonly string asset = $"{Guid.NewGuid():N}"[..20];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("decoupling-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The slots of the days, with the window of hourly bars before them.</summary>
    private IEnumerable<MarketSnapshot> History =>
        ArchivedMarket.Read(asset, Start - Window, Days + Window.Days).Read(from: Start);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Replay_ToAFolder_HasTheRowsOfTheLiveStepsByteForByte()
    {
        await RunLiveAsync();

        await using (var target = await FolderReplay.OpenAsync(folder.FullName, Scoring, Cancellation))
        {
            await new ReplayRun(History, target).RunAsync(() => { }, Cancellation);
        }

        var live = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.DecouplingScores, asset);
        live.Count.ShouldBe(24 * Days + 1);
        live.Count(row => row["RobustZRank"] is not null).ShouldBe(73, "three days and the midnight after them");
        live.Count(row => row["DislocationComposite"] is not null).ShouldBe(73);
        foreach (var (replayed, lived) in (await ReplayedAsync()).Zip(Texts(live)))
        {
            replayed.ShouldBe(lived);
        }

        (await ReplayedAsync()).Length.ShouldBe(live.Count);
    }

    [Fact]
    public async Task Replay_ToStorage_HasTheBaselinesAndRowsOfTheReplayToAFolder()
    {
        var settings = new FileInfo(Path.Combine(folder.FullName, "settings.json"));
        await File.WriteAllTextAsync(
            settings.FullName,
            JsonSerializer.Serialize(
                new Dictionary<string, string> { ["Decoupling:StorageConnectionString"] = azurite.ConnectionString }
            ),
            Cancellation
        );
        await using (ReplayTarget target = await StorageReplay.OpenAsync(settings, folder.FullName, Cancellation))
        {
            await new ReplayRun(History, target).RunAsync(() => { }, Cancellation);
        }

        await using (ReplayTarget target = await FolderReplay.OpenAsync(folder.FullName, settings: null, Cancellation))
        {
            var tally = await new ReplayRun(History, target).RunAsync(() => { }, Cancellation);
            tally.Mismatches.ShouldBe(0);
        }

        var files = new FolderBaselineStore(Path.Combine(folder.FullName, BaselineName.Container));
        foreach (var kind in Enum.GetValues<BaselineKind>())
        {
            var names = await NamesAsync(files, kind);
            names.Length.ShouldBe(Days);
            (await NamesAsync(azurite.Baselines, kind)).ShouldBe(names);
        }

        var rows = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.DecouplingScores, asset);
        rows.Count(row => (string?)row["Status"] == "Ok").ShouldBe(24 * Days + 1);
        (await ReplayedAsync()).ShouldBe(Texts(rows));
    }

    private Task<string[]> NamesAsync(IBaselineStore store, BaselineKind kind) =>
        store
            .ListAsync(BaselineName.Prefix(kind, asset, ArchivedMarket.Step), Cancellation)
            .ToArrayAsync(Cancellation)
            .AsTask();

    /// <summary>The steps as the hosts run them, day after day; only the market is read and not fetched.</summary>
    private async Task RunLiveAsync()
    {
        var clock = new MovedClock(Start);
        var options = new PipelineOptions
        {
            Fetch = new FetchOptions { Assets = [asset], SlotLength = ArchivedMarket.Step },
            Storage = new StorageOptions { ConnectionString = azurite.ConnectionString },
            Scoring = Scoring,
        };
        using var pipeline = RiskPipeline.Create(options, clock, NullLoggerFactory.Instance);
        await pipeline.CreateStorageAsync(Cancellation);
        DateOnly? today = null;
        foreach (var cut in History)
        {
            clock.MoveTo(cut.SlotAt);
            var day = DateOnly.FromDateTime(cut.SlotAt.UtcDateTime);
            if (day != today)
            {
                today = day;
                await pipeline.BuildBaselines.RunAsync(Cancellation);
            }

            var baseline = await pipeline.Baselines.FindNewestAsync(asset, cut.SlotLength, day, Cancellation);
            var snapshot = cut with { Baseline = baseline?.Format() };
            var name = SnapshotName.From(snapshot);
            await pipeline.Blobs.WriteIfAbsentAsync(name, SnapshotWriter.Write(snapshot), Cancellation);
            (await pipeline.Score.RunAsync(name.Format(), Cancellation)).Refusal.ShouldBeNull();
        }
    }

    private async Task<string[]> ReplayedAsync()
    {
        var path = Path.Combine(folder.FullName, $"{ResultTableNames.DecouplingScores}.ndjson");
        return
        [
            .. (await File.ReadAllLinesAsync(path, Cancellation)).Select(InOrderOfNames).Order(StringComparer.Ordinal),
        ];
    }

    private static string[] Texts(IEnumerable<TableRow> rows) =>
        [.. rows.Select(row => InOrderOfNames(StoredRows.Text(row))).Order(StringComparer.Ordinal)];

    /// <summary>A row's JSON with its numbers as they stand.</summary>
    private static string InOrderOfNames(string json) =>
        new JsonObject(
            JsonNode
                .Parse(json)!
                .AsObject()
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))
        ).ToJsonString();
}
