using System.Text.Json;
using System.Text.RegularExpressions;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Teams;

/// <summary>Composes a notification as an Adaptive Card in the envelope that a Microsoft Teams workflow takes, coloured by severity.</summary>
/// <remarks>
/// Limit as documented by Microsoft: 28 kB with the envelope. Every text stands in a RichTextBlock, which renders no Markdown (a TextBlock and a Fact do), so
/// that nothing in a symbol or a sentence becomes markup, a mention or a link. Adaptive Cards 1.4.
/// </remarks>
internal static partial class TeamsMessage
{
    /// <summary>The most bytes of a body.</summary>
    public const int MostBytes = 28_000;

    public static byte[] Build(AlertNotification notification, bool possibleRepeat)
    {
        var text = MessageText.From(notification, possibleRepeat);
        return FittedBody.Build(MostBytes, budget => Build(text, NotificationTones.Of(notification), budget));
    }

    private static byte[] Build(MessageText text, NotificationTone tone, TextBudget budget)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
            json.WriteNull("contentUrl");
            json.WritePropertyName("content");
            WriteCard(json, text, tone, budget);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteCard(Utf8JsonWriter json, MessageText text, NotificationTone tone, TextBudget budget)
    {
        var headline = Shown(text.Headline, TextBudget.HeadlineLength);
        json.WriteStartObject();
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteString("fallbackText", headline);
        json.WriteStartObject("msteams");
        json.WriteString("width", "Full");
        json.WriteEndObject();
        json.WriteStartArray("body");

        json.WriteStartObject();
        json.WriteString("type", "Container");
        json.WriteString("style", StyleOf(tone));
        json.WriteBoolean("bleed", true);
        json.WriteStartArray("items");
        WriteBlock(json, ("", headline, "large"));
        json.WriteEndArray();
        json.WriteEndObject();

        foreach (var (label, shown) in Lines(text, budget))
        {
            WriteBlock(json, (label, Shown(shown, budget.TextLength), "default"));
        }

        WriteBlock(json, ("", Shown(text.Footer(budget.Cuts(text)), TextBudget.FooterLength), "small"));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Label, string Text)> Lines(MessageText text, TextBudget budget)
    {
        if (text.Summary.Length > 0)
        {
            yield return ("", text.Summary);
        }

        foreach (var fact in text.Facts.Take(budget.Items))
        {
            yield return (Shown(fact.Label, budget.TextLength), fact.Text);
        }

        if (text.Coverage.Length > 0)
        {
            yield return ("Coverage", text.Coverage);
        }

        if (text.NextStep.Length > 0)
        {
            yield return ("Next", text.NextStep);
        }

        foreach (var member in text.Members.Take(budget.Items))
        {
            yield return ("", member);
        }
    }

    private static void WriteBlock(Utf8JsonWriter json, (string Label, string Text, string Size) block)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        json.WriteStartArray("inlines");
        if (block.Label.Length > 0)
        {
            WriteRun(json, $"{block.Label}: ", "default", isBold: true);
        }

        WriteRun(json, block.Text, block.Size, isBold: block.Size == "large");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, string text, string size, bool isBold)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", text);
        json.WriteString("size", size);
        json.WriteString("weight", isBold ? "bolder" : "default");
        json.WriteEndObject();
    }

    // {{DATE(…)}} and {{TIME(…)}} are functions in any text of a card; with a space of no width between the braces they are text.
    private static string Shown(string text, int limit)
    {
        var shown = BraceBeforeBrace().Replace(PlainText.Fit(text, limit), "{\u200B");
        return shown.Length == 0 ? "-" : shown;
    }

    private static string StyleOf(NotificationTone tone) =>
        tone switch
        {
            NotificationTone.Critical => "attention",
            NotificationTone.Warning => "warning",
            NotificationTone.Info => "accent",
            NotificationTone.Good => "good",
            _ => "emphasis",
        };

    [GeneratedRegex(@"\{(?=\{)")]
    private static partial Regex BraceBeforeBrace();
}
