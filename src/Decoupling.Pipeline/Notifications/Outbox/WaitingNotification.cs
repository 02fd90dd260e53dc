using Decoupling.Pipeline.Alerts;

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>A notification in the outbox, with the version that a later write must match.</summary>
/// <param name="Pending">The notification.</param>
/// <param name="ETag">The version.</param>
internal sealed record WaitingNotification(PendingNotification Pending, string ETag)
{
    // Once the only channel, and so not named in the rows of then.
    private const string FirstChannel = "slack";

    /// <summary>The channel that is to be told.</summary>
    public string Channel => Pending.Channel ?? FirstChannel;

    /// <summary>The alerts that it is of: one, or the members of a group. What comes after it in any of them waits for it.</summary>
    public IEnumerable<string> AlertKeys =>
        Pending.Notification.Members.Select(member => member.AlertKey).Prepend(Pending.Notification.AlertKey);
}
