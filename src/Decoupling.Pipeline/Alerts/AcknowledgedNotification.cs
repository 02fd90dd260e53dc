using System.Globalization;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Tells a channel that keeps incidents that somebody has acknowledged an alert's firing: its incident then wakes nobody again.</summary>
internal static class AcknowledgedNotification
{
    public static PendingNotification For(StandingAlert alert, AlertChannel channel, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        return new PendingNotification
        {
            Notification = new AlertNotification
            {
                Id = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{alert.Key}/{alert.State.Generation}/acknowledged-{time}"
                ),
                AlertKey = alert.Key,
                Kind = NotificationKind.Acknowledged,
                Rule = alert.Rule,
                Title = alert.Rule,
                Severity = Enum.TryParse<AlertSeverity>(alert.Severity, out var severity)
                    ? severity
                    : AlertSeverity.Info,
                Asset = alert.Asset,
                Venue = alert.Venue,
                Symbol = alert.Symbol,

                // After the message of the firing, which the outbox orders by its slot.
                SlotAt = now,
                SinceAt = alert.State.SinceAt ?? now,
                EnterLevel = 0,
                LeaveLevel = 0,
                Direction = AlertDirection.AtLeast,
                Unit = "",
                Summary = "",
                Facts = [],
            },
            Channel = channel.Name,
            CreatedAt = now,
            Attempts = 0,
            DueAt = now,
        };
    }
}
