using System.Text;
using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Slack;

/// <summary>Composes a notification as a Slack message: Block Kit within its limits, with <c>text</c> for the lock screen.</summary>
/// <remarks>
/// Limits as documented by Slack: header 150 characters, section 3,000 or ten fields of 2,000, about 13,200 in all; ours keep the
/// sum of all texts under the last. All text is plain text, so nothing in a symbol or a sentence becomes markup, a mention or a link.
/// </remarks>
internal static class SlackMessage
{
    private const int HeaderLength = 150;
    private const int TextLength = 500;
    private const int SectionLength = 3_000;
    private const int FieldLength = 400;
    private const int FieldCount = 20;
    private const int FieldsOfSection = 10;
    private const int ContextLength = 1_000;
    private const int MoreLength = 1_000;

    public static byte[] Build(AlertNotification notification, bool possibleRepeat)
    {
        var text = MessageText.From(notification, possibleRepeat);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("text", Fit(text.Headline, TextLength));
            json.WriteBoolean("unfurl_links", false);
            json.WriteBoolean("unfurl_media", false);
            json.WriteStartArray("blocks");
            WriteTextBlock(json, "header", text.Headline, HeaderLength);
            WriteTextBlock(json, "section", text.Summary, SectionLength);
            WriteFields(json, text);
            if (text.Details() is { Length: > 0 } more)
            {
                WriteTextBlock(json, "section", more, MoreLength);
            }

            WriteContext(json, text);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, MessageText text)
    {
        foreach (var facts in text.Facts.Take(FieldCount).Chunk(FieldsOfSection))
        {
            json.WriteStartObject();
            json.WriteString("type", "section");
            json.WriteStartArray("fields");
            foreach (var fact in facts)
            {
                WriteText(json, $"{fact.Label}\n{fact.Text}", FieldLength);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteContext(Utf8JsonWriter json, MessageText text)
    {
        json.WriteStartObject();
        json.WriteString("type", "context");
        json.WriteStartArray("elements");
        WriteText(json, text.Footer(IsCut(text)), ContextLength);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTextBlock(Utf8JsonWriter json, string type, string text, int limit)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WritePropertyName("text");
        WriteText(json, text.Length == 0 ? "-" : text, limit);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string text, int limit)
    {
        json.WriteStartObject();
        json.WriteString("type", "plain_text");
        json.WriteString("text", Fit(text, limit));
        json.WriteBoolean("emoji", false);
        json.WriteEndObject();
    }

    /// <summary>Whether a part is longer than its place, or there are more figures than places.</summary>
    private static bool IsCut(MessageText text) =>
        text.Facts.Count > FieldCount
        || text.Facts.Any(fact => Fit($"{fact.Label}\n{fact.Text}", FieldLength)[^1] == PlainText.Ellipsis)
        || Fit(text.Headline, HeaderLength)[^1] == PlainText.Ellipsis
        || Fit(text.Summary, SectionLength).EndsWith(PlainText.Ellipsis)
        || Fit(text.Details(), MoreLength).EndsWith(PlainText.Ellipsis);

    private static string Fit(string text, int limit) => PlainText.Fit(text, limit, Escape);

    private static string Escape(Rune rune) =>
        rune.Value switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            _ => rune.ToString(),
        };
}
