using System.Globalization;
using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Maps alert states and waiting notifications to rows of the Alerts table, and back.</summary>
/// <remarks>Both lie in the asset's partition, so that a decision and its notification commit in one transaction.</remarks>
internal static class AlertRows
{
    public const string StatePrefix = "state_";
    public const string OutboxPrefix = "out_";

    private const int SchemaVersion = 1;

    /// <summary>The end of the range of row keys that begin with a prefix, exclusive: a prefix ends in _, and ` follows it.</summary>
    public static string EndOf(string prefix) => prefix[..^1] + "`";

    public static string PartitionOf(string asset) => TableKeys.Part(asset);

    public static string StateKey(AlertRule rule, AlertSample sample) =>
        $"{StatePrefix}{TableKeys.Part(rule.Name)}_{TableKeys.Part(sample.Venue)}_{TableKeys.Part(sample.Symbol)}";

    public static TableRow FromState(AlertRule rule, AlertSample sample, AlertState state) =>
        new RowBuilder(PartitionOf(sample.Asset), StateKey(rule, sample))
            .Add("SchemaVersion", SchemaVersion)
            .Add("Rule", rule.Name)
            .Add("Venue", sample.Venue)
            .Add("Symbol", sample.Symbol)
            .Add("IsFiring", state.IsFiring)
            .Add("Generation", state.Generation)
            .Add("LastSlotAt", state.LastSlotAt)
            .Add("SinceAt", state.SinceAt)
            .Add("PeakValue", state.PeakValue)
            .Build();

    public static AlertState ToState(TableRow row) =>
        new()
        {
            IsFiring = (bool)row["IsFiring"]!,
            Generation = (int)row["Generation"]!,
            LastSlotAt = (DateTimeOffset)row["LastSlotAt"]!,
            SinceAt = (DateTimeOffset?)row["SinceAt"],
            PeakValue = (double?)row["PeakValue"],
        };

    public static TableRow FromPending(PendingNotification pending) =>
        new RowBuilder(PartitionOf(pending.Notification.Asset), OutboxKey(pending.Notification))
            .Add("SchemaVersion", SchemaVersion)
            .Add("NotificationId", pending.Notification.Id)
            .Add("CreatedAt", pending.CreatedAt)
            .Add("Attempts", pending.Attempts)
            .Add("DueAt", pending.DueAt)
            .Add("InFlightSinceAt", pending.InFlightSinceAt)
            .Add("Body", JsonSerializer.Serialize(pending.Notification, NotificationJson.Default.AlertNotification))
            .Build();

    public static PendingNotification ToPending(TableRow row) =>
        new()
        {
            Notification = JsonSerializer.Deserialize(
                (string)row["Body"]!,
                NotificationJson.Default.AlertNotification
            )!,
            CreatedAt = (DateTimeOffset)row["CreatedAt"]!,
            Attempts = (int)row["Attempts"]!,
            DueAt = (DateTimeOffset)row["DueAt"]!,
            InFlightSinceAt = (DateTimeOffset?)row["InFlightSinceAt"],
        };

    private static string OutboxKey(AlertNotification notification)
    {
        var ticks = notification.SlotAt.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
        return $"{OutboxPrefix}{ticks}_{TableKeys.Part(notification.Id)}";
    }
}
