using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.PagerDuty;
using Decoupling.Pipeline.Notifications.StandardWebhooks;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Tests.Notifications.StandardWebhooks;

namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>Each channel that is set is made, reaches its own address and is named by doctor.</summary>
public sealed class ChannelFactoryTests
{
    private const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_EveryChannel_PostsToItsOwnAddressInItsOwnForm()
    {
        await using var host = await SlackHost.StartAsync();
        var channels = ChannelFactory.Create(AllAt(host.Receiver.Address), ["127.0.0.1"], host.Clock);

        foreach (var channel in channels)
        {
            await channel.SendAsync(Notices.Full, possibleRepeat: false, Cancellation);
        }

        channels.Select(channel => channel.Name).ShouldBe(ChannelOptions.Known);
        channels.Where(channel => channel.KeepsIncidents).Select(channel => channel.Name).ShouldBe(["pagerduty"]);
        host.Receiver.Received.Select(request => (request.Path, request.Headers["Content-Type"]))
            .ShouldBe([
                ("/slack", "application/json; charset=utf-8"),
                ("/teams", "application/json; charset=utf-8"),
                ("/discord", "application/json; charset=utf-8"),
                ("/pagerduty", "application/json; charset=utf-8"),
                ("/webhook", "application/json"),
                ("/alertmanager", "application/json"),
                ("/cloudevents", "application/cloudevents+json; charset=utf-8"),
            ]);
        channels.OfType<IDisposable>().ToList().ForEach(channel => channel.Dispose());
    }

    [Fact]
    public async Task SendAsync_StandardWebhook_IsVerifiedAsItWasReceived()
    {
        await using var host = await SlackHost.StartAsync();
        var channel = ChannelFactory
            .Create(AllAt(host.Receiver.Address), ["127.0.0.1"], host.Clock)
            .Single(one => one.Name == "webhook");

        await channel.SendAsync(Notices.Full, possibleRepeat: false, Cancellation);

        var received = host.Receiver.Received.ShouldHaveSingleItem();
        var answers = await ReferenceVerifier.AskAsync([
            new
            {
                secret = Secret,
                now = host.Clock.GetUtcNow().ToUnixTimeSeconds(),
                headers = received.Headers,
                body = Convert.ToBase64String(received.Body.Span),
            },
        ]);
        answers.ShouldBe([""]);
        ((IDisposable)channel).Dispose();
    }

    [Fact]
    public async Task FindFaultsAsync_EveryChannel_IsNamedAndItsHostAsked()
    {
        await using var host = await SlackHost.StartAsync();
        var options = AllAt(host.Receiver.Address) with { Heartbeat = new SecretAddress("http://127.0.0.2:1/beat") };

        var faults = await WebhookProbe.FindFaultsAsync(options, ["127.0.0.1"], Cancellation).ToListAsync(Cancellation);

        faults.Select(found => found.Channel).ShouldBe([.. ChannelOptions.Known, "heartbeat"]);
        faults.SkipLast(1).ShouldAllBe(found => found.Fault == null);
        faults[^1].Fault.ShouldNotBeNull().ShouldContain("is not asked without HTTPS");
        host.Receiver.Received.ShouldAllBe(request => request.Path == "/");
    }

    private static ChannelOptions AllAt(Uri receiver)
    {
        SecretAddress At(string path) => new(new Uri(receiver, path).AbsoluteUri);
        return new ChannelOptions
        {
            Slack = At("/slack"),
            Teams = At("/teams"),
            Discord = At("/discord"),
            PagerDuty = new RoutingKey("0123456789abcdef0123456789abcdef"),
            PagerDutyAddress = new Uri(receiver, "/pagerduty"),
            Webhook = At("/webhook"),
            WebhookSecrets = [new WebhookSecret(Secret)],
            Alertmanager = At("/alertmanager"),
            CloudEvents = At("/cloudevents"),
        };
    }
}
