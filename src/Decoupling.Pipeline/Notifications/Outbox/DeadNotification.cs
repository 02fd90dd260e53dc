using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>A notification that a channel was not told of and that is not tried again by itself; it can be put back by hand.</summary>
/// <param name="Pending">The notification with its attempts.</param>
/// <param name="DiedAt">When it was given up, UTC.</param>
/// <param name="Reason">Why, a sentence for a person.</param>
internal sealed record DeadNotification(PendingNotification Pending, DateTimeOffset DiedAt, string Reason)
{
    /// <summary>What the row keys of the dead begin with; they lie in the partition of their outbox, and change places with it in one transaction.</summary>
    public const string Prefix = "dead_";

    /// <summary>The row of a dead notification.</summary>
    public TableRow ToRow()
    {
        var waiting = AlertRows.FromPending(Pending);
        return new TableRow(
            waiting.PartitionKey,
            Prefix + waiting.RowKey[AlertRows.OutboxPrefix.Length..],
            [.. waiting.Columns, new TableColumn("DiedAt", DiedAt), new TableColumn("Reason", Reason)]
        );
    }

    /// <summary>Reads such a row.</summary>
    public static DeadNotification From(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new DeadNotification(AlertRows.ToPending(row), (DateTimeOffset)row["DiedAt"]!, (string)row["Reason"]!);
    }

    /// <summary>The notification as it waits again: at once, for two more days, and as a possible repeat where an attempt may have arrived.</summary>
    public PendingNotification Revive(DateTimeOffset now) =>
        Pending with
        {
            CreatedAt = now,
            DueAt = now,
            InFlightSinceAt = null,
            IsPossibleRepeat = Pending.IsPossibleRepeat || Pending.InFlightSinceAt is not null,
        };
}
