namespace Decoupling.Alerts;

/// <summary>Matches a name against a pattern in which * stands for any run of characters and ? for one; case does not matter.</summary>
public static class AlertPattern
{
    /// <summary>Whether the whole name fits the pattern. Linear in practice: it goes back to the last star only.</summary>
    public static bool Matches(string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(name);
        var (at, star, starredAt) = (0, -1, 0);
        for (var i = 0; i < name.Length; )
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, starredAt) = (at++, i);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || SameLetter(pattern[at], name[i])))
            {
                (at, i) = (at + 1, i + 1);
            }
            else if (star >= 0)
            {
                (at, i) = (star + 1, ++starredAt);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }

    private static bool SameLetter(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
