namespace Decoupling.Alerts;

/// <summary>Hours of some days in which people are told, UTC: [<paramref name="From"/>, <paramref name="To"/>), past midnight where To is not after From.</summary>
/// <param name="Days">The days on which the hours begin; empty for every day.</param>
/// <param name="From">The beginning, inclusive.</param>
/// <param name="To">The end, exclusive; the same as the beginning for the whole day.</param>
public sealed record AlertHours(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a time lies in these hours.</summary>
    public bool Contains(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var time = TimeOnly.FromDateTime(utc);
        if (From < To)
        {
            return time >= From && time < To && IsDay(utc.DayOfWeek);
        }

        return time >= From ? IsDay(utc.DayOfWeek) : time < To && IsDay(utc.AddDays(-1).DayOfWeek);
    }

    /// <summary>What is wrong with these hours, or <see langword="null"/>.</summary>
    internal string? FindFault() =>
        Days.Distinct().Count() == Days.Count ? null : $"name a day twice ({string.Join(", ", Days)}).";

    private bool IsDay(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}
