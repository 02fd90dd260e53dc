using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Teams;

/// <summary>Speaks to a Microsoft Teams workflow that was made for incoming webhooks: at most four requests a second.</summary>
/// <remarks>Source: Microsoft, "Create incoming webhooks with Workflows for Microsoft Teams" and "Rate limiting for connectors".</remarks>
internal sealed class TeamsFormat : IMessageFormat
{
    public string Name => "teams";

    public bool KeepsIncidents => false;

    public TimeSpan Spacing { get; } = TimeSpan.FromSeconds(0.3);

    public WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt) =>
        new(TeamsMessage.Build(notification, possibleRepeat));
}
