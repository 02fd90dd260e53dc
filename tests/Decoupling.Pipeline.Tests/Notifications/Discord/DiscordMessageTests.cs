using System.Text.Json;
using System.Text.RegularExpressions;
using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications.Discord;

namespace Decoupling.Pipeline.Tests.Notifications.Discord;

public sealed partial class DiscordMessageTests
{
    public static TheoryData<string> Hostile => [.. HostileTexts.All];

    [Fact]
    public void Build_Fired_IsOneEmbedThatMentionsNobody()
    {
        using var message = Build(Notices.Full);

        message.RootElement.GetProperty("allowed_mentions").GetRawText().ShouldBe("{\"parse\":[]}");
        var embed = Embed(message);
        Shown(embed.GetProperty("title")).ShouldBe("Warning: BTC dislocation on bybit BTCUSDT, 1.4 × both floors");
        Shown(embed.GetProperty("description")).ShouldBe("BTC on bybit stands 21 bp above its reference.");
        embed.GetProperty("timestamp").GetString().ShouldBe("2026-01-05T13:05:00Z");
        embed
            .GetProperty("footer")
            .GetProperty("text")
            .GetString()
            .ShouldBe("Slot 2026-01-05 13:05 UTC. Rule dislocation. Id dislocation/BTC/bybit/BTCUSDT/1/fired.");
        Fields(embed)
            .ShouldBe([
                ("Value", "1.4 × both floors"),
                ("Threshold", "fires at ≥ 1 × both floors"),
                ("Since", "2026-01-05 13:05 UTC (0 min)"),
                ("Venue", "bybit BTCUSDT"),
                ("Peak", "1.4 × both floors"),
                ("Verdict", "VenueLocal"),
                ("Data", "12 s old"),
                ("Drivers", "basis 62.5 %, funding 25 %, depth 12.5 %"),
                ("Next", "Compare the venues."),
                ("Coverage", "3 of 4 venues."),
                ("BasisBps", "21"),
                ("BasisRobustZ", "7.3"),
            ]);
    }

    [Theory]
    [InlineData(NotificationKind.Fired, AlertSeverity.Critical, 0xD32F2F)]
    [InlineData(NotificationKind.Fired, AlertSeverity.Warning, 0xF9A825)]
    [InlineData(NotificationKind.Fired, AlertSeverity.Info, 0x1976D2)]
    [InlineData(NotificationKind.Resolved, AlertSeverity.Critical, 0x388E3C)]
    [InlineData(NotificationKind.NoData, AlertSeverity.Critical, 0x757575)]
    public void Build_Severity_IsTheColour(NotificationKind kind, AlertSeverity severity, int colour)
    {
        using var message = Build(Notices.Fired with { Kind = kind, Severity = severity });

        Embed(message).GetProperty("color").GetInt32().ShouldBe(colour);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Build_Markup_IsEscapedPieceByPiece(string text)
    {
        using var message = Build(Notices.Of(text));

        var embed = Embed(message);
        Shown(embed.GetProperty("description")).ShouldBe(text);
        Fields(embed).ShouldContain((text, text));
        Fields(embed).ShouldContain(("Markets", $"{text} {text}"));
    }

    [Theory]
    [MemberData(nameof(WorstTexts.All), MemberType = typeof(WorstTexts))]
    public void Build_EveryTextTooLong_KeepsDiscordsLimitsAndSaysThatItWasCut(string beginning, string piece)
    {
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            var notification = Notices.Worst(beginning, piece) with { Kind = kind };

            using var message = JsonDocument.Parse(DiscordMessage.Build(notification, possibleRepeat: true));

            var embed = Embed(message);
            var title = embed.GetProperty("title").GetString()!;
            var description = embed.GetProperty("description").GetString()!;
            var footer = embed.GetProperty("footer").GetProperty("text").GetString()!;
            var fields = embed.GetProperty("fields").EnumerateArray().ToArray();
            title.Length.ShouldBeInRange(1, 256);
            description.Length.ShouldBeInRange(1, 4_096);
            footer.Length.ShouldBeInRange(1, 2_048);
            fields.Length.ShouldBeLessThanOrEqualTo(25);
            fields.ShouldAllBe(field => IsWithin(field, "name", 256) && IsWithin(field, "value", 1_024));
            var all = fields.Sum(field => Length(field, "name") + Length(field, "value"));
            (title.Length + description.Length + footer.Length + all).ShouldBeLessThanOrEqualTo(6_000);
            title.ShouldContain("possible repeat");
            footer.ShouldStartWith("Possible repeat: ");
            footer.ShouldContain("Cut to fit");
            fields.Length.ShouldBeGreaterThan(3);
        }
    }

    private static bool IsWithin(JsonElement field, string name, int limit) =>
        Length(field, name) <= limit && !string.IsNullOrWhiteSpace(field.GetProperty(name).GetString());

    private static int Length(JsonElement field, string name) => field.GetProperty(name).GetString()!.Length;

    private static JsonElement Embed(JsonDocument message) =>
        message.RootElement.GetProperty("embeds").EnumerateArray().ShouldHaveSingleItem();

    private static (string, string)[] Fields(JsonElement embed) =>
        [
            .. embed
                .GetProperty("fields")
                .EnumerateArray()
                .Select(field => (Shown(field.GetProperty("name")), Shown(field.GetProperty("value")))),
        ];

    /// <summary>What Discord shows: an escape is its character, and nothing that Discord reads as markup stands without one.</summary>
    private static string Shown(JsonElement element)
    {
        var text = element.GetString()!;
        Escape().Replace(text, "").ShouldNotMatch(@"[\\*_~`|<>@\[\]():#+-]");
        return Escape().Replace(text, "$1");
    }

    private static JsonDocument Build(AlertNotification notification) =>
        JsonDocument.Parse(DiscordMessage.Build(notification, possibleRepeat: false));

    // Discord: a backslash before anything but a letter, a digit or white space shows that.
    [GeneratedRegex(@"\\([^0-9A-Za-z\s])")]
    private static partial Regex Escape();
}
