using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

/// <summary>How a kind of receiver is spoken to: what it is posted, and what its answers mean. Pure; its secrets, if any, never print themselves.</summary>
internal interface IMessageFormat
{
    /// <summary>The name of its channel: "slack".</summary>
    string Name { get; }

    /// <summary>Whether the receiver keeps an incident of each alert; see <see cref="INotificationChannel.KeepsIncidents"/>.</summary>
    bool KeepsIncidents { get; }

    /// <summary>The least time from one attempt to the next, by the receiver's documented rate and a little more.</summary>
    TimeSpan Spacing { get; }

    /// <summary>Composes one attempt, whatever the notification holds: within the receiver's limits, and with no text become markup.</summary>
    /// <param name="notification">What is told.</param>
    /// <param name="possibleRepeat">Whether an earlier attempt may have arrived.</param>
    /// <param name="sentAt">The time of the attempt, UTC, as a signature carries it.</param>
    WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt);

    /// <summary>What an answer means; by its status alone where the receiver says no more.</summary>
    DeliveryOutcome Read(ReceiverAnswer answer) => answer.ToOutcome();
}
