using System.Text.Json;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications.Discord;

/// <summary>Speaks to a Discord webhook: about five messages in two seconds, and as long a rest as its answer asks for.</summary>
/// <remarks>Source: Discord, "Execute Webhook" and "Rate Limits".</remarks>
internal sealed class DiscordFormat : IMessageFormat
{
    public string Name => "discord";

    public bool KeepsIncidents => false;

    public TimeSpan Spacing { get; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The address by which Discord says whether it kept the message; without the query it answers before it knows.</summary>
    public static SecretAddress AddressOf(SecretAddress webhook) => webhook.WithQuery("wait", "true");

    public WebhookRequest Build(AlertNotification notification, bool possibleRepeat, DateTimeOffset sentAt) =>
        new(DiscordMessage.Build(notification, possibleRepeat));

    /// <summary>A 429 tells the rest in its body too, in fractions of a second; the longer of the two is kept.</summary>
    public DeliveryOutcome Read(ReceiverAnswer answer)
    {
        var outcome = answer.ToOutcome();
        return answer.Status == 429 && RestOf(answer.Body) is { } rest && !(outcome.RetryAfter >= rest)
            ? outcome with
            {
                RetryAfter = rest,
            }
            : outcome;
    }

    private static TimeSpan? RestOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("retry_after", out var seconds)
                && seconds.ValueKind == JsonValueKind.Number
                && seconds.GetDouble() is >= 0 and var length
                ? ReceiverAnswer.Bounded(TimeSpan.FromSeconds(Math.Min(length, TimeSpan.SecondsPerDay)))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
