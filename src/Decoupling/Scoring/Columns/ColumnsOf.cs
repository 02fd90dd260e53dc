namespace Decoupling.Scoring.Columns;

/// <summary>Makes columns of each type that a table takes.</summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
internal static class ColumnsOf<TRow>
{
    public static ResultColumn<TRow> Text(string name, string meaning, Func<TRow, string?> value) =>
        new(name, typeof(string), "", meaning, row => value(row));

    public static ResultColumn<TRow> Number(string name, string unit, string meaning, Func<TRow, double?> value) =>
        new(name, typeof(double), unit, meaning, row => value(row));

    public static ResultColumn<TRow> Count(string name, string meaning, Func<TRow, int?> value) =>
        new(name, typeof(int), "", meaning, row => value(row));

    public static ResultColumn<TRow> Flag(string name, string meaning, Func<TRow, bool?> value) =>
        new(name, typeof(bool), "", meaning, row => value(row));

    public static ResultColumn<TRow> Time(string name, string meaning, Func<TRow, DateTimeOffset?> value) =>
        new(name, typeof(DateTimeOffset), "UTC", meaning, row => value(row));
}
