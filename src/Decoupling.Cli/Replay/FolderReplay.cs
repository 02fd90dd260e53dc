using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Alerts;
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
    private readonly ScoreSnapshot step;

    private FolderReplay(string folder, ScoringOptions scoring)
    {
        Place = folder;
        tables = new FolderTableStore(folder);
        step = new ScoreSnapshot(
            scoring,
            blobs: null,
            tables,
            new RuleRunner(tables, new AlertOptions().Rules(), clock),
            new DeliverNotifications(tables, slack: null, clock),
            new SlotLedger(tables, clock, "replay"),
            new FailureLog(tables, clock),
            NullLogger<ScoreSnapshot>.Instance
        );
    }

    public override string Place { get; }

    public static async Task<FolderReplay> OpenAsync(
        string folder,
        FileInfo? settings,
        CancellationToken cancellationToken
    )
    {
        var replay = new FolderReplay(folder, PipelineSettings.ReadForScoring(CliSettings.Read(settings, [])));
        await replay.tables.CreateTablesAsync(cancellationToken);
        return replay;
    }

    public override ScoredSnapshot Score(MarketSnapshot snapshot) => step.Score(snapshot);

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
