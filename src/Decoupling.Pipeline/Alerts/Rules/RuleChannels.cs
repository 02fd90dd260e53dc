using Decoupling.Alerts;

namespace Decoupling.Pipeline.Alerts.Rules;

/// <summary>Whether rules tell channels that there are: a misspelt name would be noticed on the night that nobody is told.</summary>
public static class RuleChannels
{
    /// <summary>The first fault, as a sentence with the rule's name, or <see langword="null"/>.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="configured">The channels that are configured.</param>
    /// <param name="known">The channels that can be; they count where none is configured and all is recorded only.</param>
    public static string? FindFault(
        IReadOnlyList<AlertRule> rules,
        IReadOnlyList<AlertChannel> configured,
        IReadOnlyList<string> known
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(configured);
        var (names, what) =
            configured.Count > 0 ? ([.. configured.Select(channel => channel.Name)], "configured") : (known, "known");
        var wrong = (
            from rule in rules
            from pattern in rule.Channels
            where !names.Any(name => AlertPattern.Matches(pattern, name))
            select (Rule: rule.Name, Pattern: pattern)
        ).FirstOrDefault();
        return wrong.Rule is null
            ? null
            : $"Rule '{wrong.Rule}' tells the channel '{wrong.Pattern}', which is not {what}; these are: {string.Join(", ", names)}.";
    }
}
