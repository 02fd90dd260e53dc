namespace Decoupling.Hazard.Fitting;

/// <summary>Hours of all assets on one side of the split, row after row.</summary>
internal sealed class HazardSample
{
    private HazardSample(List<(HazardTable Table, int Hour)> hours) => Hours = hours;

    /// <summary>The hours: a table and an index in it, asset after asset, in the order of time.</summary>
    public IReadOnlyList<(HazardTable Table, int Hour)> Hours { get; }

    public int Count => Hours.Count;

    /// <summary>Whether a fall followed, row by row.</summary>
    public bool[] Falls => [.. Hours.Select(row => row.Table.FallFollows[row.Hour]!.Value)];

    public DateTimeOffset EndOf(int row) => Hours[row].Table.EndOf(Hours[row].Hour);

    public ReadOnlySpan<double> FeaturesOf(int row) => Hours[row].Table.FeaturesOf(Hours[row].Hour);

    /// <summary>The hours whose falls were decided by a time: what a fit on that day could know.</summary>
    public static HazardSample Until(IEnumerable<HazardTable> tables, DateTimeOffset at) =>
        Of(tables, end => end.AddHours(HazardTable.Label.WithinHours) <= at);

    /// <summary>The hours from a time on.</summary>
    public static HazardSample From(IEnumerable<HazardTable> tables, DateTimeOffset at) => Of(tables, end => end >= at);

    private static HazardSample Of(IEnumerable<HazardTable> tables, Func<DateTimeOffset, bool> isIn) =>
        new([
            .. from table in tables
            from hour in Enumerable.Range(0, table.Count)
            where table.IsRead[hour] && table.FallFollows[hour] is not null && isIn(table.EndOf(hour))
            select (table, hour),
        ]);
}
