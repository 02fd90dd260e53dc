using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Sends a test alert the whole way: into the outbox, and from it to the channels.</summary>
public sealed class AlertTest(ITableStore tables, DeliverNotifications deliver, TimeProvider clock)
{
    private const string Asset = "TEST";

    /// <summary>Tells a channel, or all; where incidents are kept the test alert is also resolved, so that none stays open.</summary>
    /// <param name="channel">The channel's name, or <see langword="null"/> for every channel.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of each message.</returns>
    /// <exception cref="ArgumentException">There is no such channel; the message names those that there are.</exception>
    public async Task<IReadOnlyList<TestedMessage>> RunAsync(string? channel, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        PendingNotification[] messages =
        [
            .. Choose(channel)
                .SelectMany(chosen =>
                    KindsFor(chosen)
                        .Select(kind => new PendingNotification
                        {
                            Notification = Notification(kind, now),
                            Channel = chosen.Name,
                            CreatedAt = now,
                            Attempts = 0,
                            DueAt = now,
                        })
                ),
        ];
        await tables.CommitAsync(
            ResultTableNames.Alerts,
            [.. messages.Select(message => new TableWrite(TableWriteKind.Insert, AlertRows.FromPending(message)))],
            cancellationToken
        );
        await deliver.RunAsync(Asset, cancellationToken);
        return await messages
            .ToAsyncEnumerable()
            .Select(async (PendingNotification message, CancellationToken token) => await ReadAsync(message, token))
            .ToArrayAsync(cancellationToken);
    }

    private IReadOnlyList<AlertChannel> Choose(string? name)
    {
        if (name is null)
        {
            return deliver.Channels.Count > 0 ? deliver.Channels : [AlertChannel.None];
        }

        var chosen = deliver.Channels.Where(channel => channel.Name == name).ToArray();
        if (chosen.Length > 0)
        {
            return chosen;
        }

        throw new ArgumentException(
            deliver.Channels.Count > 0
                ? $"There is no channel {name}. There are: {string.Join(", ", deliver.Channels.Select(one => one.Name))}."
                : $"There is no channel {name}, because none is configured."
        );
    }

    private static IEnumerable<NotificationKind> KindsFor(AlertChannel channel) =>
        channel.KeepsIncidents ? [NotificationKind.Fired, NotificationKind.Resolved] : [NotificationKind.Fired];

    private async Task<TestedMessage> ReadAsync(PendingNotification message, CancellationToken cancellationToken)
    {
        TestedMessage Tested(string outcome, string reason) =>
            new(message.Channel!, message.Notification.Kind, outcome, reason);
        var (partition, key) = AttemptRows.KeyOf(message with { Attempts = 1 });
        if (await tables.ReadAsync(ResultTableNames.Notifications, partition, key, cancellationToken) is { } attempt)
        {
            return Tested((string)attempt.Row["Outcome"]!, (string)attempt.Row["Reason"]!);
        }

        var buried = new DeadNotification(message, message.CreatedAt, "").ToRow();
        return
            await tables.ReadAsync(ResultTableNames.Alerts, buried.PartitionKey, buried.RowKey, cancellationToken)
                is { } dead
            ? Tested("Dead", DeadNotification.From(dead.Row).Reason)
            : Tested(
                "Waiting",
                "Not tried yet: what goes before it is not delivered, or the receiver asked to be left alone."
            );
    }

    // Each test is an alert of its own, which waits for no other and joins no incident.
    private static AlertNotification Notification(NotificationKind kind, DateTimeOffset now)
    {
        var key = $"test/{Asset}/{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}/all";
        return new AlertNotification
        {
            Id = $"{key}/1/{kind.ToString().ToLowerInvariant()}",
            AlertKey = key,
            Kind = kind,
            Rule = "test",
            Title = "test alert",
            Severity = AlertSeverity.Info,
            Asset = Asset,
            Venue = TableKeys.AllAssets,
            Symbol = TableKeys.AllAssets,
            SlotAt = now,
            SinceAt = now,
            EnterLevel = 0,
            LeaveLevel = 0,
            Direction = AlertDirection.AtLeast,
            Unit = "",
            Summary = "This is a test of the way from an alert to you. Nothing is wrong.",
            Facts = [],
        };
    }
}

/// <summary>What became of a test message.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Kind">Whether the test alert fires or is over.</param>
/// <param name="Outcome">Delivered, Refused, Gone, Retry (it is tried again), Dead or Waiting.</param>
/// <param name="Reason">A sentence on it.</param>
public sealed record TestedMessage(string Channel, NotificationKind Kind, string Outcome, string Reason);
