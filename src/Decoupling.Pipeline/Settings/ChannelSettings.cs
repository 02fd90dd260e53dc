using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.PagerDuty;
using Decoupling.Pipeline.Notifications.StandardWebhooks;
using Microsoft.Extensions.Configuration;
using static Decoupling.Pipeline.Settings.SettingText;

namespace Decoupling.Pipeline.Settings;

/// <summary>Reads where people and machines are told. A fault names the setting and never repeats what it holds.</summary>
internal static class ChannelSettings
{
    /// <summary>The settings that are read, for the README's table.</summary>
    public static IReadOnlyList<SettingDescription> All { get; } =
    [
        new(
            "Decoupling__SlackWebhookUrl",
            "",
            "secret: Slack's incoming webhook; with no channel at all, alerts are recorded and not sent"
        ),
        new("Decoupling__TeamsWebhookUrl", "", "secret: a Microsoft Teams workflow for incoming webhooks"),
        new("Decoupling__DiscordWebhookUrl", "", "secret: a Discord webhook"),
        new("Decoupling__PagerDutyRoutingKey", "", "secret: the integration key of a PagerDuty service, Events API v2"),
        new(
            "Decoupling__PagerDutyAddress",
            "https://events.pagerduty.com/v2/enqueue",
            "where PagerDuty takes events; its service in the EU has another"
        ),
        new("Decoupling__WebhookUrl", "", "secret: a receiver of Standard Webhooks"),
        new(
            "Decoupling__WebhookSecrets",
            "",
            "secret: what signs them, `whsec_` and 24 to 64 bytes in base64; two, separated by a comma and the newest first, while they rotate"
        ),
        new("Decoupling__AlertmanagerUrl", "", "secret: a receiver of Alertmanager's webhooks, version 4"),
        new("Decoupling__CloudEventsUrl", "", "secret: a receiver of CloudEvents 1.0 in structured JSON"),
        new("Decoupling__HeartbeatUrl", "", "secret: a dead man's switch that each complete slot pings"),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="ArgumentException">A setting is no address, key or secret; the message names it.</exception>
    public static ChannelOptions Read(IConfigurationSection settings) =>
        new()
        {
            Slack = ReadAddress(settings, "SlackWebhookUrl"),
            Teams = ReadAddress(settings, "TeamsWebhookUrl"),
            Discord = ReadAddress(settings, "DiscordWebhookUrl"),
            PagerDuty = Text(settings, "PagerDutyRoutingKey") is { } key ? ReadKey("PagerDutyRoutingKey", key) : null,
            PagerDutyAddress = Address(settings, "PagerDutyAddress") ?? new ChannelOptions().PagerDutyAddress,
            Webhook = ReadAddress(settings, "WebhookUrl"),
            WebhookSecrets = Text(settings, "WebhookSecrets") is { } secrets
                ? [.. List(secrets).Select(secret => ReadSecret("WebhookSecrets", secret))]
                : [],
            Alertmanager = ReadAddress(settings, "AlertmanagerUrl"),
            CloudEvents = ReadAddress(settings, "CloudEventsUrl"),
            Heartbeat = ReadAddress(settings, "HeartbeatUrl"),
        };

    private static SecretAddress? ReadAddress(IConfigurationSection settings, string name)
    {
        try
        {
            return Text(settings, name) is { } text ? new SecretAddress(text) : null;
        }
        catch (ArgumentException)
        {
            throw new ArgumentException($"{Section}__{name} is no absolute https address (it is not repeated here).");
        }
    }

    private static RoutingKey ReadKey(string name, string text)
    {
        try
        {
            return new RoutingKey(text);
        }
        catch (ArgumentException)
        {
            throw new ArgumentException(
                $"{Section}__{name} is no routing key of 32 letters and digits (it is not repeated here)."
            );
        }
    }

    private static WebhookSecret ReadSecret(string name, string text)
    {
        try
        {
            return new WebhookSecret(text);
        }
        catch (ArgumentException)
        {
            throw new ArgumentException(
                $"{Section}__{name} holds what is not whsec_ and 24 to 64 bytes in base64 (it is not repeated here)."
            );
        }
    }
}
