namespace Decoupling.Alerts;

/// <summary>Makes one message of the alerts of a rule that change in the same slot for the same asset.</summary>
/// <remarks>The value furthest beyond the level speaks for the group, by its own id, which no other message has; every member is listed. A channel that keeps incidents is told each alert by itself,
/// since an incident ends with its own alert.</remarks>
public static class AlertGrouping
{
    /// <summary>Groups the messages of rules that ask for it, and those on missing data; the others, and those that stand alone, are left as they are.</summary>
    /// <param name="rules">The rules, of which <see cref="AlertRule.GroupsByAsset"/> is read.</param>
    /// <param name="notifications">The messages of one slot and asset, in their order.</param>
    public static IReadOnlyList<AlertNotification> Group(
        IReadOnlyList<AlertRule> rules,
        IReadOnlyList<AlertNotification> notifications
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(notifications);
        var grouping = rules
            .Where(rule => rule.GroupsByAsset)
            .Select(rule => rule.Name)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. notifications
                .GroupBy(notification =>
                    grouping.Contains(notification.Rule) || IsOfData(notification.Kind)
                        ? $"{notification.Rule}/{notification.Asset}/{notification.Kind}"
                        : notification.Id
                )
                .Select(group => group.ToArray())
                .Select(group => group.Length == 1 ? group[0] : Merge(group)),
        ];
    }

    // Data goes missing for a venue or an asset at once, and is no alert of each market.
    private static bool IsOfData(NotificationKind kind) =>
        kind is NotificationKind.NoData or NotificationKind.Late or NotificationKind.DataBack;

    private static AlertNotification Merge(AlertNotification[] group)
    {
        var spokesman = group
            .OrderByDescending(member => member.Severity)
            .ThenByDescending(member => member.Value * (member.Direction == AlertDirection.AtLeast ? 1 : -1))
            .ThenBy(member => member.AlertKey, StringComparer.Ordinal)
            .First();
        return spokesman with
        {
            AlertKey = $"{spokesman.Rule}/{spokesman.Asset}",
            SinceAt = group.Min(member => member.SinceAt),
            Members =
            [
                .. group.Select(member => new AlertMember(member.AlertKey, member.Venue, member.Symbol, member.Value)),
            ],
        };
    }
}
