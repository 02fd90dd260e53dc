using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Runs the alert rules over rows just written, and commits each decision together with its notification.</summary>
/// <remarks>Two instances that decide the same slot at once end with one notification: the second finds the first's state and decides nothing.</remarks>
public sealed class RuleRunner(ITableStore tables, IReadOnlyList<AlertRule> rules, TimeProvider clock)
{
    // A transaction takes 100 writes; a decision makes at most two.
    private const int DecisionsPerTransaction = 50;
    private const int Attempts = 5;

    /// <summary>Decides every rule over one table's rows of one asset and slot.</summary>
    /// <returns>How many notifications were put into the outbox.</returns>
    /// <exception cref="StoreConflictException">Other writers were first five times in a row; a retry of the slot decides again.</exception>
    public async Task<int> RunAsync(
        string asset,
        string table,
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        var decisions = (
            from rule in rules
            where rule.Table == table
            from row in rows
            select (Rule: rule, Sample: AlertSamples.From(rule, asset, row))
        ).ToArray();

        var notified = 0;
        foreach (var chunk in decisions.Chunk(DecisionsPerTransaction))
        {
            notified += await DecideAsync(asset, chunk, cancellationToken);
        }

        return notified;
    }

    private async Task<int> DecideAsync(
        string asset,
        (AlertRule Rule, AlertSample Sample)[] chunk,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var (writes, notified) = Decide(chunk, await ReadStatesAsync(asset, cancellationToken));
            if (writes.Count == 0)
            {
                return 0;
            }

            try
            {
                await tables.CommitAsync(ResultTableNames.Alerts, writes, cancellationToken);
                return notified;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Another instance decided first; read what it wrote and decide again.
            }
        }
    }

    private async Task<Dictionary<string, StoredRow>> ReadStatesAsync(string asset, CancellationToken cancellationToken)
    {
        var states = new Dictionary<string, StoredRow>(StringComparer.Ordinal);
        await foreach (
            var stored in tables.ReadPartitionAsync(
                ResultTableNames.Alerts,
                AlertRows.PartitionOf(asset),
                AlertRows.StatePrefix,
                AlertRows.EndOf(AlertRows.StatePrefix),
                cancellationToken
            )
        )
        {
            states[stored.Row.RowKey] = stored;
        }

        return states;
    }

    private (List<TableWrite> Writes, int Notified) Decide(
        (AlertRule Rule, AlertSample Sample)[] chunk,
        Dictionary<string, StoredRow> states
    )
    {
        var writes = new List<TableWrite>(2 * chunk.Length);
        var notified = 0;
        foreach (var (rule, sample) in chunk)
        {
            var standing = states.GetValueOrDefault(AlertRows.StateKey(rule, sample));
            var before = standing is null ? AlertState.Initial : AlertRows.ToState(standing.Row);
            var (after, notification) = AlertDecision.Decide(rule, before, sample);
            if (ReferenceEquals(after, before))
            {
                continue;
            }

            var row = AlertRows.FromState(rule, sample, after);
            writes.Add(
                standing is null
                    ? new TableWrite(TableWriteKind.Insert, row)
                    : new TableWrite(TableWriteKind.Replace, row, standing.ETag)
            );
            if (notification is not null)
            {
                notified++;
                var pending = new PendingNotification
                {
                    Notification = notification,
                    CreatedAt = clock.GetUtcNow(),
                    Attempts = 0,
                    DueAt = clock.GetUtcNow(),
                };
                writes.Add(new TableWrite(TableWriteKind.Insert, AlertRows.FromPending(pending)));
            }
        }

        return (writes, notified);
    }
}
