namespace Decoupling.Alerts;

/// <summary>Decides which channel is told what: by the rule's channels, grouped for a chat, each alert by itself where incidents are kept.</summary>
public static class AlertRouting
{
    /// <summary>Routes the messages of one slot and asset; one that no channel is told of goes to <see cref="AlertChannel.None"/>.</summary>
    /// <param name="rules">The rules, by which messages are grouped.</param>
    /// <param name="channels">The channels that there are.</param>
    /// <param name="notifications">The messages, in their order.</param>
    public static IReadOnlyList<RoutedNotification> Route(
        IReadOnlyList<AlertRule> rules,
        IReadOnlyList<AlertChannel> channels,
        IReadOnlyList<AlertNotification> notifications
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(notifications);
        var nobodys = notifications.Where(notification => !channels.Any(channel => Tells(channel, notification)));
        return
        [
            .. channels.SelectMany(channel =>
                Route(rules, channel, notifications.Where(notification => Tells(channel, notification)))
            ),
            .. Route(rules, AlertChannel.None, nobodys),
        ];
    }

    private static bool Tells(AlertChannel channel, AlertNotification notification) =>
        notification.Channels.Count == 0
        || notification.Channels.Any(pattern => AlertPattern.Matches(pattern, channel.Name));

    private static IEnumerable<RoutedNotification> Route(
        IReadOnlyList<AlertRule> rules,
        AlertChannel channel,
        IEnumerable<AlertNotification> notifications
    )
    {
        var told = notifications.ToArray();
        return (channel.KeepsIncidents ? told : AlertGrouping.Group(rules, told)).Select(
            notification => new RoutedNotification(channel.Name, notification)
        );
    }
}

/// <summary>A message and the channel that is told of it.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Notification">The message; its id is the same in every channel.</param>
public sealed record RoutedNotification(string Channel, AlertNotification Notification);
