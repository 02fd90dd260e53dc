using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Alertmanager;

/// <summary>Composes a notification as Alertmanager's webhook does, version 4, so that what parses that parses ours.</summary>
/// <remarks>
/// Source: Prometheus, Alertmanager configuration, <c>webhook_config</c>. A group is one message with an alert each. The fingerprint is that of the labels that name the alert, without its severity,
/// so that it stays the same when an alert gets graver and when it resolves. Missing data is an alert of its own, named <c>rule:data</c>.
/// </remarks>
internal static class AlertmanagerMessage
{
    private const int MostBytes = 200_000;

    // How Alertmanager writes the end of what has not ended: the zero of Go's time.
    private const string NoEnd = "0001-01-01T00:00:00Z";

    public static byte[] Build(AlertNotification notification, bool possibleRepeat) =>
        FittedBody.Build(MostBytes, budget => Build(notification, possibleRepeat, budget));

    private static byte[] Build(AlertNotification notification, bool possibleRepeat, TextBudget budget)
    {
        var alerts = MemberAlerts.Of(notification);
        var told = alerts.Take(budget.Items).ToArray();
        var labels = told.Select(alert => Labels(alert, budget)).ToArray();
        var annotations = told.Select(alert => Annotations(alert, possibleRepeat, budget)).ToArray();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", "4");
            json.WriteString("groupKey", GroupKeyOf(notification, budget));
            json.WriteNumber("truncatedAlerts", alerts.Count - told.Length);
            json.WriteString("status", StatusOf(notification));
            json.WriteString("receiver", "decoupling");
            WriteMap(json, "groupLabels", GroupLabels(notification, budget));
            WriteMap(json, "commonLabels", Common(labels));
            WriteMap(json, "commonAnnotations", Common(annotations));
            json.WriteString("externalURL", "");
            json.WriteStartArray("alerts");
            for (var i = 0; i < told.Length; i++)
            {
                WriteAlert(json, told[i], labels[i], annotations[i]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteAlert(
        Utf8JsonWriter json,
        AlertNotification alert,
        SortedDictionary<string, string> labels,
        SortedDictionary<string, string> annotations
    )
    {
        json.WriteStartObject();
        json.WriteString("status", StatusOf(alert));
        WriteMap(json, "labels", labels);
        WriteMap(json, "annotations", annotations);
        json.WriteString("startsAt", alert.SinceAt.UtcDateTime);
        if (IsOver(alert))
        {
            json.WriteString("endsAt", alert.SlotAt.UtcDateTime);
        }
        else
        {
            json.WriteString("endsAt", NoEnd);
        }

        json.WriteString("generatorURL", "");
        json.WriteString("fingerprint", LabelFingerprint.Of(labels.Where(label => label.Key != "severity")));
        json.WriteEndObject();
    }

    private static SortedDictionary<string, string> Labels(AlertNotification alert, TextBudget budget) =>
        new(StringComparer.Ordinal)
        {
            ["alertname"] = NameOf(alert, budget),
            ["asset"] = budget.Fit(alert.Asset),
            ["severity"] = alert.Severity.ToString().ToLowerInvariant(),
            ["symbol"] = budget.Fit(alert.Symbol),
            ["venue"] = budget.Fit(alert.Venue),
        };

    private static SortedDictionary<string, string> Annotations(
        AlertNotification alert,
        bool possibleRepeat,
        TextBudget budget
    )
    {
        var text = MessageText.From(alert, possibleRepeat);
        var facts = text.Facts.Take(budget.Items).Select(fact => $"{budget.Fit(fact.Label)}: {budget.Fit(fact.Text)}");
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["summary"] = PlainText.Fit(text.Headline, TextBudget.HeadlineLength),
            ["description"] = budget.Fit(text.Summary),
            ["threshold"] = budget.Fit(NotificationText.Threshold(alert)),
            ["verdict"] = budget.Fit(alert.Verdict ?? ""),
            ["drivers"] = budget.Fit(NotificationText.Drivers(alert)),
            ["coverage"] = budget.Fit(text.Coverage),
            ["next_step"] = budget.Fit(text.NextStep),
            ["facts"] = string.Join("\n", facts),
            ["message"] = PlainText.Fit(text.Footer(budget.Cuts(text)), TextBudget.FooterLength),
        };
        foreach (var empty in annotations.Where(annotation => annotation.Value.Length == 0).ToArray())
        {
            annotations.Remove(empty.Key);
        }

        return annotations;
    }

    private static Dictionary<string, string> GroupLabels(AlertNotification notification, TextBudget budget)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = NameOf(notification, budget),
            ["asset"] = budget.Fit(notification.Asset),
        };
        if (notification.Members.Count == 0)
        {
            labels["symbol"] = budget.Fit(notification.Symbol);
            labels["venue"] = budget.Fit(notification.Venue);
        }

        return labels;
    }

    private static string GroupKeyOf(AlertNotification notification, TextBudget budget) =>
        $"{{}}:{{{string.Join(", ", GroupLabels(notification, budget).Select(label => $"{label.Key}={Quoted(label.Value)}"))}}}";

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static IEnumerable<KeyValuePair<string, string>> Common(SortedDictionary<string, string>[] maps) =>
        maps[0].Where(pair => maps.All(map => map.TryGetValue(pair.Key, out var value) && value == pair.Value));

    private static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static string NameOf(AlertNotification notification, TextBudget budget) =>
        notification.Kind is NotificationKind.NoData or NotificationKind.Late or NotificationKind.DataBack
            ? $"{budget.Fit(notification.Rule)}:data"
            : budget.Fit(notification.Rule);

    private static string StatusOf(AlertNotification notification) => IsOver(notification) ? "resolved" : "firing";

    private static bool IsOver(AlertNotification notification) =>
        notification.Kind is NotificationKind.Resolved or NotificationKind.DataBack;
}
