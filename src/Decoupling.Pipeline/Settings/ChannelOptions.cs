using System.Text.Json.Serialization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.PagerDuty;
using Decoupling.Pipeline.Notifications.StandardWebhooks;

namespace Decoupling.Pipeline.Settings;

/// <summary>Where people and machines are told. Every address and key is a secret, and none prints itself.</summary>
public sealed record ChannelOptions
{
    private const int MostWebhookSecrets = 2;

    /// <summary>The names of all channels that can be configured.</summary>
    public static IReadOnlyList<string> Known { get; } =
    ["slack", "teams", "discord", "pagerduty", "webhook", "alertmanager", "cloudevents"];

    /// <summary>Slack's incoming webhook, or <see langword="null"/> for none.</summary>
    public SecretAddress? Slack { get; init; }

    /// <summary>A Microsoft Teams workflow's webhook, or <see langword="null"/> for none.</summary>
    public SecretAddress? Teams { get; init; }

    /// <summary>A Discord webhook, or <see langword="null"/> for none.</summary>
    public SecretAddress? Discord { get; init; }

    /// <summary>The integration key of a PagerDuty service, or <see langword="null"/> for none.</summary>
    public RoutingKey? PagerDuty { get; init; }

    /// <summary>Where PagerDuty takes events. Default its address in the US.</summary>
    public Uri PagerDutyAddress { get; init; } = new("https://events.pagerduty.com/v2/enqueue");

    /// <summary>A receiver of Standard Webhooks, or <see langword="null"/> for none.</summary>
    public SecretAddress? Webhook { get; init; }

    /// <summary>What signs the Standard Webhooks: one secret, or two while they rotate, the newest first.</summary>
    public IReadOnlyList<WebhookSecret> WebhookSecrets { get; init; } = [];

    /// <summary>A receiver of Alertmanager's webhooks, or <see langword="null"/> for none.</summary>
    public SecretAddress? Alertmanager { get; init; }

    /// <summary>A receiver of CloudEvents, or <see langword="null"/> for none.</summary>
    public SecretAddress? CloudEvents { get; init; }

    /// <summary>The channels that are configured, as the rules see them.</summary>
    [JsonIgnore]
    public IReadOnlyList<AlertChannel> Configured =>
        [
            .. ChannelFactory
                .Describe(this)
                .Select(channel => new AlertChannel(channel.Format.Name, channel.Format.KeepsIncidents)),
        ];

    /// <summary>A dead man's switch that each complete slot pings, or <see langword="null"/> for none.</summary>
    public SecretAddress? Heartbeat { get; init; }

    /// <summary>Checks that what is signed has its secrets.</summary>
    /// <exception cref="ArgumentException">It has none or too many; the message names the setting.</exception>
    public void Validate()
    {
        if (Webhook is not null && WebhookSecrets.Count == 0)
        {
            throw new ArgumentException(
                "Decoupling__WebhookUrl is set and Decoupling__WebhookSecrets is not: a webhook is signed."
            );
        }

        if (Webhook is null && WebhookSecrets.Count > 0)
        {
            throw new ArgumentException(
                "Decoupling__WebhookSecrets is set and Decoupling__WebhookUrl is not: nothing would be signed."
            );
        }

        if (WebhookSecrets.Count > MostWebhookSecrets)
        {
            throw new ArgumentException(
                $"Decoupling__WebhookSecrets holds {WebhookSecrets.Count} secrets; it may hold one, or two while they rotate."
            );
        }
    }
}
