using System.Globalization;
using System.Text;
using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

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
            json.WriteString("text", Escape(Headline(notification, possibleRepeat), TextLength));
            json.WriteBoolean("unfurl_links", false);
            json.WriteBoolean("unfurl_media", false);
            json.WriteStartArray("blocks");
            WriteTextBlock(json, "header", Headline(notification, possibleRepeat), HeaderLength);
            WriteTextBlock(json, "section", notification.Summary, SectionLength);
            WriteFields(json, notification);
            if (More(notification) is { Length: > 0 } more)
            {
                WriteTextBlock(json, "section", more, MoreLength);
            }

            WriteContext(json, notification, possibleRepeat);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static string Headline(AlertNotification notification, bool possibleRepeat)
    {
        var repeat = possibleRepeat ? " (possible repeat)" : "";
        var value = notification.Value is { } known ? $", {Number(known)} {notification.Unit}" : "";
        var where =
            notification.Members.Count > 1
                ? $"{notification.Members.Count} markets"
                : $"{notification.Venue} {notification.Symbol}";
        return $"{MarkOf(notification)}{repeat}: {notification.Asset} {notification.Title} on {where}{value}";
    }

    private static string MarkOf(AlertNotification notification) =>
        notification.Kind switch
        {
            NotificationKind.Fired => notification.Severity.ToString(),
            NotificationKind.Escalated => $"{notification.Severity}, graver",
            NotificationKind.Reminded => $"{notification.Severity}, still",
            NotificationKind.NoData => "No data",
            NotificationKind.Late => "Late",
            NotificationKind.DataBack => "Data back",
            _ => "Resolved",
        };

    private static void WriteFields(Utf8JsonWriter json, AlertNotification notification)
    {
        json.WriteStartObject();
        json.WriteString("type", "section");
        json.WriteStartArray("fields");
        foreach (var fact in FixedFacts(notification).Concat(notification.Facts).Take(FieldCount))
        {
            WriteText(json, $"{fact.Label}\n{fact.Text}", FieldLength);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<AlertFact> FixedFacts(AlertNotification notification)
    {
        var unit = notification.Unit;
        var change = notification.ChangeOver is { } over ? $", change over {Length(over)}" : "";
        if (notification.Value is { } value)
        {
            yield return new AlertFact("Value", $"{Number(value)} {unit}{change}");
        }

        yield return new AlertFact("Threshold", $"{Threshold(notification)} {unit}");
        yield return new AlertFact(
            "Since",
            $"{Time(notification.SinceAt)} ({Length(notification.SlotAt - notification.SinceAt)})"
        );
        yield return new AlertFact("Venue", $"{notification.Venue} {notification.Symbol}");
        if (notification.PeakValue is { } peak)
        {
            yield return new AlertFact("Peak", $"{Number(peak)} {unit}");
        }

        if (notification.Verdict is { } verdict)
        {
            yield return new AlertFact("Verdict", verdict);
        }

        if (notification.DataAge is { } age)
        {
            yield return new AlertFact("Data", $"{age.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s old");
        }

        if (notification.Drivers.Count > 0)
        {
            var drivers = notification.Drivers.Select(driver => $"{driver.Name} {Number(100 * driver.Share)} %");
            yield return new AlertFact("Drivers", string.Join(", ", drivers));
        }
    }

    /// <summary>What to look at next, then the markets that the message stands for, which may be cut.</summary>
    private static string More(AlertNotification notification)
    {
        var next = notification.NextStep.Length > 0 ? $"Next: {notification.NextStep}\n" : "";
        var coverage = notification.Coverage.Length > 0 ? $"Coverage: {notification.Coverage}\n" : "";
        var members = notification.Members.Select(member =>
            member.Value is { } value
                ? $"{member.Venue} {member.Symbol} {Number(value)}"
                : $"{member.Venue} {member.Symbol}"
        );
        return $"{next}{coverage}{string.Join("\n", members)}".TrimEnd('\n');
    }

    private static string Threshold(AlertNotification notification) =>
        (notification.Kind == NotificationKind.Resolved, notification.Direction) switch
        {
            (false, AlertDirection.AtLeast) => $"fires at ≥ {Number(notification.EnterLevel)}",
            (false, _) => $"fires at ≤ {Number(notification.EnterLevel)}",
            (_, AlertDirection.AtLeast) => $"resolves under {Number(notification.LeaveLevel)}",
            _ => $"resolves over {Number(notification.LeaveLevel)}",
        };

    private static void WriteContext(Utf8JsonWriter json, AlertNotification notification, bool possibleRepeat)
    {
        var repeat = possibleRepeat ? "Possible repeat: the outcome of an earlier attempt is unknown. " : "";
        json.WriteStartObject();
        json.WriteString("type", "context");
        json.WriteStartArray("elements");
        WriteText(
            json,
            $"{repeat}Slot {Time(notification.SlotAt)}. Rule {notification.Rule}. Id {notification.Id}.",
            ContextLength
        );
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

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan length) =>
        length < TimeSpan.FromHours(1)
            ? $"{length.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} min"
            : $"{length.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} h";
}
