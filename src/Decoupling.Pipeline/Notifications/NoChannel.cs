using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Where no channel is set: alerts are recorded and nobody is told.</summary>
public sealed class NoChannel : INotificationChannel
{
    /// <inheritdoc/>
    public string Name => AlertChannel.None.Name;

    /// <inheritdoc/>
    public bool KeepsIncidents => false;

    /// <inheritdoc/>
    public Task<DeliveryOutcome> SendAsync(
        AlertNotification notification,
        bool possibleRepeat,
        CancellationToken cancellationToken
    ) => Task.FromResult(new DeliveryOutcome(DeliveryKind.Refused, "No channel is configured."));
}
