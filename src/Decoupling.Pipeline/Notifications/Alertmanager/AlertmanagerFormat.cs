using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Alertmanager;

/// <summary>Speaks to whatever takes Alertmanager's webhooks. A group comes as one message of several alerts, each with its own fingerprint.</summary>
internal sealed class AlertmanagerFormat : IMessageFormat
{
    public string Name => "alertmanager";

    public bool KeepsIncidents => false;

    public TimeSpan Spacing { get; } = TimeSpan.FromSeconds(0.1);

    public WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt) =>
        new(AlertmanagerMessage.Build(notification, possibleRepeat)) { ContentType = "application/json" };
}
