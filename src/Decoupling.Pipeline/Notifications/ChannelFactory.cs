using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Notifications.Alertmanager;
using Decoupling.Pipeline.Notifications.CloudEvents;
using Decoupling.Pipeline.Notifications.Discord;
using Decoupling.Pipeline.Notifications.PagerDuty;
using Decoupling.Pipeline.Notifications.Slack;
using Decoupling.Pipeline.Notifications.StandardWebhooks;
using Decoupling.Pipeline.Notifications.Teams;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Makes the channels that are configured, in the order in which they are told.</summary>
internal static class ChannelFactory
{
    /// <summary>What is posted where, a channel each.</summary>
    public static IReadOnlyList<(SecretAddress Address, IMessageFormat Format)> Describe(ChannelOptions options)
    {
        var channels = new List<(SecretAddress, IMessageFormat)>();
        void Add(SecretAddress? address, Func<IMessageFormat> format)
        {
            if (address is not null)
            {
                channels.Add((address, format()));
            }
        }

        Add(options.Slack, () => new SlackFormat());
        Add(options.Teams, () => new TeamsFormat());
        Add(options.Discord is { } discord ? DiscordFormat.AddressOf(discord) : null, () => new DiscordFormat());
        Add(
            options.PagerDuty is null ? null : new SecretAddress(options.PagerDutyAddress.AbsoluteUri),
            () => new PagerDutyFormat(options.PagerDuty!)
        );
        Add(options.Webhook, () => new StandardWebhookFormat(options.WebhookSecrets));
        Add(options.Alertmanager, () => new AlertmanagerFormat());
        Add(options.CloudEvents, () => new CloudEventFormat());
        return channels;
    }

    /// <summary>The channels; none where none is configured.</summary>
    /// <param name="options">Where to tell.</param>
    /// <param name="allowedHosts">Hosts that may be reached though they are not public or not HTTPS.</param>
    /// <param name="clock">The clock by which attempts are spaced.</param>
    public static IReadOnlyList<INotificationChannel> Create(
        ChannelOptions options,
        IReadOnlyList<string> allowedHosts,
        TimeProvider clock
    ) =>
        [
            .. Describe(options)
                .Select(channel => new WebhookChannel(
                    OutgoingHttp.CreateClient(allowedHosts),
                    channel.Address,
                    channel.Format,
                    clock
                )),
        ];
}
