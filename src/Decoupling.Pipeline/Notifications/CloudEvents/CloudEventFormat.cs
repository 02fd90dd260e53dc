using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.CloudEvents;

/// <summary>Speaks to a receiver of CloudEvents over HTTP, which must be left alone for as long as the Retry-After of its 429 says.</summary>
internal sealed class CloudEventFormat : IMessageFormat
{
    public string Name => "cloudevents";

    public bool KeepsIncidents => false;

    public TimeSpan Spacing { get; } = TimeSpan.FromSeconds(0.1);

    public WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt) =>
        new(CloudEventMessage.Build(notification, possibleRepeat))
        {
            ContentType = $"{CloudEventMessage.ContentType}; charset=utf-8",
        };
}
