using System.Text.Json;

namespace Decoupling.Pipeline.Alerts.Rules;

/// <summary>Finds where each rule of a rules file begins.</summary>
internal static class RuleLines
{
    /// <summary>The line of each rule, from 1.</summary>
    /// <param name="text">A file that has been read without fault, UTF-8.</param>
    public static IReadOnlyList<int> Of(ReadOnlySpan<byte> text)
    {
        var lines = new List<int>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        var isInRules = false;
        while (reader.Read())
        {
            if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName })
            {
                isInRules = reader.ValueTextEquals("rules");
            }
            else if (
                isInRules && reader is { CurrentDepth: 2, TokenType: JsonTokenType.StartObject or JsonTokenType.Null }
            )
            {
                lines.Add(1 + text[..(int)reader.TokenStartIndex].Count((byte)'\n'));
            }
        }

        return lines;
    }
}
