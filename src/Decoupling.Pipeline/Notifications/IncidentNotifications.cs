using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Tells each alert of a group by itself, for a receiver that keeps incidents: each ends with its own alert.</summary>
internal static class IncidentNotifications
{
    /// <summary>The notification itself, or one for each of its members under the member's own alert key.</summary>
    public static IReadOnlyList<AlertNotification> Of(AlertNotification notification) =>
        notification.Members.Count == 0
            ? [notification]
            :
            [
                .. notification.Members.Select(member =>
                    notification with
                    {
                        Id = $"{notification.Id}/{member.AlertKey}",
                        AlertKey = member.AlertKey,
                        Venue = member.Venue,
                        Symbol = member.Symbol,
                        Value = member.Value,
                        PeakValue = member.AlertKey == SpokesmanKeyOf(notification) ? notification.PeakValue : null,
                        Members = [],
                    }
                ),
            ];

    private static string SpokesmanKeyOf(AlertNotification notification) =>
        $"{notification.Rule}/{notification.Asset}/{notification.Venue}/{notification.Symbol}";
}
