namespace Decoupling.Alerts;

/// <summary>What an alert keeps of its last slots, and what it reads from them.</summary>
internal static class AlertMemory
{
    /// <summary>Adds a slot's mark and drops those that neither confirmation nor recovery looks at.</summary>
    public static AlertMark[] Append(AlertRule rule, IReadOnlyList<AlertMark> marks, AlertMark mark)
    {
        var kept = Math.Max(rule.EnterWithinSlots, rule.LeaveSlots);
        return [.. marks.Skip(marks.Count + 1 - kept), mark];
    }

    /// <summary>Adds a slot's value and drops those from before the time that the change looks back to.</summary>
    public static IReadOnlyList<AlertReading> Append(
        AlertRule rule,
        IReadOnlyList<AlertReading> readings,
        AlertSample sample,
        double? value
    )
    {
        if (rule.ChangeOver is not { } over)
        {
            return [];
        }

        var kept = readings.Where(reading => reading.SlotAt >= sample.SlotAt - over);
        var all = value is { } known ? kept.Append(new AlertReading(sample.SlotAt, known)) : kept;
        return [.. all.TakeLast(AlertRule.MostChangeSlots + 1)];
    }

    /// <summary>The newest value less the one of exactly the rule's time before; <see langword="null"/> where either is missing.</summary>
    public static double? ChangeOf(AlertRule rule, IReadOnlyList<AlertReading> readings, AlertSample sample)
    {
        if (readings.Count == 0 || readings[^1].SlotAt != sample.SlotAt)
        {
            return null;
        }

        var before = readings[0];
        var change = readings[^1].Value - before.Value;
        return before.SlotAt == sample.SlotAt - rule.ChangeOver && double.IsFinite(change) ? change : null;
    }

    /// <summary>How many levels the present slot and enough of the last ones have reached.</summary>
    public static int LevelsConfirmed(AlertRule rule, IReadOnlyList<AlertMark> marks, AlertSample sample)
    {
        var from = sample.SlotAt - (rule.EnterWithinSlots * sample.SlotLength);
        for (var levels = marks[^1].Entered; levels > 0; levels--)
        {
            if (marks.Count(mark => mark.SlotAt > from && mark.Entered >= levels) >= rule.EnterSlots)
            {
                return levels;
            }
        }

        return 0;
    }

    /// <summary>How many of the newest values in a row reach no level.</summary>
    public static int QuietInARow(IReadOnlyList<AlertMark> marks)
    {
        var quiet = 0;
        while (quiet < marks.Count && marks[^(quiet + 1)].Held == 0)
        {
            quiet++;
        }

        return quiet;
    }
}
