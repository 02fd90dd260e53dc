using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Slack;

/// <summary>Speaks to a Slack incoming webhook: at most one message a second.</summary>
/// <remarks>Source: Slack, "Sending messages using incoming webhooks" and "Rate limits".</remarks>
internal sealed class SlackFormat : IMessageFormat
{
    public string Name => "slack";

    public bool KeepsIncidents => false;

    // Slack takes one message a second; timers may fire a moment early, so a little more.
    public TimeSpan Spacing { get; } = TimeSpan.FromSeconds(1.1);

    public WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt) =>
        new(SlackMessage.Build(notification, possibleRepeat));

    /// <summary>Slack says why in a word, such as "invalid_blocks".</summary>
    public DeliveryOutcome Read(ReceiverAnswer answer) => answer.ToOutcome(answer.Word);
}
