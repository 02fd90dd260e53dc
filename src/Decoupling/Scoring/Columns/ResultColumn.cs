namespace Decoupling.Scoring.Columns;

/// <summary>One column of a result table: what it is called, what it means, and where its value comes from.</summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
/// <param name="Name">The name, with its unit; a contract with the jobs that read it.</param>
/// <param name="Type">The type of every value: string, bool, int, double or DateTimeOffset.</param>
/// <param name="Unit">The unit, or empty for text and counts.</param>
/// <param name="Meaning">What it says, with its range.</param>
/// <param name="Value">Reads the value, <see langword="null"/> when there is none: the column is then absent from the row.</param>
public sealed record ResultColumn<TRow>(string Name, Type Type, string Unit, string Meaning, Func<TRow, object?> Value);
