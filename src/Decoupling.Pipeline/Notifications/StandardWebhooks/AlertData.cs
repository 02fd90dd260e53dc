using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.StandardWebhooks;

/// <summary>A notification as data for a program: what <c>notification-v1.schema.json</c> describes, for signed webhooks and CloudEvents alike.</summary>
/// <remarks>A contract: members are added, never renamed or taken away. What is not known is absent. Units stand in the names or in <c>unit</c>.</remarks>
internal static class AlertData
{
    /// <summary>The longest id or key; a longer one is replaced by a name of it. Eight of them, each character as six bytes, leave room in 20 kB.</summary>
    private const int KeyLength = 200;

    public static void Write(
        Utf8JsonWriter json,
        AlertNotification notification,
        bool possibleRepeat,
        TextBudget budget
    )
    {
        var text = MessageText.From(notification, possibleRepeat);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", notification.SchemaVersion);
        json.WriteString("id", NotificationIds.OfKey(notification.Id, KeyLength));
        json.WriteString("alertKey", NotificationIds.OfKey(notification.AlertKey, KeyLength));
        json.WriteString("kind", notification.Kind.ToString());
        json.WriteString("severity", notification.Severity.ToString());
        json.WriteString("headline", PlainText.Fit(text.Headline, TextBudget.HeadlineLength));
        json.WriteString("summary", budget.Fit(notification.Summary));
        json.WriteString("rule", budget.Fit(notification.Rule));
        json.WriteString("title", budget.Fit(notification.Title));
        json.WriteString("asset", budget.Fit(notification.Asset));
        json.WriteString("venue", budget.Fit(notification.Venue));
        json.WriteString("symbol", budget.Fit(notification.Symbol));
        json.WriteString("slotAt", notification.SlotAt.UtcDateTime);
        json.WriteString("sinceAt", notification.SinceAt.UtcDateTime);
        WriteNumber(json, "value", notification.Value);
        WriteNumber(json, "peakValue", notification.PeakValue);
        json.WriteNumber("enterLevel", notification.EnterLevel);
        json.WriteNumber("leaveLevel", notification.LeaveLevel);
        json.WriteString("direction", notification.Direction.ToString());
        json.WriteString("unit", budget.Fit(notification.Unit));
        WriteNumber(json, "changeOverSeconds", notification.ChangeOver?.TotalSeconds);
        WriteText(json, "verdict", notification.Verdict, budget);
        WriteNumber(json, "dataAgeSeconds", notification.DataAge?.TotalSeconds);
        WriteText(json, "coverage", notification.Coverage, budget);
        WriteText(json, "nextStep", notification.NextStep, budget);
        WriteLists(json, notification, budget);
        json.WriteBoolean("possibleRepeat", possibleRepeat);
        json.WriteBoolean("isCut", budget.Cuts(text));
        json.WriteEndObject();
    }

    private static void WriteLists(Utf8JsonWriter json, AlertNotification notification, TextBudget budget)
    {
        json.WriteStartArray("drivers");
        foreach (var driver in notification.Drivers.Take(3))
        {
            json.WriteStartObject();
            json.WriteString("name", budget.Fit(driver.Name));
            json.WriteNumber("share", driver.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("facts");
        foreach (var fact in notification.Facts.Take(budget.Items))
        {
            json.WriteStartObject();
            json.WriteString("label", budget.Fit(fact.Label));
            json.WriteString("text", budget.Fit(fact.Text));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("members");
        foreach (var member in notification.Members.Take(budget.Items))
        {
            json.WriteStartObject();
            json.WriteString("alertKey", NotificationIds.OfKey(member.AlertKey, KeyLength));
            json.WriteString("venue", budget.Fit(member.Venue));
            json.WriteString("symbol", budget.Fit(member.Symbol));
            WriteNumber(json, "value", member.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text, TextBudget budget)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, budget.Fit(text));
        }
    }
}
