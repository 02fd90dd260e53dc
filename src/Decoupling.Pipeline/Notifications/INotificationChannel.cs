using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

/// <summary>A place where people or machines are told of alerts.</summary>
public interface INotificationChannel
{
    /// <summary>The name by which rules and rows call it: "slack". Small letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>Whether it keeps an incident of each alert, and so is told each by itself; a chat is told of a group in one message.</summary>
    bool KeepsIncidents { get; }

    /// <summary>Makes one attempt to tell of a notification. Only cancellation by the caller throws.</summary>
    /// <param name="notification">What is told.</param>
    /// <param name="possibleRepeat">Whether an earlier attempt may have arrived.</param>
    /// <param name="cancellationToken">Ends the attempt; whether it arrived is then unknown.</param>
    Task<DeliveryOutcome> SendAsync(
        AlertNotification notification,
        bool possibleRepeat,
        CancellationToken cancellationToken
    );
}
