namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>Beginnings and pieces of texts of 10,000 characters: each escapes, counts or cuts in a way of its own somewhere.</summary>
internal static class WorstTexts
{
    public static TheoryData<string, string> All =>
        new()
        {
            { "", "x" },
            { "", "😀" },
            { "a", "😀" },
            { "", "&" },
            { "ab", ">" },
            { "abc", "&<>😀" },
            { "", "*" },
            { "a", "\\" },
            { "", "<!channel> " },
            { "", "{{" },
            { "", " " },
            { "", "\uD83D" },
            { "", "\u0000\u001F\n" },
            { "", "測" },
            { "", "\"" },
        };
}
