using Decoupling.Baselines;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Heartbeats;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Rows;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Telemetry;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Scores a stored snapshot, writes its rows, runs the alert rules and delivers what they decided.</summary>
/// <remarks>
/// Order of writes: result rows, then alert states with the outbox in one transaction, then Latest, then the ledger. Each is idempotent, so a
/// run that was killed between any two is finished by the next. The delivery comes last, since it may take long: what is in the outbox is swept.
/// </remarks>
public sealed partial class ScoreSnapshot(
    ScoringOptions options,
    SnapshotBlobs? blobs,
    BaselineBlobs baselines,
    ITableStore tables,
    RuleRunner rules,
    DeliverNotifications deliver,
    SlotLedger ledger,
    FailureLog failures,
    Heartbeat? heartbeat,
    ILogger<ScoreSnapshot> logger
)
{
    private const string ScoredStatus = "Ok";

    private readonly LatestRows latest = new(tables);

    /// <summary>Scores a snapshot by its blob's name, as the trigger gives it. A blob that is no snapshot is listed in Failures and stops nothing.</summary>
    public async Task<ScoreOutcome> RunAsync(string blobName, CancellationToken cancellationToken)
    {
        var outcome = await ScoreAsync(blobName, cancellationToken);
        if (heartbeat is not null && SnapshotName.TryParse(blobName, out var name))
        {
            await heartbeat.BeatAsync(name.SlotAt, cancellationToken);
        }

        return outcome;
    }

    private async Task<ScoreOutcome> ScoreAsync(string blobName, CancellationToken cancellationToken)
    {
        if (blobs is null)
        {
            throw new InvalidOperationException(
                "This step was made without a blob container; give it the snapshot itself."
            );
        }

        var read = await blobs.ReadAsync(blobName, cancellationToken);
        return await PipelineSpans.InScoreAsync(
            read.Snapshot?.Asset,
            read.Snapshot?.SlotAt,
            read.TraceParent,
            () => RunAsync(read, blobName, cancellationToken)
        );
    }

    private async Task<ScoreOutcome> RunAsync(SnapshotRead read, string blobName, CancellationToken cancellationToken)
    {
        if ((read.Refusal?.Reason ?? MisplacedReason(read.Snapshot, blobName)) is { } refusal)
        {
            return await RefuseAsync(blobName, refusal, cancellationToken);
        }

        try
        {
            var baseline = await ReadBaselineAsync(read.Snapshot!, blobName, cancellationToken);
            return await CommitAsync(Score(read.Snapshot!, baseline), blobName, cancellationToken);
        }
        catch (TableRuleException broken)
        {
            // Two derivatives of one symbol, say: no retry would make rows of it.
            return await RefuseAsync(blobName, broken.Message, cancellationToken);
        }
    }

    /// <summary>Computes a snapshot's rows; pure.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="baseline">The baseline that it names; <see langword="null"/> where it names none, or where that could not be read.</param>
    public ScoredSnapshot Score(MarketSnapshot snapshot, Baseline? baseline)
    {
        var card = SnapshotScoring.Compute(snapshot, options.ForBars(snapshot.SlotLength), baseline);
        return new ScoredSnapshot(
            card,
            ResultRow.From(card, DecouplingScoreColumns.All),
            ResultRow.From(card, LiquidationRiskColumns.All)
        );
    }

    /// <summary>Writes what was computed, in the order of writes, and delivers what the rules decided.</summary>
    public async Task<ScoreOutcome> CommitAsync(
        ScoredSnapshot scored,
        string snapshotName,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scored);
        var (card, scores, liquidations) = scored;

        CountFindings(card, scores);
        await tables.UpsertAsync(ResultTableNames.DecouplingScores, scores, cancellationToken);
        await tables.UpsertAsync(ResultTableNames.LiquidationRisk, liquidations, cancellationToken);

        var notified = await rules.RunAsync(card.Asset, ResultTableNames.DecouplingScores, scores, cancellationToken);
        notified += await rules.RunAsync(card.Asset, ResultTableNames.LiquidationRisk, liquidations, cancellationToken);
        await latest.WriteAsync(card, scores, liquidations, cancellationToken);
        await CloseSlotAsync(card, snapshotName, scores.Count + liquidations.Count, cancellationToken);

        await deliver.RunAsync(card.Asset, cancellationToken);
        return new ScoreOutcome(snapshotName, scores.Count + liquidations.Count, notified, null);
    }

    private static void CountFindings(ScoreCard card, IReadOnlyList<TableRow> rows)
    {
        foreach (var finding in card.Findings)
        {
            PipelineMetrics.QualityFound(card.Asset, finding.Venue, finding.Gate.ToString(), 1);
        }

        foreach (var row in rows.Where(row => row["Status"] is not ScoredStatus))
        {
            PipelineMetrics.QualityFound(card.Asset, (string)row["Venue"]!, (string)row["Status"]!, 1);
        }
    }

    /// <summary>The baseline that a snapshot names. One that cannot be read is listed in Failures; the rows then say so where they need it, and the
    /// rest of them stands.</summary>
    private async Task<Baseline?> ReadBaselineAsync(
        MarketSnapshot snapshot,
        string blobName,
        CancellationToken cancellationToken
    )
    {
        if (snapshot.Baseline is not { } name)
        {
            return null;
        }

        var read = await baselines.ReadBaselineAsync(name, cancellationToken);
        if (!read.IsRead)
        {
            LogNoBaseline(blobName, name, read.Reason);
            await failures.WriteAsync(
                $"{BaselineName.Container}/{name}",
                $"{blobName} names it, and it cannot be read: {read.Reason}",
                snapshot.Asset,
                snapshot.SlotAt,
                cancellationToken
            );
        }

        return read.Content;
    }

    /// <summary>A slot in which no venue gave anything to score is no slot that a reader may take as complete.</summary>
    private Task CloseSlotAsync(
        ScoreCard card,
        string snapshotName,
        int rowCount,
        CancellationToken cancellationToken
    ) =>
        card.Derivatives.Count == 0
            ? ledger.CloseAsync(
                card.Asset,
                card.SlotAt,
                SlotStatus.Failed,
                $"No derivative came from any venue; {snapshotName} says why.",
                cancellationToken
            )
            : ledger.FinishAsync(
                card.Asset,
                card.SlotAt,
                card.SlotLength,
                snapshotName,
                rowCount,
                card.MissingInputs,
                cancellationToken
            );

    private static string? MisplacedReason(MarketSnapshot? snapshot, string blobName) =>
        snapshot is null || new SnapshotName(snapshot.Asset, snapshot.SlotAt).Format() == blobName
            ? null
            : $"The blob's name does not say {snapshot.Asset} at {snapshot.SlotAt:u}, which is what it holds.";

    private async Task<ScoreOutcome> RefuseAsync(string blobName, string reason, CancellationToken cancellationToken)
    {
        LogRefused(blobName, reason);
        var known = SnapshotName.TryParse(blobName, out var name);
        await failures.WriteAsync(
            $"{SnapshotName.Container}/{blobName}",
            reason,
            known ? name.Asset : null,
            known ? name.SlotAt : null,
            cancellationToken
        );
        if (known)
        {
            await ledger.CloseAsync(name.Asset, name.SlotAt, SlotStatus.Failed, reason, cancellationToken);
        }

        return new ScoreOutcome(blobName, 0, 0, reason);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Snapshot} is refused: {Reason}")]
    private partial void LogRefused(string snapshot, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Snapshot} is scored without its baseline {Baseline}, which cannot be read: {Reason}"
    )]
    private partial void LogNoBaseline(string snapshot, string baseline, string reason);
}

/// <summary>A snapshot's scores and the rows that they become.</summary>
/// <param name="Card">The scores.</param>
/// <param name="Scores">Rows of DecouplingScores.</param>
/// <param name="Liquidations">Rows of LiquidationRisk.</param>
public sealed record ScoredSnapshot(
    ScoreCard Card,
    IReadOnlyList<TableRow> Scores,
    IReadOnlyList<TableRow> Liquidations
);
