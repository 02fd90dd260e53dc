using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Slack;

namespace Decoupling.Pipeline.Tests.Notifications.Slack;

public sealed class SlackMessageTests
{
    [Fact]
    public void Build_Fired_SaysWhatHowMuchAgainstWhatSinceWhenAndWhere()
    {
        using var message = Build(Notices.Fired);

        var headline = "Warning: BTC dislocation on bybit BTCUSDT, 1.4 × both floors";
        Texts(message)
            .ShouldBe([
                headline,
                headline,
                "BTC on bybit stands 21 bp above its reference.",
                "Value\n1.4 × both floors",
                "Threshold\nfires at ≥ 1 × both floors",
                "Since\n2026-01-05 13:05 UTC (0 min)",
                "Venue\nbybit BTCUSDT",
                "Peak\n1.4 × both floors",
                "BasisBps\n21",
                "BasisRobustZ\n7.3",
                "Slot 2026-01-05 13:05 UTC. Rule dislocation. Id dislocation/BTC/bybit/BTCUSDT/1/fired.",
            ]);
    }

    [Theory]
    [InlineData(NotificationKind.Fired, "Warning: BTC")]
    [InlineData(NotificationKind.Escalated, "Warning, graver: BTC")]
    [InlineData(NotificationKind.Reminded, "Warning, still: BTC")]
    [InlineData(NotificationKind.Resolved, "Resolved: BTC")]
    [InlineData(NotificationKind.NoData, "No data: BTC")]
    [InlineData(NotificationKind.Late, "Late: BTC")]
    [InlineData(NotificationKind.DataBack, "Data back: BTC")]
    public void Headline_EachKind_SaysWhatHasHappenedFirst(NotificationKind kind, string beginning) =>
        NotificationText.Headline(Notices.Fired with { Kind = kind }, possibleRepeat: false).ShouldStartWith(beginning);

    [Fact]
    public void Build_Group_ListsItsMarketsAfterTheNextStep()
    {
        using var message = Build(
            Notices.Fired with
            {
                NextStep = "Compare the venues.",
                Coverage = "3 of 4 venues",
                Drivers = [new AlertDriver("bybit", 0.625)],
                Members =
                [
                    new AlertMember("a", "bybit", "BTCUSDT", 1.4),
                    new AlertMember("b", "okx", "BTC-SWAP", null),
                ],
            }
        );

        var texts = message.RootElement.GetProperty("blocks").EnumerateArray().SelectMany(SlackTexts.Of);
        var all = texts.Select(text => text.GetProperty("text").GetString()!).ToArray();
        all[0].ShouldBe("Warning: BTC dislocation on 2 markets, 1.4 × both floors");
        all.ShouldContain("Drivers\nbybit 62.5 %");
        all.ShouldContain("Next: Compare the venues.\nCoverage: 3 of 4 venues\nbybit BTCUSDT 1.4\nokx BTC-SWAP");
    }

    [Fact]
    public void Build_Resolved_SaysTheLeaveLevelTheDurationAndThePeak()
    {
        using var message = Build(Notices.Resolved);

        var texts = Texts(message);
        texts[0].ShouldBe("Resolved: BTC dislocation on bybit BTCUSDT, 0.432 × both floors");
        texts.ShouldContain("Threshold\nresolves under 0.6 × both floors");
        texts.ShouldContain("Since\n2026-01-05 13:05 UTC (1.7 h)");
        texts.ShouldContain("Peak\n3.25 × both floors");
    }

    [Fact]
    public void Build_AtMost_SaysSo()
    {
        using var message = Build(Notices.Fired with { Direction = AlertDirection.AtMost, EnterLevel = -1.5 });

        Texts(message).ShouldContain("Threshold\nfires at ≤ -1.5 × both floors");
    }

    [Fact]
    public void Build_PossibleRepeat_SaysSoOnTheLockScreenAndInTheMessage()
    {
        using var message = Build(Notices.Fired, possibleRepeat: true);

        var texts = Texts(message);
        texts[0].ShouldBe("Warning (possible repeat): BTC dislocation on bybit BTCUSDT, 1.4 × both floors");
        texts[1].ShouldBe(texts[0]);
        texts[^1].ShouldStartWith("Possible repeat: the outcome of an earlier attempt is unknown. Slot ");
    }

    [Fact]
    public void Build_FirstAttempt_SaysNothingOfARepeat()
    {
        using var message = Build(Notices.Fired);

        message.RootElement.GetRawText().ShouldNotContain("repeat");
    }

    [Fact]
    public void Build_Blocks_AreAHeaderTwoSectionsAndAContextThatUnfurlNothing()
    {
        using var message = Build(Notices.Fired);

        var root = message.RootElement;
        root.GetProperty("blocks")
            .EnumerateArray()
            .Select(block => block.GetProperty("type").GetString())
            .ShouldBe(["header", "section", "section", "context"]);
        root.GetProperty("unfurl_links").GetBoolean().ShouldBeFalse();
        root.GetProperty("unfurl_media").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void Build_NoSummary_LeavesNoEmptyText()
    {
        using var message = Build(Notices.Fired with { Summary = "" });

        Texts(message).ShouldAllBe(text => text.Length > 0);
    }

    /// <summary>The text of the lock screen, then those of the blocks in order.</summary>
    private static List<string> Texts(JsonDocument message)
    {
        var texts = new List<string> { message.RootElement.GetProperty("text").GetString()! };
        foreach (var block in message.RootElement.GetProperty("blocks").EnumerateArray())
        {
            texts.AddRange(SlackTexts.Of(block).Select(text => text.GetProperty("text").GetString()!));
        }

        return texts;
    }

    private static JsonDocument Build(AlertNotification notification, bool possibleRepeat = false) =>
        JsonDocument.Parse(SlackMessage.Build(notification, possibleRepeat));
}
