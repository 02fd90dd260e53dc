using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

public sealed class AlertGroupingTests
{
    private static readonly AlertRule s_rule = AlertHistory.AtLeast with { GroupsByAsset = true };

    [Fact]
    public void Group_SameRuleAssetAndKind_IsOneMessageByTheFurthestBeyond()
    {
        var told = new[] { Fired("bybit", 12), Fired("binance", 30), Fired("okx", 11) };

        var group = AlertGrouping.Group([s_rule], told).ShouldHaveSingleItem();

        (group.Id, group.AlertKey).ShouldBe(("dislocation/BTC/binance/BTCUSDT/1/fired", "dislocation/BTC"));
        group
            .Members.Select(member => (member.Venue, member.Value))
            .ShouldBe([("bybit", 12), ("binance", 30), ("okx", 11)]);
        group.Members.Select(member => member.AlertKey).ShouldBe(told.Select(one => one.AlertKey));
    }

    [Fact]
    public void Group_LowValuesFire_TheLowestSpeaks()
    {
        var rule = AlertHistory.AtMost with { GroupsByAsset = true };

        var group = AlertGrouping.Group([rule], [Fired("bybit", -12, rule), Fired("okx", -30, rule)]);

        group.ShouldHaveSingleItem().Venue.ShouldBe("okx");
    }

    [Fact]
    public void Group_AnotherKindOrARuleThatDoesNotGroup_StandsAlone()
    {
        var other = AlertHistory.AtLeast with { Name = "other" };
        AlertNotification[] told =
        [
            Fired("bybit", 12),
            Fired("okx", 12) with
            {
                Kind = NotificationKind.Resolved,
            },
            Fired("bybit", 12, other),
            Fired("okx", 12, other),
        ];

        AlertGrouping.Group([s_rule, other], told).ShouldBe(told);
    }

    [Fact]
    public void Group_MissingData_GoesTogetherWhateverTheRuleSays()
    {
        var late = new[] { "bybit", "okx" }
            .Select(venue => Fired(venue, 12, AlertHistory.AtLeast) with { Kind = NotificationKind.Late, Value = null })
            .ToArray();

        AlertGrouping.Group([AlertHistory.AtLeast], late).ShouldHaveSingleItem().Members.Count.ShouldBe(2);
    }

    private static AlertNotification Fired(string venue, double value, AlertRule? rule = null) =>
        AlertDecision
            .Decide(
                rule ?? s_rule,
                AlertState.Initial,
                AlertHistory.Sample(0, value) with
                {
                    Venue = venue,
                },
                AlertContext.None
            )
            .Notifications.ShouldHaveSingleItem();
}
