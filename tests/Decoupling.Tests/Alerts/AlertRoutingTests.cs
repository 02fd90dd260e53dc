using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

public sealed class AlertRoutingTests
{
    private static readonly AlertChannel Chat = new("slack", KeepsIncidents: false);
    private static readonly AlertChannel Pager = new("pagerduty", KeepsIncidents: true);

    private static readonly AlertRule Rule = AlertHistory.AtLeast with { GroupsByAsset = true };

    [Fact]
    public void Route_ChatAndIncidents_GroupsForTheChatOnly()
    {
        var routed = AlertRouting.Route([Rule], [Chat, Pager], [Notice("okx", 12), Notice("bybit", 13)]);

        routed
            .Select(one => (one.Channel, one.Notification.Venue, one.Notification.Members.Count))
            .ShouldBe([("slack", "bybit", 2), ("pagerduty", "okx", 0), ("pagerduty", "bybit", 0)]);
    }

    [Theory]
    [InlineData("slack", "slack")]
    [InlineData("pager*", "pagerduty")]
    [InlineData("*", "slack pagerduty")]
    [InlineData("discord", "none")]
    [InlineData("", "slack pagerduty")]
    public void Route_ChannelsByPattern_TellsThoseOnlyAndElseRecords(string pattern, string told)
    {
        var notice = Notice("okx", 12) with { Channels = pattern.Length > 0 ? [pattern] : [] };

        var routed = AlertRouting.Route([Rule], [Chat, Pager], [notice]);

        string.Join(' ', routed.Select(one => one.Channel)).ShouldBe(told);
        routed.ShouldAllBe(one => one.Notification.Id == notice.Id);
    }

    [Fact]
    public void Route_NoChannel_GroupsWhatIsRecorded()
    {
        var routed = AlertRouting.Route([Rule], [], [Notice("okx", 12), Notice("bybit", 13)]);

        routed.Select(one => (one.Channel, one.Notification.Members.Count)).ShouldBe([("none", 2)]);
    }

    private static AlertNotification Notice(string venue, double value) =>
        AlertDecision
            .Decide(Rule, AlertState.Initial, AlertHistory.Sample(0, value) with { Venue = venue }, new AlertContext())
            .Notifications.Single();
}
