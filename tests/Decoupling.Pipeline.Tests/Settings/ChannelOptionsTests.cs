using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.PagerDuty;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Tests.Settings;

public sealed class ChannelOptionsTests
{
    private static readonly SecretAddress s_address = new("https://hooks.example/T000");

    [Fact]
    public void Configured_AllChannels_AreThoseThatAreKnown()
    {
        var options = new ChannelOptions
        {
            Slack = s_address,
            Teams = s_address,
            Discord = s_address,
            PagerDuty = new RoutingKey(new string('a', 32)),
            Webhook = s_address,
            Alertmanager = s_address,
            CloudEvents = s_address,
        };

        options.Configured.Select(channel => channel.Name).ShouldBe(ChannelOptions.Known);
        options.Configured.Single(channel => channel.KeepsIncidents).Name.ShouldBe("pagerduty");
    }

    [Fact]
    public void Configured_NoChannel_IsEmpty() => new ChannelOptions().Configured.ShouldBeEmpty();
}
