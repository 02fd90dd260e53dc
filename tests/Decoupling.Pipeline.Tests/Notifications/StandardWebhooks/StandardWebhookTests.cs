using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.StandardWebhooks;

namespace Decoupling.Pipeline.Tests.Notifications.StandardWebhooks;

public sealed class StandardWebhookTests
{
    private const string Schema = "src/Decoupling.Pipeline/Notifications/StandardWebhooks/notification-v1.schema.json";

    public static TheoryData<string> Hostile => [.. HostileTexts.All, .. HostileTexts.Unprintable];

    [Fact]
    public void Build_Fired_IsTypeTimestampAndData()
    {
        using var message = JsonDocument.Parse(StandardWebhookMessage.Build(Notices.Full, possibleRepeat: false));

        message.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["type", "timestamp", "data"]);
        message.RootElement.GetProperty("type").GetString().ShouldBe("alert.fired");
        message.RootElement.GetProperty("timestamp").GetString().ShouldBe("2026-01-05T13:05:00Z");
        var data = message.RootElement.GetProperty("data");
        data.GetProperty("id").GetString().ShouldBe(Notices.Full.Id);
        data.GetProperty("alertKey").GetString().ShouldBe(Notices.Full.AlertKey);
        data.GetProperty("value").GetDouble().ShouldBe(1.4);
        data.GetProperty("dataAgeSeconds").GetDouble().ShouldBe(12);
        data.GetProperty("drivers")[0].GetRawText().ShouldBe("{\"name\":\"basis\",\"share\":0.625}");
        data.GetProperty("isCut").GetBoolean().ShouldBeFalse();
        data.GetProperty("possibleRepeat").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData(NotificationKind.NoData, "alert.no_data")]
    [InlineData(NotificationKind.DataBack, "alert.data_back")]
    [InlineData(NotificationKind.Resolved, "alert.resolved")]
    public void TypeOf_Kind_IsWordsOfTheSpecificationsCharacters(NotificationKind kind, string expected) =>
        StandardWebhookMessage.TypeOf(kind).ShouldBe(expected);

    [Fact]
    public async Task Build_EveryKindAndTheWorst_IsOfThePublishedSchema()
    {
        var schema = RepositoryFiles.Read(Schema);
        var kinds = Enum.GetValues<NotificationKind>();
        AlertNotification[] notifications =
        [
            .. kinds.Select(kind => Notices.Full with { Kind = kind }),
            .. kinds.Select(kind => Notices.Fired with { Kind = kind, Value = null, PeakValue = null }),
            .. WorstTexts.All.Select(worst => Notices.Worst(worst.Data.Item1, worst.Data.Item2)),
            .. HostileTexts.All.Select(Notices.Of),
            Notices.Group,
            Notices.Group with
            {
                ChangeOver = TimeSpan.FromHours(1),
                Direction = AlertDirection.AtMost,
            },
        ];
        var asked = notifications.Select(notification => new { schema, data = DataOf(notification) }).ToList();

        var answers = await ReferenceVerifier.AskAsync([
            .. asked,
            new { schema, data = "{}" },
            new
            {
                schema,
                data = asked[0].data.Replace("\"kind\":\"Fired\"", "\"kind\":\"Boom\"", StringComparison.Ordinal),
            },
            new
            {
                schema,
                data = asked[0]
                    .data.Replace("\"schemaVersion\":1", "\"schemaVersion\":1,\"extra\":1", StringComparison.Ordinal),
            },
        ]);

        answers.SkipLast(3).ShouldAllBe(answer => answer.Length == 0);
        answers.TakeLast(3).ShouldAllBe(answer => answer.Length > 0);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Build_AnyText_ArrivesAsText(string text)
    {
        using var data = JsonDocument.Parse(DataOf(Notices.Of(text)));

        var shown = PlainText.Fit(text, 1_000);
        data.RootElement.GetProperty("summary").GetString().ShouldBe(shown);
        data.RootElement.GetProperty("facts")[0].GetProperty("label").GetString().ShouldBe(shown);
        data.RootElement.GetProperty("members")[0].GetProperty("symbol").GetString().ShouldBe(shown);
    }

    [Theory]
    [MemberData(nameof(WorstTexts.All), MemberType = typeof(WorstTexts))]
    public void Build_EveryTextTooLong_StaysUnder20KilobytesAndSaysThatItWasCut(string beginning, string piece)
    {
        var body = StandardWebhookMessage.Build(Notices.Worst(beginning, piece), possibleRepeat: true);

        body.Length.ShouldBeLessThan(20_000);
        using var message = JsonDocument.Parse(body);
        var data = message.RootElement.GetProperty("data");
        data.GetProperty("headline").GetString()!.ShouldContain("possible repeat");
        data.GetProperty("isCut").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public void Build_LongKeysOfCharactersThatTakeSixBytes_StaysUnder20Kilobytes(int length)
    {
        var key = new string('測', length);
        var worst = Notices.Worst("", "測");
        var notification = worst with
        {
            Id = key,
            AlertKey = key,
            Members = [.. worst.Members.Select(member => member with { AlertKey = key })],
        };

        StandardWebhookMessage.Build(notification, possibleRepeat: true).Length.ShouldBeLessThan(20_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64 not base64 not base64")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw1234")]
    public void WebhookSecret_NoSecret_IsRefusedAndNotRepeated(string text)
    {
        var refused = Should.Throw<ArgumentException>(() => new WebhookSecret(text));

        refused.Message.ShouldStartWith("A webhook secret is whsec_ and 24 to 64 bytes in base64");
        refused.Message.ShouldNotContain("MfKQ");
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void WebhookSecret_Length_Is24To64Bytes(int length, bool isTaken)
    {
        var text = $"whsec_{Convert.ToBase64String(new byte[length])}";

        if (isTaken)
        {
            new WebhookSecret(text).ToString().ShouldBe("[secret]");
        }
        else
        {
            Should.Throw<ArgumentException>(() => new WebhookSecret(text));
        }
    }

    [Fact]
    public void Headers_HostileId_IsOneTokenWithoutAFullStop()
    {
        foreach (var id in HostileTexts.All.Concat(HostileTexts.Unprintable).Append(Notices.Fired.Id))
        {
            var headers = WebhookSignature.Headers([], id, Notices.Fired.SlotAt, []);
            headers[0].Value.ShouldMatch("^msg_[0-9a-f]{32}$");
        }
    }

    private static string DataOf(AlertNotification notification)
    {
        using var message = JsonDocument.Parse(StandardWebhookMessage.Build(notification, possibleRepeat: false));
        return message.RootElement.GetProperty("data").GetRawText();
    }
}
