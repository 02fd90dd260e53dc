namespace Decoupling.Alerts;

/// <summary>Decides what one value does to one alert. Pure: the slot's time is the only clock.</summary>
/// <param name="State">The state after the slot.</param>
/// <param name="Notification">What people are told, or <see langword="null"/> when nothing changed for them.</param>
public sealed record AlertDecision(AlertState State, AlertNotification? Notification)
{
    /// <summary>Advances an alert by one value.</summary>
    /// <returns>The same state when the slot is not newer than the last one decided: late and repeated slots change nothing.</returns>
    /// <remarks>A missing value advances the slot and leaves the alert as it is: silence is not recovery.</remarks>
    public static AlertDecision Decide(AlertRule rule, AlertState state, AlertSample sample)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sample);

        if (sample.SlotAt <= state.LastSlotAt)
        {
            return new AlertDecision(state, null);
        }

        var advanced = state with { LastSlotAt = sample.SlotAt };
        if (sample.Value is not { } value || !double.IsFinite(value))
        {
            return new AlertDecision(advanced, null);
        }

        return state.IsFiring
            ? WhileFiring(rule, advanced, sample, value)
            : WhileInactive(rule, advanced, sample, value);
    }

    private static AlertDecision WhileInactive(AlertRule rule, AlertState state, AlertSample sample, double value)
    {
        if (!Reaches(rule, value, rule.EnterLevel))
        {
            return new AlertDecision(state, null);
        }

        var firing = state with
        {
            IsFiring = true,
            Generation = state.Generation + 1,
            SinceAt = sample.SlotAt,
            PeakValue = value,
        };
        return new AlertDecision(firing, AlertNotification.From(NotificationKind.Fired, rule, firing, sample, value));
    }

    private static AlertDecision WhileFiring(AlertRule rule, AlertState state, AlertSample sample, double value)
    {
        var peak = state.PeakValue is { } known && Reaches(rule, known, value) ? known : value;
        var firing = state with { PeakValue = peak };
        if (Reaches(rule, value, rule.LeaveLevel))
        {
            return new AlertDecision(firing, null);
        }

        var resolved = firing with { IsFiring = false, SinceAt = null, PeakValue = null };
        return new AlertDecision(
            resolved,
            AlertNotification.From(NotificationKind.Resolved, rule, firing, sample, value)
        );
    }

    private static bool Reaches(AlertRule rule, double value, double level) =>
        rule.Direction == AlertDirection.AtLeast ? value >= level : value <= level;
}
