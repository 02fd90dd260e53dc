using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Digests;

/// <summary>What became of a day's alerts: each message counts once, whatever the channels and the attempts.</summary>
/// <param name="Told">How many were told, by kind.</param>
/// <param name="HeldBack">How many were held back, by cause.</param>
/// <param name="Undelivered">Messages that a channel did not take for good: refused, gone or given up.</param>
internal sealed record DayOfAlerts(
    IReadOnlyDictionary<NotificationKind, int> Told,
    IReadOnlyDictionary<SuppressionCause, int> HeldBack,
    int Undelivered
)
{
    // Messages of the system on itself are no alerts of the day.
    private static readonly string[] OwnRules = ["test", DigestNotification.Rule];

    /// <summary>Counts the rows of the Notifications table.</summary>
    public static DayOfAlerts Of(IReadOnlyList<TableRow> rows)
    {
        var alerts = rows.Where(row => !OwnRules.Contains(row["Rule"] as string)).ToArray();
        var heldBack = alerts.Where(row => row["Cause"] is string).ToArray();
        return new DayOfAlerts(
            CountBy<NotificationKind>(alerts.Except(heldBack), "Kind"),
            CountBy<SuppressionCause>(heldBack, "Cause"),
            alerts
                .Where(row => !AlertChannel.None.Name.Equals(row["Channel"]))
                .Where(row => row["Outcome"] is "Refused" or "Gone" or "GivenUp")
                .Select(row => (row["NotificationId"], row["Channel"]))
                .Distinct()
                .Count()
        );
    }

    /// <summary>How many were told of a kind.</summary>
    public int Of(NotificationKind kind) => Told.GetValueOrDefault(kind);

    private static Dictionary<TValue, int> CountBy<TValue>(IEnumerable<TableRow> rows, string column)
        where TValue : struct, Enum =>
        rows.Where(row => Enum.TryParse<TValue>(row[column] as string, out _))
            .Select(row => (Value: Enum.Parse<TValue>((string)row[column]!), Id: row["NotificationId"] as string))
            .Distinct()
            .GroupBy(message => message.Value)
            .ToDictionary(group => group.Key, group => group.Count());
}
