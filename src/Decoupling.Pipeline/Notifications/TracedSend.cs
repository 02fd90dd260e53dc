using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Makes an attempt within the trace in which the notification was decided, and counts it.</summary>
internal static class TracedSend
{
    public static async Task<DeliveryOutcome> SendTracedAsync(
        this INotificationChannel channel,
        PendingNotification pending,
        bool possibleRepeat,
        CancellationToken cancellationToken
    )
    {
        var notification = pending.Notification;
        using var span = PipelineSpans.StartDelivery(
            channel.Name,
            notification.Asset,
            notification.SlotAt,
            pending.TraceParent
        );
        var outcome = await channel.SendAsync(notification, possibleRepeat, cancellationToken);
        PipelineSpans.End(span, outcome.Kind.ToString(), isWell: outcome.Kind == DeliveryKind.Delivered);
        PipelineMetrics.DeliveryAttempted(channel.Name, outcome.Kind.ToString());
        return outcome;
    }
}
