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

    /// <summary>Columns for whoever reads the table, and the whole state as JSON for the next slot.</summary>
    public static TableRow FromState(AlertRule rule, AlertSample sample, AlertState state) =>
        new RowBuilder(PartitionOf(sample.Asset), StateKey(rule, sample))
            .Add("SchemaVersion", SchemaVersion)
            .Add("Rule", rule.Name)
            .Add("Venue", sample.Venue)
            .Add("Symbol", sample.Symbol)
            .Add("Phase", state.Phase.ToString())
            .Add("Severity", state.IsFiring ? SeverityOf(rule, state).ToString() : null)
            .Add("IsFiring", state.IsFiring)
            .Add("Generation", state.Generation)
            .Add("LastSlotAt", state.LastSlotAt)
            .Add("SinceAt", state.IsFiring ? state.SinceAt : null)
            .Add("PeakValue", state.IsFiring ? state.PeakValue : null)
            .Add("State", JsonSerializer.Serialize(state, NotificationJson.State))
            .Build();

    public static AlertState ToState(TableRow row) =>
        row["State"] is string whole
            ? JsonSerializer.Deserialize(whole, NotificationJson.State)!
            : FromFirstColumns(row);

    // A ladder that was shortened leaves states above its top.
    private static AlertSeverity SeverityOf(AlertRule rule, AlertState state) =>
        rule.Levels[Math.Clamp(state.LevelsReached, 1, rule.Levels.Count) - 1].Severity;

    /// <summary>A row of before the state had phases: what it told, it told of that firing.</summary>
    private static AlertState FromFirstColumns(TableRow row)
    {
        var isFiring = (bool)row["IsFiring"]!;
        var generation = (int)row["Generation"]!;
        return new AlertState
        {
            Phase = isFiring ? AlertPhase.Firing : AlertPhase.Inactive,
            LevelsReached = isFiring ? 1 : 0,
            Generation = generation,
            LastSlotAt = (DateTimeOffset)row["LastSlotAt"]!,
            SinceAt = (DateTimeOffset?)row["SinceAt"],
            PeakValue = (double?)row["PeakValue"],
            Told = new AlertTold
            {
                Generation = generation,
                LevelsReached = generation > 0 ? 1 : 0,
                IsResolved = !isFiring,
                At = (DateTimeOffset?)row["SinceAt"],
            },
        };
    }

    public static TableRow FromPending(PendingNotification pending) =>
        new RowBuilder(PartitionOf(pending.Notification.Asset), OutboxKey(pending))
            .Add("SchemaVersion", SchemaVersion)
            .Add("NotificationId", pending.Notification.Id)
            .Add("Channel", pending.Channel)
            .Add("CreatedAt", pending.CreatedAt)
            .Add("Attempts", pending.Attempts)
            .Add("DueAt", pending.DueAt)
            .Add("InFlightSinceAt", pending.InFlightSinceAt)
            .Add("IsPossibleRepeat", pending.IsPossibleRepeat ? true : null)
            .Add("TraceParent", pending.TraceParent)
            .Add("HeldBackCause", pending.HeldBack?.Cause.ToString())
            .Add("HeldBackReason", pending.HeldBack?.Reason)
            .Add("Body", JsonSerializer.Serialize(pending.Notification, NotificationJson.Notification))
            .Build();

    public static PendingNotification ToPending(TableRow row) =>
        new()
        {
            Notification = JsonSerializer.Deserialize((string)row["Body"]!, NotificationJson.Notification)!,
            Channel = (string?)row["Channel"],
            CreatedAt = (DateTimeOffset)row["CreatedAt"]!,
            Attempts = (int)row["Attempts"]!,
            DueAt = (DateTimeOffset)row["DueAt"]!,
            InFlightSinceAt = (DateTimeOffset?)row["InFlightSinceAt"],
            IsPossibleRepeat = row["IsPossibleRepeat"] is true,
            TraceParent = row["TraceParent"] as string,
            HeldBack = row["HeldBackCause"] is string cause
                ? new HeldBack(Enum.Parse<SuppressionCause>(cause), (string)row["HeldBackReason"]!)
                : null,
        };

    private static string OutboxKey(PendingNotification pending)
    {
        var ticks = pending.Notification.SlotAt.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
        var last = pending.HeldBack?.Cause.ToString() ?? pending.Channel;
        return $"{OutboxPrefix}{ticks}_{TableKeys.Part(pending.Notification.Id)}{(last is null ? "" : $"_{last}")}";
    }
}
