namespace Decoupling.Scoring.Columns;

/// <summary>Makes columns of each type that a table takes.</summary>
internal static class ColumnTypes
{
    public static ResultColumn<ScoredRow> Text(string name, string meaning, Func<ScoredRow, string?> value) =>
        new(name, typeof(string), "", meaning, row => value(row));

    public static ResultColumn<ScoredRow> Number(
        string name,
        string unit,
        string meaning,
        Func<ScoredRow, double?> value
    ) => new(name, typeof(double), unit, meaning, row => value(row));

    public static ResultColumn<ScoredRow> Count(string name, string meaning, Func<ScoredRow, int?> value) =>
        new(name, typeof(int), "", meaning, row => value(row));

    public static ResultColumn<ScoredRow> Flag(string name, string meaning, Func<ScoredRow, bool?> value) =>
        new(name, typeof(bool), "", meaning, row => value(row));

    public static ResultColumn<ScoredRow> Time(string name, string meaning, Func<ScoredRow, DateTimeOffset?> value) =>
        new(name, typeof(DateTimeOffset), "UTC", meaning, row => value(row));
}
