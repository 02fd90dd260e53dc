using System.Globalization;
using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Discord;

/// <summary>Composes a notification as one Discord embed within its limits, coloured by severity, without mentions.</summary>
/// <remarks>
/// Limits as documented by Discord: title 256 characters, description 4,096, 25 fields of 256 and 1,024, footer 2,048, and 6,000 in all. Markdown is
/// escaped everywhere but in the footer, where Discord renders none.
/// </remarks>
internal static class DiscordMessage
{
    private const int TitleLength = 256;
    private const int DescriptionLength = 1_200;
    private const int FieldCount = 25;
    private const int NameLength = 200;
    private const int ValueLength = 500;
    private const int FooterLength = 500;

    // Discord counts 6,000 over all of them.
    private const int TotalLength = 5_900;

    public static byte[] Build(AlertNotification notification, bool possibleRepeat)
    {
        var text = MessageText.From(notification, possibleRepeat);
        var title = Shown(text.Headline, TitleLength);
        var description = text.Summary.Length == 0 ? "" : Shown(text.Summary, DescriptionLength);
        var (fields, isCut) = Fields(text, TotalLength - title.Length - description.Length - FooterLength);
        var isAnyCut = isCut || title[^1] == PlainText.Ellipsis || description.EndsWith(PlainText.Ellipsis);
        var footer = PlainText.Fit(text.Footer(isAnyCut), FooterLength);

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("allowed_mentions");
            json.WriteStartArray("parse");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("embeds");
            json.WriteStartObject();
            json.WriteString("title", title);
            if (description.Length > 0)
            {
                json.WriteString("description", description);
            }

            json.WriteNumber("color", ColourOf(NotificationTones.Of(notification)));
            WriteFields(json, fields);
            json.WriteStartObject("footer");
            json.WriteString("text", footer);
            json.WriteEndObject();
            json.WriteString(
                "timestamp",
                notification.SlotAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            );
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<AlertFact> fields)
    {
        json.WriteStartArray("fields");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Label);
            json.WriteString("value", field.Text);
            json.WriteBoolean("inline", field.Text.Length <= 40);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>As many fields as have room, each as Discord shall show it.</summary>
    private static (IReadOnlyList<AlertFact> Fields, bool IsCut) Fields(MessageText text, int room)
    {
        var fields = new List<AlertFact>(FieldCount);
        var isCut = false;
        foreach (var fact in Facts(text))
        {
            var field = new AlertFact(Shown(fact.Label, NameLength), Shown(fact.Text, ValueLength));
            var length = field.Label.Length + field.Text.Length;
            if (fields.Count == FieldCount || length > room)
            {
                return (fields, true);
            }

            isCut |= field.Label[^1] == PlainText.Ellipsis || field.Text[^1] == PlainText.Ellipsis;
            fields.Add(field);
            room -= length;
        }

        return (fields, isCut);
    }

    /// <summary>What stands first in the rule's own figures may be cut; what to look at next and the markets come before them.</summary>
    private static IEnumerable<AlertFact> Facts(MessageText text)
    {
        var more = new List<AlertFact>(3);
        if (text.NextStep.Length > 0)
        {
            more.Add(new AlertFact("Next", text.NextStep));
        }

        if (text.Coverage.Length > 0)
        {
            more.Add(new AlertFact("Coverage", text.Coverage));
        }

        if (text.Members.Count > 0)
        {
            more.Add(new AlertFact("Markets", string.Join("\n", text.Members)));
        }

        return text.Facts.Take(text.FixedCount).Concat(more).Concat(text.Facts.Skip(text.FixedCount));
    }

    private static string Shown(string text, int limit)
    {
        var shown = PlainText.Fit(text, limit, DiscordMarkdown.Escape);
        return string.IsNullOrWhiteSpace(shown) ? "-" : shown;
    }

    private static int ColourOf(NotificationTone tone) =>
        tone switch
        {
            NotificationTone.Critical => 0xD32F2F,
            NotificationTone.Warning => 0xF9A825,
            NotificationTone.Info => 0x1976D2,
            NotificationTone.Good => 0x388E3C,
            _ => 0x757575,
        };
}
