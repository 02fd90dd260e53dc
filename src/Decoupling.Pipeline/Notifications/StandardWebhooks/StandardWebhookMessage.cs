using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.StandardWebhooks;

/// <summary>Composes a notification as the body of a Standard Webhook: <c>type</c>, <c>timestamp</c> and <c>data</c>, under 20 kB.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0. The timestamp is the slot's; the attempt's stands in a header.</remarks>
internal static class StandardWebhookMessage
{
    /// <summary>The most bytes of a body.</summary>
    public const int MostBytes = 20_000;

    public static byte[] Build(AlertNotification notification, bool possibleRepeat) =>
        FittedBody.Build(MostBytes, budget => Build(notification, possibleRepeat, budget));

    /// <summary>The event's type, in the characters that the specification recommends: "alert.no_data".</summary>
    public static string TypeOf(NotificationKind kind) =>
        kind switch
        {
            NotificationKind.NoData => "alert.no_data",
            NotificationKind.DataBack => "alert.data_back",
            NotificationKind.Digest => "digest",
            _ => $"alert.{kind.ToString().ToLowerInvariant()}",
        };

    private static byte[] Build(AlertNotification notification, bool possibleRepeat, TextBudget budget)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", TypeOf(notification.Kind));
            json.WriteString("timestamp", notification.SlotAt.UtcDateTime);
            json.WritePropertyName("data");
            AlertData.Write(json, notification, possibleRepeat, budget);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
