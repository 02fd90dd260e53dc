namespace Decoupling.Pipeline.Storage;

/// <summary>Azure's limits of names, keys and values, each as a sentence that says what is wrong, or none.</summary>
internal static class TableColumnRules
{
    /// <summary>1 KiB of UTF-16.</summary>
    public const int MaximumKeyCharacters = 512;

    /// <summary>64 KiB of UTF-16.</summary>
    public const int MaximumTextCharacters = 32 * 1024;

    public const int MaximumNameCharacters = 255;

    /// <summary>The service's earliest time.</summary>
    public static readonly DateTimeOffset EarliestTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool IsTableName(string? name) =>
        name is { Length: >= 3 and <= 63 } && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    public static string? FaultOfKey(string? key)
    {
        if (key is null)
        {
            return "the key is null.";
        }

        if (key.Length > MaximumKeyCharacters)
        {
            return $"{key.Length} characters; a key may have {MaximumKeyCharacters}.";
        }

        foreach (var character in key)
        {
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
            {
                return $"a key may not have the character U+{(int)character:X4}.";
            }
        }

        return IsUnicode(key) ? null : "half a surrogate pair.";
    }

    public static string? FaultOf(TableColumn column) => FaultOfName(column.Name) ?? FaultOfValue(column.Value);

    private static string? FaultOfName(string? name) =>
        name switch
        {
            null or "" => "the column has no name.",
            { Length: > MaximumNameCharacters } =>
                $"{name.Length} characters; a name may have {MaximumNameCharacters}.",
            "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag" => "the name is the service's own.",
            _ => IsIdentifier(name) ? null : "a name is a letter or underscore, then letters, digits or underscores.",
        };

    private static string? FaultOfValue(object? value) =>
        value switch
        {
            null => "null; an undefined value is an absent column.",
            string { Length: > MaximumTextCharacters } text =>
                $"{text.Length} characters; a text may have {MaximumTextCharacters}.",
            string text => IsUnicode(text) ? null : "half a surrogate pair.",
            double number => double.IsFinite(number)
                ? null
                : "no finite number; an undefined value is an absent column.",
            DateTimeOffset at => at >= EarliestTime ? null : $"{at:O} is before 1601, the service's earliest time.",
            bool or int or long => null,
            _ => $"{value.GetType().Name} is no column type: string, bool, int, long, double or DateTimeOffset.",
        };

    private static bool IsIdentifier(string name) =>
        (char.IsLetter(name[0]) || name[0] == '_') && name.All(part => char.IsLetterOrDigit(part) || part == '_');

    private static bool IsUnicode(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !char.IsSurrogatePair(text, index++))
            {
                return false;
            }
        }

        return true;
    }
}
