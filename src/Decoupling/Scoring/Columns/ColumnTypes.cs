namespace Decoupling.Scoring.Columns;

/// <summary>Makes the columns of the tables that have a row a derivative.</summary>
internal static class ColumnTypes
{
    public static ResultColumn<ScoredRow> Text(string name, string meaning, Func<ScoredRow, string?> value) =>
        ColumnsOf<ScoredRow>.Text(name, meaning, value);

    public static ResultColumn<ScoredRow> Number(
        string name,
        string unit,
        string meaning,
        Func<ScoredRow, double?> value
    ) => ColumnsOf<ScoredRow>.Number(name, unit, meaning, value);

    public static ResultColumn<ScoredRow> Count(string name, string meaning, Func<ScoredRow, int?> value) =>
        ColumnsOf<ScoredRow>.Count(name, meaning, value);

    public static ResultColumn<ScoredRow> Flag(string name, string meaning, Func<ScoredRow, bool?> value) =>
        ColumnsOf<ScoredRow>.Flag(name, meaning, value);

    public static ResultColumn<ScoredRow> Time(string name, string meaning, Func<ScoredRow, DateTimeOffset?> value) =>
        ColumnsOf<ScoredRow>.Time(name, meaning, value);
}
