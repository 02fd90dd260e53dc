namespace Decoupling.Alerts;

/// <summary>Says what is wrong with a rule, by its name.</summary>
internal static class AlertRuleChecks
{
    /// <exception cref="ArgumentException">Something does not make sense; the message names the rule and what it is.</exception>
    public static void Validate(AlertRule rule)
    {
        if (FindFault(rule) is { } fault)
        {
            throw new ArgumentException($"Rule '{rule.Name}' {fault}");
        }
    }

    private static string? FindFault(AlertRule rule)
    {
        if (
            rule.Name.Length == 0
            || rule.Name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.'))
        )
        {
            return "may hold letters, digits, dots and hyphens only in its name.";
        }

        return FindFaultOfLevels(rule) ?? FindFaultOfLengths(rule) ?? FindFaultOfLists(rule);
    }

    private static string? FindFaultOfLevels(AlertRule rule)
    {
        if (rule.Levels.Count == 0)
        {
            return "has no level.";
        }

        AlertLevel? milder = null;
        foreach (var level in rule.Levels)
        {
            if (!double.IsFinite(level.Enter) || !double.IsFinite(level.Leave))
            {
                return "has a level that is not a finite number.";
            }

            if (!rule.Reaches(level.Enter, level.Leave))
            {
                return $"leaves {level.Severity} at {level.Leave} beyond its enter level {level.Enter}; it would fire and resolve at once.";
            }

            if (milder is not null && !IsBeyond(rule, milder, level))
            {
                return $"has {level.Severity} at {level.Enter} after {milder.Severity} at {milder.Enter}; levels go from mild to grave, each beyond the one before.";
            }

            milder = level;
        }

        return null;
    }

    private static bool IsBeyond(AlertRule rule, AlertLevel milder, AlertLevel graver) =>
        graver.Severity > milder.Severity
        && graver.Enter != milder.Enter
        && rule.Reaches(graver.Enter, milder.Enter)
        && rule.Reaches(graver.Leave, milder.Leave);

    private static string? FindFaultOfLengths(AlertRule rule) =>
        rule switch
        {
            { EnterWithinSlots: < 1 or > AlertRule.MostConfirmingSlots } =>
                $"looks at {rule.EnterWithinSlots} slots; 1 to {AlertRule.MostConfirmingSlots} can be.",
            { EnterSlots: < 1 } => $"enters after {rule.EnterSlots} slots; it takes one at least.",
            _ when rule.EnterSlots > rule.EnterWithinSlots =>
                $"wants {rule.EnterSlots} of {rule.EnterWithinSlots} slots, which never happens.",
            { LeaveSlots: < 1 or > AlertRule.MostConfirmingSlots } =>
                $"leaves after {rule.LeaveSlots} slots; 1 to {AlertRule.MostConfirmingSlots} can be.",
            { NoDataAfterSlots: < 1 } => $"has no data after {rule.NoDataAfterSlots} slots; it takes one at least.",
            _ when rule.MinimumHold < TimeSpan.Zero => $"holds for {rule.MinimumHold}.",
            _ when rule.Cooldown < TimeSpan.Zero => $"cools down for {rule.Cooldown}.",
            _ when rule.ChangeOver <= TimeSpan.Zero => $"compares over {rule.ChangeOver}.",
            _ when rule.LateAfter <= TimeSpan.Zero => $"is late after {rule.LateAfter}.",
            _ when rule.RemindEvery <= TimeSpan.Zero => $"reminds every {rule.RemindEvery}.",
            _ => null,
        };

    private static string? FindFaultOfLists(AlertRule rule)
    {
        if (rule.InhibitedBy.Contains(rule.Name, StringComparer.Ordinal))
        {
            return "is inhibited by itself.";
        }

        return rule.Hours.Select(hours => hours.FindFault()).FirstOrDefault(fault => fault is not null) is { } wrong
            ? $"has hours that {wrong}"
            : null;
    }
}
