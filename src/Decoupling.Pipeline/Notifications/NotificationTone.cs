using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

/// <summary>How a message looks at a glance: each channel has a colour for it.</summary>
internal enum NotificationTone
{
    /// <summary>A critical alert: red.</summary>
    Critical,

    /// <summary>A warning: amber.</summary>
    Warning,

    /// <summary>Worth knowing: blue.</summary>
    Info,

    /// <summary>Something is over: green.</summary>
    Good,

    /// <summary>Data is missing, so nobody knows: grey.</summary>
    Unknown,
}

/// <summary>Finds the tone of a notification.</summary>
internal static class NotificationTones
{
    /// <summary>The tone by what has happened, then by the severity.</summary>
    public static NotificationTone Of(AlertNotification notification) =>
        (notification.Kind, notification.Severity) switch
        {
            (NotificationKind.Resolved or NotificationKind.DataBack, _) => NotificationTone.Good,
            (NotificationKind.NoData or NotificationKind.Late, _) => NotificationTone.Unknown,
            (_, AlertSeverity.Critical) => NotificationTone.Critical,
            (_, AlertSeverity.Warning) => NotificationTone.Warning,
            _ => NotificationTone.Info,
        };
}
