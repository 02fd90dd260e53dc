using System.Security.Cryptography;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Heartbeats;
using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Venues;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline;

/// <summary>The steps, wired to storage, venues and webhook. Both hosts, the Functions app and the laptop, run these very objects.</summary>
public sealed class RiskPipeline : IDisposable
{
    private readonly List<IDisposable> owned = [];

    private RiskPipeline() { }

    /// <summary>Fetches and stores snapshots.</summary>
    public required FetchSnapshots Fetch { get; init; }

    /// <summary>Scores a stored snapshot.</summary>
    public required ScoreSnapshot Score { get; init; }

    /// <summary>Summarises the newest rows.</summary>
    public required SummarizeRisk Summarize { get; init; }

    /// <summary>Accounts for missed slots.</summary>
    public required CheckSlots Check { get; init; }

    /// <summary>Delivers what waits in the outbox.</summary>
    public required DeliverNotifications Deliver { get; init; }

    /// <summary>Tells what the day before was like.</summary>
    public required TellDigest Digest { get; init; }

    /// <summary>Builds the baselines that percentiles are read against.</summary>
    public required BuildBaselines BuildBaselines { get; init; }

    /// <summary>Answers positions files.</summary>
    public required AssessAccounts Assess { get; init; }

    /// <summary>Lists blobs that a step failed on again and again.</summary>
    public required RecordPoison Poison { get; init; }

    /// <summary>Runs a step again on what it failed on.</summary>
    public required ReplayFailures Replay { get; init; }

    /// <summary>Runs steps for the hosts, with a span, a measure and a row of how each went.</summary>
    public required StepRuns Runs { get; init; }

    /// <summary>How each part does.</summary>
    public required HealthRows Health { get; init; }

    /// <summary>Looks at each part and writes how it does; CheckSlots does so at its end.</summary>
    public required HealthCheck CheckHealth { get; init; }

    /// <summary>What was refused or failed on.</summary>
    public required FailureLog Failures { get; init; }

    /// <summary>Deletes rows whose retention is over.</summary>
    public required PurgeRows Purge { get; init; }

    /// <summary>What positions may be of.</summary>
    public required KnownMarkets KnownMarkets { get; init; }

    /// <summary>The positions files, or <see langword="null"/> where they are not read.</summary>
    public required AccountBlobs? Accounts { get; init; }

    /// <summary>The stored snapshots.</summary>
    public required SnapshotBlobs Blobs { get; init; }

    /// <summary>The stored digests and baselines.</summary>
    public required BaselineBlobs Baselines { get; init; }

    /// <summary>The result tables.</summary>
    public required ITableStore Tables { get; init; }

    /// <summary>The ledger of slots.</summary>
    public required SlotLedger Ledger { get; init; }

    /// <summary>The venues that are fetched from.</summary>
    public required IReadOnlyList<IVenue> Venues { get; init; }

    /// <summary>Wires the steps. Nothing is contacted yet.</summary>
    /// <exception cref="ArgumentException">A setting is missing or out of its range; the message names it.</exception>
    public static RiskPipeline Create(PipelineOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        var tables = new AzureTableStore(options.Storage.CreateTableClient());
        var storage = options.Storage.CreateBlobClient();
        var blobs = new SnapshotBlobs(storage.GetBlobContainerClient(SnapshotName.Container));
        var baselines = new BaselineBlobs(
            new BlobBaselineStore(storage.GetBlobContainerClient(BaselineName.Container))
        );
        var venues = VenueFactory.Create(options.Venues, clock, loggers);
        var channels = ChannelFactory.Create(options.Alerts.Channels, options.Venues.AllowedHosts, clock);
        var ledger = new SlotLedger(tables, clock, Owner());
        var deliver = new DeliverNotifications(
            tables,
            channels,
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
            clock,
            loggers.CreateLogger<DeliverNotifications>()
        );
        var failures = new FailureLog(tables, clock);
        var alerts = new RuleRunner(tables, options.Alerts.Rules(options.Fetch.SlotLength), deliver.Channels, clock);
        var heartbeatClient = OutgoingHttp.CreateClient(options.Venues.AllowedHosts);
        var heartbeat = new Heartbeat(
            options.Fetch,
            ledger,
            heartbeatClient,
            options.Alerts.Channels.Heartbeat,
            clock,
            loggers.CreateLogger<Heartbeat>()
        );
        var score = new ScoreSnapshot(
            options.Scoring,
            blobs,
            baselines,
            tables,
            alerts,
            deliver,
            ledger,
            failures,
            heartbeat,
            loggers.CreateLogger<ScoreSnapshot>()
        );
        var health = new HealthRows(tables);
        var checkHealth = new HealthCheck(options.Fetch, blobs, ledger, failures, tables, health, clock);
        var poison = new RecordPoison(failures, ledger, loggers.CreateLogger<RecordPoison>());
        var accounts = options.Accounts.IsEnabled
            ? new AccountBlobs(options.Storage.CreateBlobClient().GetBlobContainerClient(AccountBlobs.Container))
            : null;
        var known = new KnownMarkets(
            [.. venues.Select(venue => venue.Name)],
            options.Fetch.Assets,
            options.Scoring.MarginTiers
        );
        var assess = new AssessAccounts(
            accounts,
            new NewestMarkets(options.Fetch, options.Scoring, blobs, clock),
            known,
            tables,
            new AccountAlerts(alerts, deliver),
            failures,
            loggers.CreateLogger<AssessAccounts>()
        );
        var pipeline = new RiskPipeline
        {
            Fetch = new FetchSnapshots(
                options.Fetch,
                new MarketFetch(options.Fetch, venues),
                blobs,
                baselines,
                ledger,
                new VenueWatch(
                    tables,
                    venues,
                    options.Fetch.SlotLength,
                    alerts,
                    deliver,
                    clock,
                    loggers.CreateLogger<VenueWatch>()
                ),
                heartbeat,
                clock,
                loggers.CreateLogger<FetchSnapshots>()
            ),
            Score = score,
            Summarize = new SummarizeRisk(options.Fetch, options.Scoring, blobs, tables, alerts, deliver, clock),
            Check = new CheckSlots(
                options.Fetch,
                blobs,
                score,
                poison,
                checkHealth,
                alerts,
                deliver,
                ledger,
                clock,
                loggers.CreateLogger<CheckSlots>()
            ),
            Deliver = deliver,
            Digest = new TellDigest(options.Fetch, options.Alerts.Digest, tables, ledger, deliver, clock),
            BuildBaselines = new BuildBaselines(
                options.Fetch,
                options.Scoring.Baseline,
                tables,
                baselines,
                failures,
                clock,
                loggers.CreateLogger<BuildBaselines>()
            ),
            Assess = assess,
            Poison = poison,
            Replay = new ReplayFailures(score, assess, failures, clock),
            Runs = new StepRuns(health, clock, loggers.CreateLogger<StepRuns>()),
            Health = health,
            CheckHealth = checkHealth,
            Failures = failures,
            Purge = new PurgeRows(
                tables,
                options.Fetch.Assets,
                options.Rows.Retention,
                options.Accounts.Retention,
                clock,
                loggers.CreateLogger<PurgeRows>()
            ),
            Accounts = accounts,
            KnownMarkets = known,
            Blobs = blobs,
            Baselines = baselines,
            Tables = tables,
            Ledger = ledger,
            Venues = venues,
        };
        pipeline.owned.AddRange(venues.OfType<IDisposable>());
        pipeline.owned.Add(heartbeatClient);
        pipeline.owned.AddRange(channels.OfType<IDisposable>());
        return pipeline;
    }

    /// <summary>Creates the containers and the tables that are not there yet.</summary>
    public async Task CreateStorageAsync(CancellationToken cancellationToken)
    {
        await Blobs.CreateContainerAsync(cancellationToken);
        await Baselines.CreateContainerAsync(cancellationToken);
        if (Accounts is not null)
        {
            await Accounts.CreateContainerAsync(cancellationToken);
        }

        await Tables.CreateTablesAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in owned)
        {
            part.Dispose();
        }
    }

    private static string Owner() => $"{Environment.MachineName}-{Environment.ProcessId}";
}
