using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>The columns that every result row begins with.</summary>
internal static class CommonColumns
{
    /// <summary>The tables' version; columns are only ever added to it.</summary>
    public const int SchemaVersion = 1;

    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Count("SchemaVersion", "version of the columns", _ => SchemaVersion),
        Text("Asset", "the underlying", row => row.Card.Asset),
        Text("Venue", "the venue", row => row.Score.Venue),
        Text("Symbol", "the venue's symbol", row => row.Score.Symbol),
        Text("Kind", "what the derivative is", row => row.Score.Kind.ToString()),
        Time("AsOf", "the slot's time", row => row.Card.SlotAt),
        Count("SlotSeconds", "seconds from one slot to the next", row => (int)row.Card.SlotLength.TotalSeconds),
        Text("InputsHash", "hash of the snapshot: the same inputs, the same row", row => row.Card.InputsHash),
        Text("MethodVersion", "version of the formulas", _ => SnapshotScoring.MethodVersion),
    ];
}
