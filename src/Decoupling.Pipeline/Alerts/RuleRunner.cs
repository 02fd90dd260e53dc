using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Runs the alert rules over rows just written, and commits each decision together with its notification.</summary>
/// <remarks>Two instances that decide the same slot at once end with one notification: the second finds the first's state and decides nothing.
/// All alerts of a run are moved before any is told, so that a rule that fires in this slot holds back what it inhibits in the same slot.</remarks>
public sealed class RuleRunner(
    ITableStore tables,
    IReadOnlyList<AlertRule> rules,
    IReadOnlyList<AlertChannel> channels,
    TimeProvider clock
)
{
    private const int Attempts = 5;

    /// <summary>Decides every rule over one table's rows of one asset and slot.</summary>
    /// <returns>How many notifications were put into the outbox to be sent.</returns>
    /// <exception cref="StoreConflictException">Other writers were first five times in a row; a retry of the slot decides again.</exception>
    public async Task<int> RunAsync(
        string asset,
        string table,
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        var samples = (
            from rule in rules
            where rule.Table == table
            from row in rows
            let sample = AlertSamples.From(rule, asset, row)
            where rule.Covers(asset, sample.Venue)
            select (Rule: rule, Sample: sample)
        ).ToArray();
        if (samples.Length == 0)
        {
            return 0;
        }

        return await RepeatAsync(() => DecideAsync(asset, samples, cancellationToken));
    }

    /// <summary>Looks for alerts of one asset whose next row is late by their rule: at late before down, since a dead fetch writes no rows.</summary>
    /// <returns>How many notifications were put into the outbox to be sent.</returns>
    /// <exception cref="StoreConflictException">Other writers were first five times in a row; the next check decides again.</exception>
    public async Task<int> CheckAsync(string asset, CancellationToken cancellationToken)
    {
        var patient = rules.Where(rule => rule.LateAfter is not null).ToDictionary(rule => rule.Name);
        return patient.Count == 0 ? 0 : await RepeatAsync(() => CheckAsync(asset, patient, cancellationToken));
    }

    private static async Task<int> RepeatAsync(Func<Task<int>> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await decide();
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Another instance decided first; read what it wrote and decide again what is left.
            }
        }
    }

    private async Task<int> DecideAsync(
        string asset,
        (AlertRule Rule, AlertSample Sample)[] samples,
        CancellationToken cancellationToken
    )
    {
        var standing = await ReadStatesAsync(asset, cancellationToken);
        var moved = samples.Select(pair => Move(pair.Rule, pair.Sample, standing)).OfType<MovedAlert>().ToArray();
        return moved.Length == 0 ? 0 : await TellAsync(asset, moved, standing, null, cancellationToken);
    }

    private async Task<int> CheckAsync(
        string asset,
        Dictionary<string, AlertRule> patient,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var standing = await ReadStatesAsync(asset, cancellationToken);
        var late = standing
            .Values.Select(stored => FindLate(asset, patient, stored, now))
            .OfType<MovedAlert>()
            .ToArray();
        return late.Length == 0 ? 0 : await TellAsync(asset, late, standing, now, cancellationToken);
    }

    private static MovedAlert? FindLate(
        string asset,
        Dictionary<string, AlertRule> patient,
        StoredRow stored,
        DateTimeOffset now
    )
    {
        if (!patient.TryGetValue((string)stored.Row["Rule"]!, out var rule))
        {
            return null;
        }

        var before = AlertRows.ToState(stored.Row);
        var after = AlertTransition.WithoutSlot(rule, before, now);
        return after.Phase == AlertPhase.Late
            ? new MovedAlert(rule, AlertSamples.OfNone(asset, stored.Row, before), before, after, stored.ETag)
            : null;
    }

    /// <summary>Decides what to tell of the alerts and commits it, as many in a transaction as one takes.</summary>
    private async Task<int> TellAsync(
        string asset,
        MovedAlert[] moved,
        Dictionary<string, StoredRow> standing,
        DateTimeOffset? checkedAt,
        CancellationToken cancellationToken
    )
    {
        var notes = await AlertNotes.ReadAsync(tables, cancellationToken);
        var context = new AlertContext
        {
            FiringRules = FiringRules(standing, moved),
            Silences = notes.Silences,
            Acknowledgements = notes.Acknowledgements,
            CheckedAt = checkedAt,
        };
        var notified = 0;
        var decisions = moved
            .Select(alert => (Alert: alert, Decision: alert.Tell(context)))
            .Where(pair => pair.Alert.IsChangedBy(pair.Decision));
        foreach (var decided in DecidedAlerts.InTransactions(rules, channels, [.. decisions]))
        {
            TableWrite[] writes =
            [
                .. decided.Decisions.Select(pair => pair.Alert.ToWrite(pair.Decision.State)),
                .. decided.Told.Select(ToOutbox),
                .. decided.HeldBack.Select(ToOutbox),
            ];
            await tables.CommitAsync(ResultTableNames.Alerts, writes, cancellationToken);
            notified += decided.Told.Count;
        }

        return notified;
    }

    private static MovedAlert? Move(AlertRule rule, AlertSample sample, Dictionary<string, StoredRow> standing)
    {
        var stored = standing.GetValueOrDefault(AlertRows.StateKey(rule, sample));
        var before = stored is null ? AlertState.Initial : AlertRows.ToState(stored.Row);
        var after = AlertTransition.Next(rule, before, sample);
        return ReferenceEquals(after, before) ? null : new MovedAlert(rule, sample, before, after, stored?.ETag);
    }

    /// <summary>The rules that fire for the asset after the moves: those of this table, and of the others as they stand.</summary>
    private static HashSet<string> FiringRules(Dictionary<string, StoredRow> standing, MovedAlert[] moved)
    {
        var firing = standing.ToDictionary(
            state => state.Key,
            state =>
                (Rule: (string)state.Value.Row["Rule"]!, Inhibits: AlertRows.ToState(state.Value.Row).IsKnownToFire)
        );
        foreach (var alert in moved)
        {
            firing[AlertRows.StateKey(alert.Rule, alert.Sample)] = (alert.Rule.Name, alert.State.IsKnownToFire);
        }

        return firing
            .Values.Where(alert => alert.Inhibits)
            .Select(alert => alert.Rule)
            .ToHashSet(StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, StoredRow>> ReadStatesAsync(
        string asset,
        CancellationToken cancellationToken
    ) =>
        await tables
            .ReadPartitionAsync(
                ResultTableNames.Alerts,
                AlertRows.PartitionOf(asset),
                AlertRows.StatePrefix,
                AlertRows.EndOf(AlertRows.StatePrefix),
                cancellationToken
            )
            .ToDictionaryAsync(stored => stored.Row.RowKey, StringComparer.Ordinal, cancellationToken);

    private TableWrite ToOutbox(RoutedNotification routed) => ToOutbox(routed.Notification, routed.Channel, null);

    private TableWrite ToOutbox(AlertSuppression suppression) =>
        ToOutbox(suppression.Notification, null, new HeldBack(suppression.Cause, suppression.Reason));

    private TableWrite ToOutbox(AlertNotification notification, string? channel, HeldBack? heldBack)
    {
        var now = clock.GetUtcNow();
        var pending = new PendingNotification
        {
            Notification = notification,
            Channel = channel,
            CreatedAt = now,
            Attempts = 0,
            DueAt = now,
            TraceParent = PipelineSpans.TraceParent,
            HeldBack = heldBack,
        };

        // What was held back may be held back again at the same slot before its row has left the outbox.
        var kind = heldBack is null ? TableWriteKind.Insert : TableWriteKind.Upsert;
        return new TableWrite(kind, AlertRows.FromPending(pending));
    }
}
