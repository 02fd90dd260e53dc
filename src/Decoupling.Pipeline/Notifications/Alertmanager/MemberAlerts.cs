using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Alertmanager;

/// <summary>The alerts that a message stands for, each as a notification of its own: it ends with its own alert, by its own fingerprint.</summary>
internal static class MemberAlerts
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
