using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts.Rules;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Tests.Alerts.Rules;

public sealed class RuleChannelsTests
{
    private static readonly string[] s_known = ["discord", "pagerduty", "slack"];

    [Theory]
    [InlineData("slack")]
    [InlineData("s*")]
    [InlineData("Slack")]
    public void FindFault_ConfiguredChannel_HasNone(string pattern) => FaultOf(pattern, "slack").ShouldBeNull();

    [Fact]
    public void FindFault_ChannelThatIsNotConfigured_NamesRuleAndChannels() =>
        FaultOf("pagerduty", "slack", "discord")
            .ShouldBe(
                "Rule 'dislocation' tells the channel 'pagerduty', which is not configured; these are: slack, discord."
            );

    [Fact]
    public void FindFault_NoneIsConfigured_KnowsThoseThatCanBe()
    {
        FaultOf("pagerduty").ShouldBeNull();
        FaultOf("pagerdutty")
            .ShouldBe(
                "Rule 'dislocation' tells the channel 'pagerdutty', which is not known; these are: discord, pagerduty, slack."
            );
    }

    [Fact]
    public void Rules_OwnRuleForAStranger_DoesNotStart() =>
        Should
            .Throw<ArgumentException>(() =>
                new AlertOptions { OwnRules = [DislocationRows.Rule with { Channels = ["slcak"] }] }.Rules(
                    TimeSpan.FromMinutes(5)
                )
            )
            .Message.ShouldContain("'slcak'");

    private static string? FaultOf(string pattern, params string[] configured) =>
        RuleChannels.FindFault(
            [DislocationRows.Rule with { Channels = [pattern] }],
            [.. configured.Select(name => new AlertChannel(name, KeepsIncidents: false))],
            s_known
        );
}
