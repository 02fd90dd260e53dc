using Decoupling.Alerts;
using Decoupling.Pipeline.Digests;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Digests;

public sealed class DigestNotificationTests
{
    private static readonly DateTimeOffset DayAt = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compose_DayWithEverything_SaysIt()
    {
        var scores = new DayOfScores();
        scores.Add("BTC", Score("binance", 0, ratio: 0.5, funding: 0.1));
        scores.Add("BTC", Score("bybit", 0, ratio: 1.4, funding: -0.85, hazard: 1, data: "BadData"));
        scores.Add("BTC", Score("binance", 5, ratio: 0.75, funding: 0.2, status: "Stale", data: "Doubtful"));
        scores.Add("ETH", Score("binance", 0, ratio: null, funding: null));
        var digest = new DayDigest(
            DayAt,
            DayOfAlerts.Of([
                Told("a/1/fired", "Fired", "slack", "Retry"),
                Told("a/1/fired", "Fired", "slack", "Delivered"),
                Told("a/1/fired", "Fired", "discord", "GivenUp"),
                Told("b/1/fired", "Fired", "slack", "Delivered"),
                Told("a/1/resolved", "Resolved", "slack", "Delivered"),
                Told("c/1/late", "Late", "slack", "Delivered"),
                Told("d/1/fired", "Fired", null, "HeldBack", "Silenced"),
                Told("e/1/fired", "Fired", null, "HeldBack", "CoolingDown"),
                Told("e/1/fired", "Fired", null, "HeldBack", "Silenced"),
                Told("digest/2026-01-04", "Digest", "slack", "Delivered", rule: "digest"),
                Told("test/1", "Fired", "slack", "Delivered", rule: "test"),
            ]),
            [
                DayOfSlots.Of("BTC", [SlotStatus.Done, SlotStatus.Late, SlotStatus.Skipped, SlotStatus.Failed]),
                DayOfSlots.Of("ETH", [SlotStatus.Done, SlotStatus.Claimed]),
            ],
            scores,
            ["okx is down"]
        );

        var notification = DigestNotification.Compose(digest);

        NotificationText
            .Headline(notification, possibleRepeat: false)
            .ShouldBe("Digest of 2026-01-05: 2 alerts fired, 3 of 6 slots complete");
        MessageText
            .From(notification, possibleRepeat: false)
            .Facts.Select(fact => $"{fact.Label}: {fact.Text}")
            .ShouldBe([
                "Alerts: 2 fired, 0 got graver, 1 resolved, 1 without data or late, 3 held back (2 Silenced, 1 CoolingDown), 1 not delivered",
                "Slots of BTC: 1 done, 1 late, 1 skipped, 1 failed",
                "Slots of ETH: 1 done, 0 late, 0 skipped, 0 failed, 1 open",
                "Venues: okx is down; bybit gave nothing in 1 of 2 slots",
                "Data: 3 of 4 rows scored, 1 with a refused input, 1 with one in doubt",
                "Largest dislocations: BTC on bybit BTCUSDT 1.40 × both floors at 00:00; BTC on binance BTCUSDT 0.75 × both floors at 00:05",
                "Largest funding: BTC on bybit BTCUSDT -85.0 % a year at 00:00",
                "State of elevated risk: 1 derivative",
            ]);
        (notification.Severity, notification.Id).ShouldBe((AlertSeverity.Info, "digest/2026-01-05"));
        notification.Channels.ShouldNotContain("pagerduty");
        notification.Channels.ShouldNotContain("alertmanager");
    }

    [Fact]
    public void Compose_DayOnWhichNothingRan_SaysThatAndNoFigureOfIt()
    {
        var digest = new DayDigest(DayAt, DayOfAlerts.Of([]), [DayOfSlots.Of("BTC", [])], new DayOfScores(), []);

        var notification = DigestNotification.Compose(digest);

        notification.Title.ShouldBe("Digest of 2026-01-05: no alert fired, no slot was run");
        notification
            .Facts.Select(fact => $"{fact.Label}: {fact.Text}")
            .ShouldBe([
                "Alerts: 0 fired, 0 got graver, 0 resolved, 0 without data or late, 0 held back, 0 not delivered",
                "Slots of BTC: 0 done, 0 late, 0 skipped, 0 failed",
                "Venues: no row of any venue",
                "Data: 0 of 0 rows scored, 0 with a refused input, 0 with one in doubt",
                "State of elevated risk: no derivative",
            ]);
    }

    [Fact]
    public void Of_NoChannelAtAll_CountsNothingAsUndelivered() =>
        DayOfAlerts.Of([Told("a/1/fired", "Fired", "none", "Refused")]).Undelivered.ShouldBe(0);

    private static TableRow Score(
        string venue,
        int minute,
        double? ratio,
        double? funding,
        int? hazard = null,
        string status = "Ok",
        string data = "Ok"
    ) =>
        new RowBuilder("p", $"{venue}{minute}")
            .Add("Venue", venue)
            .Add("Symbol", "BTCUSDT")
            .Add("AsOf", DayAt.AddMinutes(minute))
            .Add("Status", status)
            .Add("DataStatus", data)
            .Add("DislocationRatio", ratio)
            .Add("FundingPerYear", funding)
            .Add("HazardElevated", hazard)
            .Build();

    private static TableRow Told(
        string id,
        string kind,
        string? channel,
        string outcome,
        string? cause = null,
        string rule = "dislocation"
    ) =>
        new RowBuilder("p", "r")
            .Add("NotificationId", id)
            .Add("Kind", kind)
            .Add("Rule", rule)
            .Add("Channel", channel)
            .Add("Outcome", outcome)
            .Add("Cause", cause)
            .Build();
}
