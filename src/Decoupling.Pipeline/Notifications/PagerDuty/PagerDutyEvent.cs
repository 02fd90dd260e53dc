using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.PagerDuty;

/// <summary>Composes a notification as an event of PagerDuty's Events API v2: an incident opens, is repeated, and closes with its alert.</summary>
/// <remarks>
/// The deduplication key is the alert's, without the generation: PagerDuty opens a new alert for a trigger whose key was resolved, and every resolve finds what is open, even where the
/// notification of its firing was lost. Missing data is an incident of its own beside the alert's. Limits as documented: key 255 characters, summary 1,024, event 512 kB.
/// </remarks>
internal static class PagerDutyEvent
{
    private const int KeyLength = 255;
    private const int SummaryLength = 1_024;
    private const int MostBytes = 100_000;
    private const string Trigger = "trigger";

    /// <summary>The body of an event.</summary>
    /// <param name="notification">One alert: a channel that keeps incidents is told each by itself.</param>
    /// <param name="possibleRepeat">Whether an earlier attempt may have arrived; PagerDuty takes a repeat as one event more on the same alert.</param>
    /// <param name="routingKey">The integration key, which is a secret.</param>
    public static byte[] Build(AlertNotification notification, bool possibleRepeat, string routingKey) =>
        FittedBody.Build(MostBytes, budget => Build(notification, possibleRepeat, routingKey, budget));

    private static byte[] Build(
        AlertNotification notification,
        bool possibleRepeat,
        string routingKey,
        TextBudget budget
    )
    {
        var action = ActionOf(notification.Kind);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("routing_key", routingKey);
            json.WriteString("event_action", action);
            json.WriteString("dedup_key", KeyOf(notification));
            if (action == Trigger)
            {
                json.WriteString("client", "decoupling");
                json.WritePropertyName("payload");
                WritePayload(json, notification, possibleRepeat, budget);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WritePayload(
        Utf8JsonWriter json,
        AlertNotification notification,
        bool possibleRepeat,
        TextBudget budget
    )
    {
        var text = MessageText.From(notification, possibleRepeat);
        json.WriteStartObject();
        json.WriteString("summary", PlainText.Fit(text.Headline, SummaryLength));
        json.WriteString("source", Filled(budget.Fit($"{notification.Venue} {notification.Symbol}")));
        json.WriteString("severity", SeverityOf(notification));
        json.WriteString("timestamp", notification.SlotAt.UtcDateTime);
        json.WriteString("component", budget.Fit(notification.Symbol));
        json.WriteString("group", budget.Fit(notification.Asset));
        json.WriteString("class", budget.Fit(notification.Rule));
        json.WriteStartObject("custom_details");
        foreach (var (label, shown) in Details(text, budget))
        {
            json.WriteString(label, shown);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Every line of the message by its label; a label that comes twice is numbered.</summary>
    private static IEnumerable<(string Label, string Text)> Details(MessageText text, TextBudget budget)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var lines = text
            .Facts.Take(budget.Items)
            .Prepend(new AlertFact("Summary", text.Summary))
            .Append(new AlertFact("Coverage", text.Coverage))
            .Append(new AlertFact("Next", text.NextStep))
            .Append(new AlertFact("Message", PlainText.Fit(text.Footer(budget.Cuts(text)), TextBudget.FooterLength)));
        foreach (var line in lines.Where(line => line.Text.Length > 0))
        {
            var label = Filled(budget.Fit(line.Label));
            yield return (labels.Add(label) ? label : $"{label} ({labels.Count})", budget.Fit(line.Text));
        }
    }

    private static string ActionOf(NotificationKind kind) =>
        kind switch
        {
            NotificationKind.Resolved or NotificationKind.DataBack => "resolve",
            NotificationKind.Acknowledged => "acknowledge",
            _ => Trigger,
        };

    private static string KeyOf(AlertNotification notification)
    {
        var isOfData =
            notification.Kind is NotificationKind.NoData or NotificationKind.Late or NotificationKind.DataBack;
        return NotificationIds.OfKey(isOfData ? $"{notification.AlertKey}/data" : notification.AlertKey, KeyLength);
    }

    // Of an alert that cannot be decided nobody knows how grave it is: an error, between warning and critical.
    private static string SeverityOf(AlertNotification notification) =>
        NotificationTones.Of(notification) switch
        {
            NotificationTone.Critical => "critical",
            NotificationTone.Warning => "warning",
            NotificationTone.Unknown => "error",
            _ => "info",
        };

    private static string Filled(string text) => string.IsNullOrWhiteSpace(text) ? "-" : text;
}
