namespace Decoupling.Pipeline.Storage;

/// <summary>A row or transaction that Azure would refuse, stopped before it was sent: a fault of the code that made it.</summary>
public sealed class TableRuleException : ArgumentException
{
    private const int KeyCharactersShown = 80;

    /// <summary>Creates the exception with a sentence that names table, keys and column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row, or <see langword="null"/> for a transaction as a whole.</param>
    /// <param name="column">The column, or <see langword="null"/> for a row as a whole.</param>
    /// <param name="reason">What the limit is and what was found.</param>
    public TableRuleException(string table, TableRow? row, string? column, string reason)
        : base($"{table}{Keys(row)}{(column is null ? "" : $", column {column}")}: {reason}")
    {
        Table = table;
        Row = row;
        Column = column;
    }

    /// <summary>The table that the row was meant for.</summary>
    public string Table { get; }

    /// <summary>The row, or <see langword="null"/> when a transaction as a whole is refused.</summary>
    public TableRow? Row { get; }

    /// <summary>The column's name, or <see langword="null"/> when the row as a whole is refused.</summary>
    public string? Column { get; }

    private static string Keys(TableRow? row) =>
        row is null ? "" : $" ({Shown(row.PartitionKey)}, {Shown(row.RowKey)})";

    private static string Shown(string? key) =>
        key is { Length: > KeyCharactersShown } ? $"{key[..KeyCharactersShown]}…" : key ?? "null";
}
