using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.PagerDuty;

/// <summary>Speaks to PagerDuty's Events API v2, which answers 202 and keeps an incident of each alert.</summary>
/// <remarks>Source: PagerDuty, "Events API v2 Overview" and "Send an Alert Event".</remarks>
internal sealed class PagerDutyFormat(RoutingKey routingKey) : IMessageFormat
{
    public string Name => "pagerduty";

    public bool KeepsIncidents => true;

    // PagerDuty documents no rate but 429; two a second stays far under what it is known to take.
    public TimeSpan Spacing { get; } = TimeSpan.FromSeconds(0.5);

    public WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt) =>
        new(PagerDutyEvent.Build(notification, possibleRepeat, routingKey.Value));
}
