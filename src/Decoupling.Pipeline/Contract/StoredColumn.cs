namespace Decoupling.Pipeline.Contract;

/// <summary>A column as a reader of a table meets it.</summary>
/// <param name="Name">The name, with its unit.</param>
/// <param name="Type">The type of every value: string, bool, int, double or DateTimeOffset.</param>
/// <param name="Unit">The unit, or empty for text and counts.</param>
/// <param name="Meaning">What it says, with its range.</param>
public sealed record StoredColumn(string Name, Type Type, string Unit, string Meaning)
{
    internal static StoredColumn Text(string name, string meaning) => new(name, typeof(string), "", meaning);

    internal static StoredColumn Count(string name, string meaning) => new(name, typeof(int), "", meaning);

    internal static StoredColumn Flag(string name, string meaning) => new(name, typeof(bool), "", meaning);

    internal static StoredColumn Time(string name, string meaning) => new(name, typeof(DateTimeOffset), "UTC", meaning);
}
