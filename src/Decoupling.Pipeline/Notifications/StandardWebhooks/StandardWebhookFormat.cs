using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.StandardWebhooks;

/// <summary>Speaks to any receiver of Standard Webhooks: signed, with an id that stays the same over attempts.</summary>
/// <param name="secrets">One or two secrets, the newest first.</param>
internal sealed class StandardWebhookFormat(IReadOnlyList<WebhookSecret> secrets) : IMessageFormat
{
    public string Name => "webhook";

    public bool KeepsIncidents => false;

    public TimeSpan Spacing { get; } = TimeSpan.FromSeconds(0.1);

    public WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt)
    {
        var body = StandardWebhookMessage.Build(notification, possibleRepeat);
        return new WebhookRequest(body)
        {
            ContentType = "application/json",
            Headers = WebhookSignature.Headers(secrets, notification.Id, sentAt, body),
        };
    }
}
