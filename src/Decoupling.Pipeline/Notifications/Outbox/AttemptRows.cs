using System.Globalization;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>Maps attempts to deliver to rows of the Notifications table: one row an attempt, newest slots first.</summary>
internal static class AttemptRows
{
    private const string GivenUpOutcome = "GivenUp";

    /// <summary>The keys of the pending notification's last attempt.</summary>
    public static (string PartitionKey, string RowKey) KeyOf(PendingNotification pending)
    {
        var notification = pending.Notification;
        var attempt = pending.Attempts.ToString("D4", CultureInfo.InvariantCulture);
        var channel = pending.Channel is null ? "" : $"_{pending.Channel}";
        return (
            TableKeys.Day(notification.SlotAt),
            $"{TableKeys.ReverseTicks(notification.SlotAt)}_{TableKeys.Part(notification.Id)}{channel}_{attempt}"
        );
    }

    /// <summary>How a recorded attempt ended, or <see langword="null"/> where another was to follow.</summary>
    public static DeliveryOutcome? SettledOf(TableRow row)
    {
        var reason = row["Reason"] as string ?? "";
        return (string?)row["Outcome"] switch
        {
            nameof(DeliveryKind.Delivered) => new DeliveryOutcome(DeliveryKind.Delivered, reason),
            nameof(DeliveryKind.Refused) => new DeliveryOutcome(DeliveryKind.Refused, reason),
            nameof(DeliveryKind.Gone) => new DeliveryOutcome(DeliveryKind.Gone, reason),
            GivenUpOutcome => GivenUp(reason),
            _ => null,
        };
    }

    /// <summary>How an attempt ends after which no other follows, though it might have gone through.</summary>
    public static DeliveryOutcome GivenUp(string reason) =>
        new(DeliveryKind.Refused, $"Given up after two days: {reason}");

    /// <summary>The row of an attempt that has ended.</summary>
    public static TableRow From(
        PendingNotification pending,
        DateTimeOffset startedAt,
        DeliveryOutcome outcome,
        bool possibleRepeat,
        bool givenUp
    ) =>
        Row(KeyOf(pending), pending)
            .Add("Attempt", pending.Attempts)
            .Add("StartedAt", startedAt)
            .Add("Outcome", givenUp ? GivenUpOutcome : outcome.Kind.ToString())
            .Add("Reason", outcome.Reason)
            .Add("PossibleRepeat", possibleRepeat)
            .Add("Headline", NotificationText.Headline(pending.Notification, possibleRepeat))
            .Build();

    /// <summary>The row of a notification that was held back.</summary>
    public static TableRow FromHeldBack(PendingNotification pending, HeldBack heldBack)
    {
        var (partitionKey, rowKey) = KeyOf(pending);
        return Row((partitionKey, $"{rowKey}_{heldBack.Cause}"), pending)
            .Add("Outcome", "HeldBack")
            .Add("Cause", heldBack.Cause.ToString())
            .Add("Reason", heldBack.Reason)
            .Add("Headline", NotificationText.Headline(pending.Notification, possibleRepeat: false))
            .Build();
    }

    private static RowBuilder Row((string PartitionKey, string RowKey) key, PendingNotification pending)
    {
        var notification = pending.Notification;
        return new RowBuilder(key.PartitionKey, key.RowKey)
            .Add("SchemaVersion", notification.SchemaVersion)
            .Add("NotificationId", notification.Id)
            .Add("Kind", notification.Kind.ToString())
            .Add("Rule", notification.Rule)
            .Add("Severity", notification.Severity.ToString())
            .Add("Asset", notification.Asset)
            .Add("Venue", notification.Venue)
            .Add("Symbol", notification.Symbol)
            .Add("SlotAt", notification.SlotAt)
            .Add("Value", notification.Value)
            .Add("Channel", new WaitingNotification(pending, "").Channel);
    }
}
