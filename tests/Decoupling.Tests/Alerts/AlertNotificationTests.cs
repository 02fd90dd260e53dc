using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

public sealed class AlertNotificationTests
{
    [Fact]
    public void Decide_Fires_SaysWhatHowMuchAgainstWhatSinceWhenAndWhere()
    {
        var told = AlertHistory.Decide(AlertHistory.AtLeast, 5, 12)[1].Notifications.ShouldHaveSingleItem();

        told.Drivers.ShouldBeEmpty();
        (told with { Drivers = [] }).ShouldBeEquivalentTo(
            new AlertNotification
            {
                Id = "dislocation/BTC/bybit/BTCUSDT/1/fired",
                AlertKey = "dislocation/BTC/bybit/BTCUSDT",
                Kind = NotificationKind.Fired,
                Rule = "dislocation",
                Title = "dislocation",
                Severity = AlertSeverity.Warning,
                Asset = "BTC",
                Venue = "bybit",
                Symbol = "BTCUSDT",
                SlotAt = AlertHistory.SlotAt(1),
                SinceAt = AlertHistory.SlotAt(1),
                Value = 12,
                PeakValue = 12,
                EnterLevel = 10,
                LeaveLevel = 6,
                Direction = AlertDirection.AtLeast,
                Unit = "bp",
                Summary = "BTC on bybit stands apart.",
                Facts = [new AlertFact("BasisBps", "17.5")],
            }
        );
    }

    [Fact]
    public void Decide_FiresAndResolvesTwice_GivesFourIdsOfOneAlert()
    {
        var told = AlertHistory
            .Decide(AlertHistory.AtLeast, 12, 0, 12, 0)
            .Select(decision => decision.Notifications.ShouldHaveSingleItem())
            .ToArray();

        told.Select(notification => notification.Id)
            .ShouldBe([
                "dislocation/BTC/bybit/BTCUSDT/1/fired",
                "dislocation/BTC/bybit/BTCUSDT/1/resolved",
                "dislocation/BTC/bybit/BTCUSDT/2/fired",
                "dislocation/BTC/bybit/BTCUSDT/2/resolved",
            ]);
        told.Select(notification => notification.AlertKey).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Decide_SameInputsTwice_GivesTheSameNotification()
    {
        var first = AlertHistory.Decide(AlertHistory.AtLeast, 12)[0].Notifications;
        var second = AlertHistory.Decide(AlertHistory.AtLeast, 12)[0].Notifications;

        second.ShouldBeEquivalentTo(first);
    }

    [Fact]
    public void KeyOf_AnotherRuleAssetVenueOrSymbol_IsAnotherAlert()
    {
        var (rule, sample) = (AlertHistory.AtLeast, AlertHistory.Sample(0, 1));

        string[] keys =
        [
            AlertNotification.KeyOf(rule, sample),
            AlertNotification.KeyOf(rule with { Name = "basis" }, sample),
            AlertNotification.KeyOf(rule, sample with { Asset = "ETH" }),
            AlertNotification.KeyOf(rule, sample with { Venue = "binance" }),
            AlertNotification.KeyOf(rule, sample with { Symbol = "BTCUSD" }),
        ];

        keys.ShouldBeUnique();
    }
}
