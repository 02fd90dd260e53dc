using System.Text;
using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Slack;

/// <summary>Composes a notification as a Slack message: Block Kit within its limits, with <c>text</c> for the lock screen.</summary>
/// <remarks>
/// Limits as documented by Slack: header 150 characters, section 3,000, ten fields of 2,000, about 13,200 in all; ours keep the
/// sum of all texts under the last. All text is plain text, so nothing in a symbol or a sentence becomes markup, a mention or a link.
/// </remarks>
internal static class SlackMessage
{
    private const int HeaderLength = 150;
    private const int TextLength = 500;
    private const int SectionLength = 3_000;
    private const int FieldLength = 800;
    private const int FieldCount = 10;
    private const int ContextLength = 1_000;
    private const int MoreLength = 1_000;

    public static byte[] Build(AlertNotification notification, bool possibleRepeat)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("text", Escape(NotificationText.Headline(notification, possibleRepeat), TextLength));
            json.WriteBoolean("unfurl_links", false);
            json.WriteBoolean("unfurl_media", false);
            json.WriteStartArray("blocks");
            WriteTextBlock(json, "header", NotificationText.Headline(notification, possibleRepeat), HeaderLength);
            WriteTextBlock(json, "section", notification.Summary, SectionLength);
            WriteFields(json, notification);
            if (NotificationText.Details(notification) is { Length: > 0 } more)
            {
                WriteTextBlock(json, "section", more, MoreLength);
            }

            WriteContext(json, notification, possibleRepeat);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, AlertNotification notification)
    {
        json.WriteStartObject();
        json.WriteString("type", "section");
        json.WriteStartArray("fields");
        foreach (var fact in NotificationText.Facts(notification).Take(FieldCount))
        {
            WriteText(json, $"{fact.Label}\n{fact.Text}", FieldLength);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, AlertNotification notification, bool possibleRepeat)
    {
        json.WriteStartObject();
        json.WriteString("type", "context");
        json.WriteStartArray("elements");
        WriteText(json, NotificationText.Footer(notification, possibleRepeat), ContextLength);
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
        json.WriteString("text", Escape(text, limit));
        json.WriteBoolean("emoji", false);
        json.WriteEndObject();
    }

    // Cut before the limit with the escapes counted, and never inside an escape or a surrogate pair.
    private static string Escape(string text, int limit)
    {
        var escaped = new StringBuilder(Math.Min(text.Length + 16, limit));
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => rune.ToString(),
            };
            if (escaped.Length + piece.Length > limit - 1)
            {
                return escaped.Append('…').ToString();
            }

            escaped.Append(piece);
        }

        return escaped.ToString();
    }
}
