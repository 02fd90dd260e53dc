namespace Decoupling.Alerts;

/// <summary>Moves an alert from slot to slot: from what a value reached, how often, and for how long. Pure: the slot's time is the only clock.</summary>
/// <remarks>
/// <para>A level is entered when the present slot and enough of the last ones reached it (n of m), and left when the value is back beyond
/// its leave level. The alert resolves when the mildest level has been left for enough values in a row and the minimum hold is over.</para>
/// <para>A missing value is neither recovery nor confirmation: the alert stays where it is and, after enough such slots, says NoData. What never had a value is not missed.</para>
/// </remarks>
public static class AlertTransition
{
    /// <summary>Takes one slot.</summary>
    /// <returns>The same state when the slot is not newer than the last one decided: late and repeated slots change nothing.</returns>
    public static AlertState Next(AlertRule rule, AlertState state, AlertSample sample)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.SlotAt <= state.LastSlotAt)
        {
            return state;
        }

        var value = sample.Value is { } given && double.IsFinite(given) ? given : (double?)null;
        var readings = AlertMemory.Append(rule, state.Readings, sample, value);
        var measured = rule.ChangeOver is null ? value : AlertMemory.ChangeOf(rule, readings, sample);
        var advanced = state with { LastSlotAt = sample.SlotAt, Readings = readings };
        return measured is { } known
            ? WithValue(rule, advanced, sample, known)
            : WithoutValue(rule, advanced, state.SlotsWithoutValue + SlotsSince(state, sample));
    }

    /// <summary>Looks at an alert when no slot has come: it is late once the rule's time has passed since the last one.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="state">The alert.</param>
    /// <param name="now">The time of the check, UTC.</param>
    /// <returns>The same state when nothing is late or its lateness is known.</returns>
    public static AlertState WithoutSlot(AlertRule rule, AlertState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(state);
        return
            rule.LateAfter is not { } patience
            || state.Phase == AlertPhase.Late
            || state.LastSlotAt == DateTimeOffset.MinValue
            || now - state.LastSlotAt <= patience
            ? state
            : Silent(state, AlertPhase.Late);
    }

    private static AlertState WithoutValue(AlertRule rule, AlertState state, int slotsWithoutValue)
    {
        var counted = state with { SlotsWithoutValue = slotsWithoutValue };
        if (slotsWithoutValue >= rule.NoDataAfterSlots && state.Marks.Count > 0)
        {
            return state.Phase == AlertPhase.NoData ? counted : Silent(counted, AlertPhase.NoData);
        }

        // A slot without a value has come: the alert is late no longer.
        return state.Phase == AlertPhase.Late
            ? counted with
            {
                Phase = state.PhaseBehind!.Value,
                PhaseBehind = null,
            }
            : counted;
    }

    private static AlertState Silent(AlertState state, AlertPhase phase) =>
        state with
        {
            Phase = phase,
            PhaseBehind = state.PhaseBehind ?? state.Phase,
            SilenceCount = state.SilenceCount + 1,
        };

    private static AlertState WithValue(AlertRule rule, AlertState state, AlertSample sample, double value)
    {
        var counts = rule.Verdicts.Count == 0 || rule.Verdicts.Contains(sample.Verdict, StringComparer.Ordinal);
        var mark = counts ? MarkOf(rule, sample.SlotAt, value) : new AlertMark(sample.SlotAt, 0, 0);
        var present = state with
        {
            Phase = state.PhaseBehind ?? state.Phase,
            PhaseBehind = null,
            SlotsWithoutValue = 0,
            Marks = AlertMemory.Append(rule, state.Marks, mark),
        };
        var confirmed = AlertMemory.LevelsConfirmed(rule, present.Marks, sample);
        return present.IsFiring
            ? WhileFiring(rule, present, mark, confirmed, counts ? value : null)
            : WhileQuiet(rule, present, mark, confirmed, value);
    }

    private static AlertState WhileQuiet(AlertRule rule, AlertState state, AlertMark mark, int confirmed, double value)
    {
        if (confirmed > 0)
        {
            return state with
            {
                Phase = AlertPhase.Firing,
                LevelsReached = confirmed,
                Generation = state.Generation + 1,
                SinceAt = mark.SlotAt,
                PeakValue = value,
            };
        }

        if (mark.Entered > 0)
        {
            return state with { Phase = AlertPhase.Pending };
        }

        var coolsDown = state.ResolvedAt is { } resolvedAt && mark.SlotAt - resolvedAt < rule.Cooldown;
        return state with { Phase = coolsDown ? AlertPhase.Resolved : AlertPhase.Inactive };
    }

    private static AlertState WhileFiring(
        AlertRule rule,
        AlertState state,
        AlertMark mark,
        int confirmed,
        double? value
    )
    {
        var peak =
            value is { } known && !(state.PeakValue is { } before && rule.Reaches(before, known))
                ? known
                : state.PeakValue;
        var levels = Math.Max(confirmed, Math.Min(state.LevelsReached, mark.Held));
        if (levels > 0)
        {
            return state with { Phase = AlertPhase.Firing, LevelsReached = levels, PeakValue = peak };
        }

        var isOver =
            AlertMemory.QuietInARow(state.Marks) >= rule.LeaveSlots && mark.SlotAt - state.SinceAt >= rule.MinimumHold;
        return isOver
            ? state with
            {
                Phase = AlertPhase.Resolved,
                LevelsReached = 0,
                ResolvedAt = mark.SlotAt,
                PeakValue = peak,
            }
            : state with
            {
                Phase = AlertPhase.Recovering,
                PeakValue = peak,
            };
    }

    private static AlertMark MarkOf(AlertRule rule, DateTimeOffset slotAt, double value) =>
        new(
            slotAt,
            rule.Levels.Count(level => rule.Reaches(value, level.Enter)),
            rule.Levels.Count(level => rule.Reaches(value, level.Leave))
        );

    private static int SlotsSince(AlertState state, AlertSample sample) =>
        state.LastSlotAt == DateTimeOffset.MinValue
            ? 1
            : (int)Math.Clamp((sample.SlotAt - state.LastSlotAt) / sample.SlotLength, 1, int.MaxValue / 2);
}
