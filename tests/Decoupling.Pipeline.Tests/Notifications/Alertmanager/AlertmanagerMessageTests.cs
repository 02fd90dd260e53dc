using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications.Alertmanager;

namespace Decoupling.Pipeline.Tests.Notifications.Alertmanager;

public sealed partial class AlertmanagerMessageTests
{
    public static TheoryData<string> Hostile => [.. HostileTexts.All, .. HostileTexts.Unprintable];

    [Fact]
    public void Build_Fired_IsOneFiringAlert()
    {
        var message = Build(Notices.Full);

        message.Version.ShouldBe("4");
        message.Status.ShouldBe("firing");
        message.Receiver.ShouldBe("decoupling");
        message.TruncatedAlerts.ShouldBe(0);
        message.GroupKey.ShouldBe("{}:{alertname=\"dislocation\", asset=\"BTC\", symbol=\"BTCUSDT\", venue=\"bybit\"}");
        var alert = message.Alerts.ShouldHaveSingleItem();
        alert.Status.ShouldBe("firing");
        alert.StartsAt.ShouldBe(Notices.Full.SinceAt);
        alert.EndsAt.ShouldBe(DateTimeOffset.MinValue);
        alert.Labels.ShouldBe(
            new Dictionary<string, string>
            {
                ["alertname"] = "dislocation",
                ["asset"] = "BTC",
                ["severity"] = "warning",
                ["symbol"] = "BTCUSDT",
                ["venue"] = "bybit",
            },
            ignoreOrder: true
        );
        alert.Annotations["summary"].ShouldBe("Warning: BTC dislocation on bybit BTCUSDT, 1.4 × both floors");
        alert.Annotations["description"].ShouldBe("BTC on bybit stands 21 bp above its reference.");
        alert.Annotations["threshold"].ShouldBe("fires at ≥ 1 × both floors");
        alert.Annotations["verdict"].ShouldBe("VenueLocal");
        alert.Annotations["drivers"].ShouldBe("basis 62.5 %, funding 25 %, depth 12.5 %");
        alert.Annotations["coverage"].ShouldBe("3 of 4 venues.");
        alert.Annotations["next_step"].ShouldBe("Compare the venues.");
        alert.Annotations["facts"].ShouldContain("Data: 12 s old\n");
        message.CommonLabels.ShouldBe(alert.Labels, ignoreOrder: true);
        message.CommonAnnotations.ShouldBe(alert.Annotations, ignoreOrder: true);
    }

    [Fact]
    public void Build_Resolved_EndsTheAlertOfTheSameFingerprint()
    {
        var fired = Build(Notices.Fired);
        var graver = Build(Notices.Fired with { Kind = NotificationKind.Escalated, Severity = AlertSeverity.Critical });
        var resolved = Build(Notices.Resolved with { Severity = AlertSeverity.Critical });

        resolved.Status.ShouldBe("resolved");
        resolved.Alerts[0].Status.ShouldBe("resolved");
        resolved.Alerts[0].StartsAt.ShouldBe(fired.Alerts[0].StartsAt);
        resolved.Alerts[0].EndsAt.ShouldBe(Notices.Resolved.SlotAt);
        resolved.Alerts[0].Fingerprint.ShouldBe(fired.Alerts[0].Fingerprint);
        graver.Alerts[0].Fingerprint.ShouldBe(fired.Alerts[0].Fingerprint);
        resolved.GroupKey.ShouldBe(fired.GroupKey);
    }

    [Fact]
    public void Build_MissingData_IsAnAlertOfItsOwnThatTheDataEnds()
    {
        var fired = Build(Notices.Fired);
        var late = Build(Notices.Fired with { Kind = NotificationKind.Late });
        var back = Build(Notices.Fired with { Kind = NotificationKind.DataBack });

        late.Status.ShouldBe("firing");
        late.Alerts[0].Labels["alertname"].ShouldBe("dislocation:data");
        late.Alerts[0].Fingerprint.ShouldNotBe(fired.Alerts[0].Fingerprint);
        back.Status.ShouldBe("resolved");
        back.Alerts[0].Fingerprint.ShouldBe(late.Alerts[0].Fingerprint);
    }

    [Fact]
    public void Build_Group_IsAnAlertForEachMemberWithWhatIsCommonBesides()
    {
        var message = Build(Notices.Group);

        message.Alerts.Select(alert => alert.Labels["venue"]).ShouldBe(["bybit", "okx"]);
        message.Alerts[0].Fingerprint.ShouldBe(Build(Notices.Fired).Alerts[0].Fingerprint);
        message.Alerts[1].Fingerprint.ShouldNotBe(message.Alerts[0].Fingerprint);
        message.CommonLabels.Keys.ShouldBe(["alertname", "asset", "severity"], ignoreOrder: true);
        message.CommonAnnotations.Keys.ShouldNotContain("summary");
        message.GroupKey.ShouldBe("{}:{alertname=\"dislocation\", asset=\"BTC\"}");
        message.GroupLabels.Keys.ShouldBe(["alertname", "asset"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Build_AnyText_IsAValueOfTheSchemaAndNothingElse(string text)
    {
        var message = Build(Notices.Of(text));

        message.Alerts[0].Labels["asset"].ShouldBe(WellFormed(text));
        message.Alerts[0].Annotations["description"].ShouldBe(WellFormed(text));
        message.GroupKey.ShouldMatch("""^\{\}:\{alertname="([^"\\]|\\.)*", asset="([^"\\]|\\.)*"\}$""");
    }

    [Theory]
    [MemberData(nameof(WorstTexts.All), MemberType = typeof(WorstTexts))]
    public void Build_EveryTextTooLong_StaysSmallAndCountsTheAlertsLeftOut(string beginning, string piece)
    {
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            var body = AlertmanagerMessage.Build(Notices.Worst(beginning, piece) with { Kind = kind }, true);

            body.Length.ShouldBeLessThan(200_000);
            var message = AlertmanagerPayload.Parse(body);
            (message.Alerts.Count + message.TruncatedAlerts).ShouldBe(33);
            message.Alerts[0].Annotations["summary"].ShouldContain("possible repeat");
            message.Alerts[0].Annotations["message"].ShouldContain("Cut to fit");
        }
    }

    [Theory]
    [InlineData("", 14695981039346656037)]
    [InlineData("name=garland, briggs;fear=love is not enough", 5799056148416392346)]
    public void Of_Labels_IsTheFingerprintOfPrometheus(string labels, ulong expected)
    {
        var pairs = labels
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(label => label.Split('='))
            .Select(pair => KeyValuePair.Create(pair[0], pair[1]));

        LabelFingerprint.Of(pairs).ShouldBe(expected.ToString("x16", null));
    }

    [Theory]
    [InlineData("\"version\":\"4\",", "")]
    [InlineData("\"version\":\"4\",", "\"version\":\"4\",\"extra\":1,")]
    [InlineData("\"receiver\":\"decoupling\"", "\"receiver\":null")]
    [InlineData("\"generatorURL\":\"\",", "")]
    public void Parse_AnotherSchema_IsRefused(string member, string instead)
    {
        var text = Encoding.UTF8.GetString(AlertmanagerMessage.Build(Notices.Fired, possibleRepeat: false));
        text.ShouldContain(member);

        Should.Throw<JsonException>(() =>
            AlertmanagerPayload.Parse(Encoding.UTF8.GetBytes(text.Replace(member, instead, StringComparison.Ordinal)))
        );
    }

    /// <summary>Half a surrogate pair is no text, and what controls a terminal or a direction is shown as such.</summary>
    private static string WellFormed(string text) =>
        Unprintable().Replace(string.Concat(text.EnumerateRunes()), "\uFFFD");

    private static AlertmanagerPayload Build(AlertNotification notification) =>
        AlertmanagerPayload.Parse(AlertmanagerMessage.Build(notification, possibleRepeat: false));

    [GeneratedRegex(@"[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F-[\n]]")]
    private static partial Regex Unprintable();
}
