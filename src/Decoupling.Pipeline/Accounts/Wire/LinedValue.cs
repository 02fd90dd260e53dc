namespace Decoupling.Pipeline.Accounts.Wire;

/// <summary>A JSON value that knows its line, so that what is wrong with it can be found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">The line that it begins in, from 1.</param>
internal sealed record LinedValue(LinedKind Kind, int Line)
{
    /// <summary>The text of a string.</summary>
    public string Text { get; init; } = "";

    /// <summary>The value of a number; not finite where it exceeds the range of a double.</summary>
    public double Number { get; init; }

    /// <summary>The values of an array.</summary>
    public IReadOnlyList<LinedValue> Items { get; init; } = [];

    /// <summary>The properties of an object, in their order; a name may stand twice.</summary>
    public IReadOnlyList<LinedProperty> Properties { get; init; } = [];
}

/// <summary>A property of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of the name, from 1.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct LinedProperty(string Name, int Line, LinedValue Value);

/// <summary>The kinds of JSON value.</summary>
internal enum LinedKind
{
    Object,
    List,
    Text,
    Number,
    Other,
}
