using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications.Slack;

namespace Decoupling.Pipeline.Tests.Notifications.Slack;

/// <summary>The worst notification within Slack's limits: blocks 50, header 150, section 3,000, ten fields of 2,000, 13,200 in all.</summary>
public sealed partial class SlackMessageLimitTests
{
    // Throws on half a surrogate pair.
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData("", "x")]
    [InlineData("", "😀")]
    [InlineData("a", "😀")]
    [InlineData("", "&")]
    [InlineData("a", "<")]
    [InlineData("ab", ">")]
    [InlineData("abc", "&<>😀")]
    [InlineData("", "<!channel> ")]
    [InlineData("", "<https://evil.example|click> *b* _i_ `c` :tada: ")]
    [InlineData("", "&amp;lt;")]
    [InlineData("", "\uD83D")]
    [InlineData("", "\u0000\u001F\n")]
    [InlineData("", "測")]
    public void Build_EveryTextTooLong_KeepsSlacksLimitsAndNoMarkup(string beginning, string piece)
    {
        foreach (var possibleRepeat in new[] { false, true })
        {
            foreach (var kind in Enum.GetValues<NotificationKind>())
            {
                var body = SlackMessage.Build(Notices.Worst(beginning, piece) with { Kind = kind }, possibleRepeat);

                using var message = JsonDocument.Parse(body);
                CheckText(message.RootElement.GetProperty("text").GetString()!, 3_000);
                CheckBlocks(message.RootElement.GetProperty("blocks")).ShouldBeLessThanOrEqualTo(13_200);
            }
        }
    }

    [Fact]
    public void Build_EveryTextTooLong_StillSaysThatItMayBeARepeat()
    {
        using var message = JsonDocument.Parse(SlackMessage.Build(Notices.Worst("", "x"), possibleRepeat: true));

        var blocks = message.RootElement.GetProperty("blocks").EnumerateArray().ToArray();
        message.RootElement.GetProperty("text").GetString()!.ShouldContain("possible repeat");
        TextOf(SlackTexts.Of(blocks[0]).Single()).ShouldContain("possible repeat");
        TextOf(SlackTexts.Of(blocks[^1]).Single()).ShouldStartWith("Possible repeat");
    }

    [Theory]
    [InlineData("&", "&amp;")]
    [InlineData("<", "&lt;")]
    [InlineData(">", "&gt;")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("<@U123>", "&lt;@U123&gt;")]
    public void Build_ControlCharacter_IsEscapedOnce(string text, string escaped)
    {
        using var message = JsonDocument.Parse(
            SlackMessage.Build(Notices.Fired with { Summary = text }, possibleRepeat: false)
        );

        var section = message.RootElement.GetProperty("blocks").EnumerateArray().ElementAt(1);
        TextOf(SlackTexts.Of(section).Single()).ShouldBe(escaped);
    }

    [Theory]
    [InlineData(149)]
    [InlineData(3_000)]
    public void Build_CutText_EndsWithAnEllipsisAndInNoEscapeOrPair(int length)
    {
        foreach (var piece in new[] { "&", "😀", "x" })
        {
            var text = new string('a', length - 3) + string.Concat(Enumerable.Repeat(piece, 5_000));
            var notification = Notices.Fired with { Asset = text, Summary = text };

            using var message = JsonDocument.Parse(SlackMessage.Build(notification, possibleRepeat: false));

            foreach (var block in message.RootElement.GetProperty("blocks").EnumerateArray().Take(2))
            {
                var cut = TextOf(SlackTexts.Of(block).Single());
                cut.ShouldEndWith("…");
                CheckText(cut, 3_000);
            }
        }
    }

    /// <summary>Checks each block and adds up the characters of their texts.</summary>
    private static int CheckBlocks(JsonElement blocks)
    {
        var sum = 0;
        blocks.GetArrayLength().ShouldBeInRange(1, 50);
        foreach (var block in blocks.EnumerateArray())
        {
            var texts = SlackTexts.Of(block).ToArray();
            texts.Length.ShouldBeInRange(1, 10);
            var limit = block.GetProperty("type").GetString() switch
            {
                "header" => 150,
                "section" => texts.Length == 1 ? 3_000 : 2_000,
                "context" => 2_000,
                var other => throw new InvalidOperationException($"A block of type {other}."),
            };
            foreach (var text in texts)
            {
                text.GetProperty("type").GetString().ShouldBe("plain_text");
                text.GetProperty("emoji").GetBoolean().ShouldBeFalse();
                CheckText(TextOf(text), limit);
                sum += TextOf(text).Length;
            }
        }

        return sum;
    }

    private static void CheckText(string text, int limit)
    {
        text.Length.ShouldBeInRange(1, limit);
        Unescaped().IsMatch(text).ShouldBeFalse(text);
        Should.NotThrow(() => StrictUtf8.GetByteCount(text));
    }

    private static string TextOf(JsonElement text) => text.GetProperty("text").GetString()!;

    [GeneratedRegex("[<>]|&(?!(amp|lt|gt);)")]
    private static partial Regex Unescaped();
}
