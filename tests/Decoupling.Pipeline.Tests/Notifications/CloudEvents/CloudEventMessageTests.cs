using System.Text.Json;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.CloudEvents;

namespace Decoupling.Pipeline.Tests.Notifications.CloudEvents;

public sealed class CloudEventMessageTests
{
    [Fact]
    public void Build_Fired_HasTheAttributesOfVersion1AndTheDataOfTheWebhook()
    {
        using var sent = JsonDocument.Parse(CloudEventMessage.Build(Notices.Full, possibleRepeat: false));

        var root = sent.RootElement;
        root.EnumerateObject()
            .Select(attribute => attribute.Name)
            .ShouldBe(["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"]);
        root.GetProperty("specversion").GetString().ShouldBe("1.0");
        root.GetProperty("id").GetString().ShouldBe("dislocation/BTC/bybit/BTCUSDT/1/fired");
        root.GetProperty("source").GetString().ShouldBe("/decoupling");
        root.GetProperty("type").GetString().ShouldBe("decoupling.alert.fired.v1");
        root.GetProperty("subject").GetString().ShouldBe("dislocation/BTC/bybit/BTCUSDT");
        root.GetProperty("time").GetString().ShouldBe("2026-01-05T13:05:00Z");
        root.GetProperty("datacontenttype").GetString().ShouldBe("application/json");
        root.GetProperty("data").GetProperty("headline").GetString().ShouldStartWith("Warning: BTC");
    }

    [Fact]
    public void Build_NextAttempt_IsTheSameEvent()
    {
        using var first = JsonDocument.Parse(CloudEventMessage.Build(Notices.Fired, possibleRepeat: false));
        using var second = JsonDocument.Parse(CloudEventMessage.Build(Notices.Fired, possibleRepeat: true));

        second.RootElement.GetProperty("id").GetString().ShouldBe(first.RootElement.GetProperty("id").GetString());
        second.RootElement.GetProperty("data").GetProperty("possibleRepeat").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Build_Request_SaysThatItIsACloudEvent() =>
        new CloudEventFormat()
            .Build(Notices.Fired, possibleRepeat: false, Notices.Fired.SlotAt)
            .ContentType.ShouldBe("application/cloudevents+json; charset=utf-8");

    [Fact]
    public void Read_TooManyRequests_WaitsAsLongAsItIsAskedTo()
    {
        IMessageFormat format = new CloudEventFormat();

        var outcome = format.Read(new ReceiverAnswer(429, TimeSpan.FromSeconds(90), default));

        outcome.ShouldBe(new DeliveryOutcome(DeliveryKind.Retry, "HTTP 429", TimeSpan.FromSeconds(90)));
    }

    [Theory]
    [MemberData(nameof(WorstTexts.All), MemberType = typeof(WorstTexts))]
    public void Build_EveryTextTooLong_StaysUnder64Kibibytes(string beginning, string piece)
    {
        foreach (var kind in Enum.GetValues<Decoupling.Alerts.NotificationKind>())
        {
            var body = CloudEventMessage.Build(Notices.Worst(beginning, piece) with { Kind = kind }, true);

            body.Length.ShouldBeLessThan(64 * 1_024);
            using var sent = JsonDocument.Parse(body);
            sent.RootElement.GetProperty("id").GetString()!.Length.ShouldBeInRange(1, 200);
            sent.RootElement.GetProperty("data").GetProperty("isCut").GetBoolean().ShouldBeTrue();
        }
    }
}
