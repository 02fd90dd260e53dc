namespace Decoupling.Cli.Settings;

/// <summary>Finds the name that was probably meant, by the fewest letters to change (Levenshtein 1966), whatever their case.</summary>
internal static class NearestName
{
    // One letter in four may be wrong; beyond that, nothing was meant.
    private const int LettersPerFault = 4;

    /// <summary>The nearest of the known names, or <see langword="null"/> where none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known) =>
        known
            .Select(candidate => (candidate, Faults: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Faults <= Math.Max(1, BareLength(pair.candidate) / LettersPerFault))
            .OrderBy(pair => pair.Faults)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    private static int BareLength(string name) => name.Length - (name.LastIndexOf("__", StringComparison.Ordinal) + 1);

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < to.Length; j++)
            {
                var changed = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, 1 + Math.Min(row[j], row[j + 1]));
            }
        }

        return row[^1];
    }
}
