using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Runs the alert rules over rows just written, and commits each decision together with its notification.</summary>
/// <remarks>Two instances that decide the same slot at once end with one notification: the second finds the first's state and decides nothing.
/// All alerts of a run are moved before any is told, so that a rule that fires in this slot holds back what it inhibits in the same slot.</remarks>
public sealed class RuleRunner(ITableStore tables, IReadOnlyList<AlertRule> rules, TimeProvider clock)
{
    // A transaction takes 100 writes; an alert makes a state and at most two messages, each told or held back.
    private const int AlertsPerTransaction = 33;
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

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await DecideAsync(asset, samples, cancellationToken);
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
        if (moved.Length == 0)
        {
            return 0;
        }

        var context = new AlertContext { FiringRules = FiringRules(standing, moved) };
        var notified = 0;
        foreach (var chunk in moved.Chunk(AlertsPerTransaction))
        {
            var decided = chunk.Select(alert => (Alert: alert, Decision: alert.Tell(context))).ToArray();
            var told = AlertGrouping.Group(rules, [.. decided.SelectMany(pair => pair.Decision.Notifications)]);
            TableWrite[] writes =
            [
                .. decided.Select(pair => pair.Alert.ToWrite(pair.Decision.State)),
                .. told.Select(notification => ToOutbox(notification, null)),
                .. decided.SelectMany(pair => pair.Decision.Suppressions).Select(ToOutbox),
            ];
            await tables.CommitAsync(ResultTableNames.Alerts, writes, cancellationToken);
            notified += told.Count;
        }

        return notified;
    }

    private static MovedAlert? Move(AlertRule rule, AlertSample sample, Dictionary<string, StoredRow> standing)
    {
        var stored = standing.GetValueOrDefault(AlertRows.StateKey(rule, sample));
        var before = stored is null ? AlertState.Initial : AlertRows.ToState(stored.Row);
        var after = AlertTransition.Next(rule, before, sample);
        return ReferenceEquals(after, before) ? null : new MovedAlert(rule, sample, after, stored?.ETag);
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

    private TableWrite ToOutbox(AlertSuppression suppression) =>
        ToOutbox(suppression.Notification, new HeldBack(suppression.Cause, suppression.Reason));

    private TableWrite ToOutbox(AlertNotification notification, HeldBack? heldBack)
    {
        var now = clock.GetUtcNow();
        var pending = new PendingNotification
        {
            Notification = notification,
            CreatedAt = now,
            Attempts = 0,
            DueAt = now,
            HeldBack = heldBack,
        };
        return new TableWrite(TableWriteKind.Insert, AlertRows.FromPending(pending));
    }
}
