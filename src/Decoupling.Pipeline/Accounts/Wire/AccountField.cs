using System.Globalization;
using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Accounts.Wire;

/// <summary>One field of the positions file: what may stand there. The reader and the JSON Schema are both made from it.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Meaning">What it says, with its unit and default.</param>
internal sealed record AccountField(string Name, LinedKind Kind, string Meaning)
{
    private readonly Regex? pattern;

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The least number; with <see cref="IsLeastExcluded"/> it must be above that.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Whether <see cref="Least"/> itself is refused.</summary>
    public bool IsLeastExcluded { get; init; }

    /// <summary>The greatest number.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>The words that a text may be, or none for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What a text must match, or <see langword="null"/> for any.</summary>
    public string? Pattern
    {
        get => pattern?.ToString();
        init =>
            pattern = value is null
                ? null
                : new Regex(value, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>The fields of the object, or of each object of the list.</summary>
    public IReadOnlyList<AccountField> Fields { get; init; } = [];

    /// <summary>What is wrong with a value, without repeating it; or <see langword="null"/>.</summary>
    public string? FaultOf(LinedValue value) =>
        value.Kind != Kind ? $"{Name} is no {KindWord}"
        : Kind == LinedKind.Number ? FaultOfNumber(value.Number)
        : Kind == LinedKind.Text ? FaultOfText(value.Text)
        : null;

    private string KindWord =>
        Kind switch
        {
            LinedKind.Object => "object",
            LinedKind.List => "array",
            LinedKind.Text => "string",
            _ => "number",
        };

    private string? FaultOfNumber(double number)
    {
        var isInside = IsLeastExcluded ? number > Least : number >= Least;
        return double.IsFinite(number) && isInside && number <= Most
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} must be {(IsLeastExcluded ? "above" : "at least")} {Least} and at most {Most}"
            );
    }

    private string? FaultOfText(string text)
    {
        if (Words.Count > 0 && !Words.Contains(text, StringComparer.Ordinal))
        {
            return $"{Name} must be one of {string.Join(", ", Words)}";
        }

        return pattern?.IsMatch(text) != false ? null : $"{Name} does not match {Pattern}";
    }
}
