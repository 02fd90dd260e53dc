using Decoupling.Baselines;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Replay;

/// <summary>Replays into Azurite or a storage account: each snapshot is stored as a blob, and scored from it. No webhook is called: history wakes nobody.</summary>
internal sealed class StorageReplay : ReplayTarget
{
    private readonly LocalStorage storage;
    private readonly ILoggerFactory loggers;
    private readonly RiskPipeline pipeline;
    private readonly MovedClock clock;

    private StorageReplay(LocalStorage storage, ILoggerFactory loggers, RiskPipeline pipeline, MovedClock clock)
    {
        this.storage = storage;
        this.loggers = loggers;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    public override string Place => storage.Place;

    public static async Task<StorageReplay> OpenAsync(
        FileInfo? settings,
        string dataFolder,
        CancellationToken cancellationToken
    )
    {
        var storage = await LocalStorage.StartAsync(CliSettings.Read(settings, []), dataFolder, cancellationToken);
        var options = PipelineSettings.Read(CliSettings.Read(settings, storage.Overrides));
        options = options with { Alerts = options.Alerts with { Channels = new ChannelOptions() } };
        var clock = CreateClock();
        var loggers = ConsoleLog.CreateFactory(TimeProvider.System, LogLevel.Warning);
        var pipeline = RiskPipeline.Create(options, clock, loggers);
        await pipeline.CreateStorageAsync(cancellationToken);
        return new StorageReplay(storage, loggers, pipeline, clock);
    }

    public override Task<ReplayBaseline> StartDayAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    ) => BuildAsync(pipeline.BuildBaselines, pipeline.Baselines, asset, slotLength, day, cancellationToken);

    public override ScoredSnapshot Score(MarketSnapshot snapshot, Baseline? baseline) =>
        pipeline.Score.Score(snapshot, baseline);

    public override async Task<ScoreOutcome> WriteAsync(
        MarketSnapshot snapshot,
        ScoredSnapshot scored,
        CancellationToken cancellationToken
    )
    {
        clock.MoveTo(snapshot.SlotAt);
        var name = SnapshotName.From(snapshot);
        await pipeline.Blobs.WriteIfAbsentAsync(name, SnapshotWriter.Write(snapshot), cancellationToken);
        return await pipeline.Score.RunAsync(name.Format(), cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        pipeline.Dispose();
        loggers.Dispose();
        await storage.DisposeAsync();
    }
}
