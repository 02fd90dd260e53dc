using System.Text;
using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.PagerDuty;

namespace Decoupling.Pipeline.Tests.Notifications.PagerDuty;

public sealed class PagerDutyEventTests
{
    private const string Key = "0123456789abcdef0123456789ABCDEF";

    public static TheoryData<string> Hostile => [.. HostileTexts.All];

    [Fact]
    public void Build_Fired_TriggersAnIncidentWithAllThatAMessageShows()
    {
        using var sent = Build(Notices.Full);

        var root = sent.RootElement;
        root.GetProperty("routing_key").GetString().ShouldBe(Key);
        root.GetProperty("event_action").GetString().ShouldBe("trigger");
        root.GetProperty("dedup_key").GetString().ShouldBe("dislocation/BTC/bybit/BTCUSDT");
        root.GetProperty("client").GetString().ShouldBe("decoupling");
        var payload = root.GetProperty("payload");
        payload
            .GetProperty("summary")
            .GetString()
            .ShouldBe("Warning: BTC dislocation on bybit BTCUSDT, 1.4 × both floors");
        payload.GetProperty("source").GetString().ShouldBe("bybit BTCUSDT");
        payload.GetProperty("severity").GetString().ShouldBe("warning");
        payload.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(Notices.Full.SlotAt);
        payload.GetProperty("component").GetString().ShouldBe("BTCUSDT");
        payload.GetProperty("group").GetString().ShouldBe("BTC");
        payload.GetProperty("class").GetString().ShouldBe("dislocation");
        payload
            .GetProperty("custom_details")
            .EnumerateObject()
            .Select(detail => $"{detail.Name}: {detail.Value.GetString()}")
            .ShouldBe([
                "Summary: BTC on bybit stands 21 bp above its reference.",
                "Value: 1.4 × both floors",
                "Threshold: fires at ≥ 1 × both floors",
                "Since: 2026-01-05 13:05 UTC (0 min)",
                "Venue: bybit BTCUSDT",
                "Peak: 1.4 × both floors",
                "Verdict: VenueLocal",
                "Data: 12 s old",
                "Drivers: basis 62.5 %, funding 25 %, depth 12.5 %",
                "BasisBps: 21",
                "BasisRobustZ: 7.3",
                "Coverage: 3 of 4 venues.",
                "Next: Compare the venues.",
                "Message: Slot 2026-01-05 13:05 UTC. Rule dislocation. Id dislocation/BTC/bybit/BTCUSDT/1/fired.",
            ]);
    }

    [Theory]
    [InlineData(NotificationKind.Fired, "trigger", "dislocation/BTC/bybit/BTCUSDT")]
    [InlineData(NotificationKind.Escalated, "trigger", "dislocation/BTC/bybit/BTCUSDT")]
    [InlineData(NotificationKind.Reminded, "trigger", "dislocation/BTC/bybit/BTCUSDT")]
    [InlineData(NotificationKind.Resolved, "resolve", "dislocation/BTC/bybit/BTCUSDT")]
    [InlineData(NotificationKind.Acknowledged, "acknowledge", "dislocation/BTC/bybit/BTCUSDT")]
    [InlineData(NotificationKind.NoData, "trigger", "dislocation/BTC/bybit/BTCUSDT/data")]
    [InlineData(NotificationKind.Late, "trigger", "dislocation/BTC/bybit/BTCUSDT/data")]
    [InlineData(NotificationKind.DataBack, "resolve", "dislocation/BTC/bybit/BTCUSDT/data")]
    public void Build_Kind_OpensOrClosesTheIncidentOfTheAlertOrOfItsData(
        NotificationKind kind,
        string action,
        string key
    )
    {
        using var sent = Build(Notices.Fired with { Kind = kind });

        sent.RootElement.GetProperty("event_action").GetString().ShouldBe(action);
        sent.RootElement.GetProperty("dedup_key").GetString().ShouldBe(key);
        sent.RootElement.TryGetProperty("payload", out _).ShouldBe(action == "trigger");
    }

    [Fact]
    public void Build_NextGeneration_HasTheKeyOfTheFirst()
    {
        using var first = Build(Notices.Fired);
        using var second = Build(Notices.Fired with { Id = "dislocation/BTC/bybit/BTCUSDT/2/fired" });

        KeyOf(second).ShouldBe(KeyOf(first));
    }

    [Theory]
    [InlineData(NotificationKind.Fired, AlertSeverity.Critical, "critical")]
    [InlineData(NotificationKind.Fired, AlertSeverity.Warning, "warning")]
    [InlineData(NotificationKind.Fired, AlertSeverity.Info, "info")]
    [InlineData(NotificationKind.NoData, AlertSeverity.Info, "error")]
    [InlineData(NotificationKind.Late, AlertSeverity.Critical, "error")]
    public void Build_Severity_IsOneOfPagerDutys(NotificationKind kind, AlertSeverity severity, string expected)
    {
        using var sent = Build(Notices.Fired with { Kind = kind, Severity = severity });

        sent.RootElement.GetProperty("payload").GetProperty("severity").GetString().ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Build_Markup_StandsInStringsOfItsPlace(string text)
    {
        using var sent = Build(Notices.Of(text));

        var root = sent.RootElement;
        root.EnumerateObject().Count(member => member.Name == "routing_key").ShouldBe(1);
        root.GetProperty("routing_key").GetString().ShouldBe(Key);
        root.GetProperty("payload").GetProperty("group").GetString().ShouldBe(text);
        root.GetProperty("payload").GetProperty("custom_details").GetProperty("Summary").GetString().ShouldBe(text);
        root.GetProperty("payload").GetProperty("custom_details").GetProperty(text).GetString().ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(WorstTexts.All), MemberType = typeof(WorstTexts))]
    public void Build_EveryTextTooLong_KeepsPagerDutysLimits(string beginning, string piece)
    {
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            var notification = Notices.Worst(beginning, piece) with { Kind = kind };

            var body = PagerDutyEvent.Build(notification, possibleRepeat: true, Key);

            body.Length.ShouldBeLessThan(512_000);
            using var sent = JsonDocument.Parse(body);
            KeyOf(sent).Length.ShouldBeInRange(1, 255);
            if (sent.RootElement.TryGetProperty("payload", out var payload))
            {
                payload.GetProperty("summary").GetString()!.Length.ShouldBeInRange(1, 1_024);
                payload.GetProperty("summary").GetString()!.ShouldContain("possible repeat");
                payload.GetProperty("source").GetString().ShouldNotBeNullOrWhiteSpace();
                payload.GetProperty("custom_details").GetProperty("Message").GetString()!.ShouldContain("Cut to fit");
            }
        }
    }

    [Fact]
    public void Build_LongKeys_StayApart()
    {
        var start = new string('x', 300);
        using var one = Build(Notices.Fired with { AlertKey = start + "1" });
        using var same = Build(Notices.Resolved with { AlertKey = start + "1" });
        using var other = Build(Notices.Fired with { AlertKey = start + "2" });

        KeyOf(same).ShouldBe(KeyOf(one));
        KeyOf(other).ShouldNotBe(KeyOf(one));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    public void RoutingKey_NoKey_IsRefusedAndNotRepeated(string text)
    {
        var refused = Should.Throw<ArgumentException>(() => new RoutingKey(text));

        refused.Message.ShouldContain("32 letters and digits");
        refused.Message.ShouldNotContain("0123");
    }

    [Fact]
    public void RoutingKey_AsText_SaysThatThereIsASecret()
    {
        new RoutingKey(Key).ToString().ShouldBe("[secret]");
        new PagerDutyFormat(new RoutingKey(Key))
            .Build(Notices.Fired, false, Notices.Fired.SlotAt)
            .ToString()
            .ShouldNotContain(Key);
    }

    [Fact]
    public void Read_RefusalThatRepeatsTheKey_DoesNot()
    {
        var answer = new ReceiverAnswer(
            400,
            null,
            Encoding.UTF8.GetBytes($$"""{"status":"invalid event","errors":["{{Key}}"]}""")
        );

        IMessageFormat format = new PagerDutyFormat(new RoutingKey(Key));

        format.Read(answer).ShouldBe(new DeliveryOutcome(DeliveryKind.Refused, "HTTP 400"));
    }

    private static string KeyOf(JsonDocument sent) => sent.RootElement.GetProperty("dedup_key").GetString()!;

    private static JsonDocument Build(AlertNotification notification) =>
        JsonDocument.Parse(PagerDutyEvent.Build(notification, possibleRepeat: false, Key));
}
