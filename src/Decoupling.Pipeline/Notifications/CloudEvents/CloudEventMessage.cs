using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications.StandardWebhooks;

namespace Decoupling.Pipeline.Notifications.CloudEvents;

/// <summary>Composes a notification as a CloudEvent 1.0 in structured JSON; its data is that of the signed webhook.</summary>
/// <remarks>Source: CloudEvents 1.0.2, JSON event format and HTTP webhooks. The id is the same for every attempt: source and id name the event.</remarks>
internal static class CloudEventMessage
{
    /// <summary>What a request says that its body is.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>The most bytes: the specification lets every intermediary drop an event of more than 64 KiB.</summary>
    public const int MostBytes = 60_000;

    private const int IdLength = 200;

    public static byte[] Build(AlertNotification notification, bool possibleRepeat) =>
        FittedBody.Build(MostBytes, budget => Build(notification, possibleRepeat, budget));

    private static byte[] Build(AlertNotification notification, bool possibleRepeat, TextBudget budget)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", NotificationIds.OfKey(notification.Id, IdLength));
            json.WriteString("source", "/decoupling");
            json.WriteString("type", $"decoupling.{StandardWebhookMessage.TypeOf(notification.Kind)}.v1");
            json.WriteString("subject", NotificationIds.OfKey(notification.AlertKey, IdLength));
            json.WriteString("time", notification.SlotAt.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            AlertData.Write(json, notification, possibleRepeat, budget);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
