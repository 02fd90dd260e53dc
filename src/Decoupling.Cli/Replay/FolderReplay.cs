using Decoupling.Baselines;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Cli.Replay;

/// <summary>Replays into a folder of NDJSON: the same step, over a store that is files, without a webhook.</summary>
internal sealed class FolderReplay : ReplayTarget
{
    private readonly FolderTableStore tables;
    private readonly MovedClock clock = CreateClock();
    private readonly FolderBaselineStore baselineFiles;
    private readonly BaselineBlobs baselines;
    private readonly BuildBaselines buildBaselines;
    private readonly ScoreSnapshot step;

    private FolderReplay(string folder, ScoringOptions scoring)
    {
        Place = folder;
        tables = new FolderTableStore(folder);
        var failures = new FailureLog(tables, clock);
        baselineFiles = new FolderBaselineStore(Path.Combine(folder, BaselineName.Container));
        baselines = new BaselineBlobs(baselineFiles);
        buildBaselines = new BuildBaselines(
            new FetchOptions(),
            scoring.Baseline,
            tables,
            baselines,
            failures,
            clock,
            NullLogger<BuildBaselines>.Instance
        );
        step = new ScoreSnapshot(
            scoring,
            blobs: null,
            baselines,
            tables,
            new RuleRunner(tables, new AlertOptions().Rules(new FetchOptions().SlotLength), channels: [], clock),
            new DeliverNotifications(
                tables,
                channels: [],
                new Random(0),
                clock,
                NullLogger<DeliverNotifications>.Instance
            ),
            new SlotLedger(tables, clock, "replay"),
            failures,
            heartbeat: null,
            NullLogger<ScoreSnapshot>.Instance
        );
    }

    public override string Place { get; }

    public static Task<FolderReplay> OpenAsync(
        string folder,
        FileInfo? settings,
        CancellationToken cancellationToken
    ) => OpenAsync(folder, PipelineSettings.ReadForScoring(CliSettings.Read(settings, [])), cancellationToken);

    public static async Task<FolderReplay> OpenAsync(
        string folder,
        ScoringOptions scoring,
        CancellationToken cancellationToken
    )
    {
        var replay = new FolderReplay(folder, scoring);
        await replay.tables.CreateTablesAsync(cancellationToken);
        replay.baselineFiles.Clear();
        return replay;
    }

    public override Task<ReplayBaseline> StartDayAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    ) => BuildAsync(buildBaselines, baselines, asset, slotLength, day, cancellationToken);

    public override ScoredSnapshot Score(MarketSnapshot snapshot, Baseline? baseline) => step.Score(snapshot, baseline);

    public override Task<ScoreOutcome> WriteAsync(
        MarketSnapshot snapshot,
        ScoredSnapshot scored,
        CancellationToken cancellationToken
    )
    {
        clock.MoveTo(snapshot.SlotAt);
        return step.CommitAsync(scored, SnapshotName.From(snapshot).Format(), cancellationToken);
    }

    public override ValueTask DisposeAsync() => tables.DisposeAsync();
}
