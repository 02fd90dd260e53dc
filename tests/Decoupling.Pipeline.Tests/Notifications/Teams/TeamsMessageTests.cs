using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications.Teams;

namespace Decoupling.Pipeline.Tests.Notifications.Teams;

public sealed class TeamsMessageTests
{
    public static TheoryData<string> Hostile => [.. HostileTexts.All];

    [Fact]
    public void Build_Fired_IsOneCardInTheEnvelopeOfAWorkflow()
    {
        using var message = Build(Notices.Full);

        var root = message.RootElement;
        root.GetProperty("type").GetString().ShouldBe("message");
        var attachment = root.GetProperty("attachments").EnumerateArray().ShouldHaveSingleItem();
        attachment.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        attachment.GetProperty("contentUrl").ValueKind.ShouldBe(JsonValueKind.Null);
        var card = attachment.GetProperty("content");
        card.GetProperty("type").GetString().ShouldBe("AdaptiveCard");
        card.GetProperty("version").GetString().ShouldBe("1.4");
        card.GetProperty("fallbackText").GetString().ShouldBe(Texts(message)[0]);
    }

    [Fact]
    public void Build_Fired_SaysEverythingInOrder()
    {
        using var message = Build(Notices.Full);

        Texts(message)
            .ShouldBe([
                "Warning: BTC dislocation on bybit BTCUSDT, 1.4 × both floors",
                "BTC on bybit stands 21 bp above its reference.",
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
                "Slot 2026-01-05 13:05 UTC. Rule dislocation. Id dislocation/BTC/bybit/BTCUSDT/1/fired.",
            ]);
    }

    [Theory]
    [InlineData(NotificationKind.Fired, AlertSeverity.Critical, "attention")]
    [InlineData(NotificationKind.Escalated, AlertSeverity.Critical, "attention")]
    [InlineData(NotificationKind.Fired, AlertSeverity.Warning, "warning")]
    [InlineData(NotificationKind.Reminded, AlertSeverity.Info, "accent")]
    [InlineData(NotificationKind.Resolved, AlertSeverity.Critical, "good")]
    [InlineData(NotificationKind.DataBack, AlertSeverity.Warning, "good")]
    [InlineData(NotificationKind.NoData, AlertSeverity.Critical, "emphasis")]
    [InlineData(NotificationKind.Late, AlertSeverity.Warning, "emphasis")]
    public void Build_Severity_IsTheContainersStyle(NotificationKind kind, AlertSeverity severity, string style)
    {
        using var message = Build(Notices.Fired with { Kind = kind, Severity = severity });

        Body(message)[0].GetProperty("style").GetString().ShouldBe(style);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Build_Markup_StandsInRunsThatRenderNone(string text)
    {
        using var message = Build(Notices.Of(text));

        Types(message.RootElement)
            .Except(["message", "AdaptiveCard", "Container", "RichTextBlock", "TextRun"])
            .ShouldBeEmpty();
        var shown = Texts(message);
        shown.ShouldContain(text.Replace("{{", "{\u200B{", StringComparison.Ordinal));
        shown.ShouldAllBe(line => !line.Contains("{{"));
        message.RootElement.ToString().ShouldNotContain("Action.");
    }

    [Theory]
    [MemberData(nameof(WorstTexts.All), MemberType = typeof(WorstTexts))]
    public void Build_EveryTextTooLong_Keeps28KilobytesAndTheHeadlineAndSaysThatItWasCut(string beginning, string piece)
    {
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            var body = TeamsMessage.Build(Notices.Worst(beginning, piece) with { Kind = kind }, possibleRepeat: true);

            body.Length.ShouldBeLessThan(28 * 1_000);
            using var message = JsonDocument.Parse(body);
            var texts = Texts(message);
            texts[0].ShouldContain("(possible repeat)");
            texts[0].ShouldEndWith("…");
            texts[^1].ShouldStartWith("Possible repeat: ");
            texts[^1].ShouldContain("Cut to fit");
            texts.ShouldAllBe(text => text.Length > 0 && !text.Contains("{{"));
        }
    }

    [Fact]
    public void Build_Group_ListsItsMarkets()
    {
        using var message = Build(Notices.Group);

        var texts = Texts(message);
        texts[0].ShouldBe("Warning: BTC dislocation on 2 markets, 1.4 × both floors");
        texts.ShouldContain("bybit BTCUSDT 1.4");
        texts.ShouldContain("okx BTC-SWAP");
    }

    private static JsonElement[] Body(JsonDocument message) =>
        [
            .. message
                .RootElement.GetProperty("attachments")[0]
                .GetProperty("content")
                .GetProperty("body")
                .EnumerateArray(),
        ];

    /// <summary>The lines of the card, the container's first.</summary>
    private static List<string> Texts(JsonDocument message)
    {
        var blocks = Body(message)
            .SelectMany(block =>
                block.TryGetProperty("items", out var items) ? items.EnumerateArray().ToArray() : [block]
            );
        return
        [
            .. blocks.Select(block =>
                string.Concat(
                    block.GetProperty("inlines").EnumerateArray().Select(run => run.GetProperty("text").GetString())
                )
            ),
        ];
    }

    private static IEnumerable<string> Types(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member => member.Name == "type" ? [member.Value.GetString()!] : Types(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Types),
            _ => [],
        };

    private static JsonDocument Build(AlertNotification notification) =>
        JsonDocument.Parse(TeamsMessage.Build(notification, possibleRepeat: false));
}
