using static Decoupling.Simulator.Tests.Webhooks.ReceiverHost;

namespace Decoupling.Simulator.Tests.Webhooks;

/// <summary>Each of Slack's limits from both sides.</summary>
public class SlackPayloadTests
{
    private const string Ok = "200 ok";
    private const string InvalidBlocks = "400 invalid_blocks";

    [Fact]
    public async Task Message_TextOnly_IsOk()
    {
        await using var host = await StartAsync();

        (await host.AnswerAsync(new { text = "BTC: perpetual 90 bp below spot on bybit" })).ShouldBe(Ok);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"text\":\"\"}")]
    [InlineData("{\"blocks\":[]}")]
    public async Task Message_WithoutTextAndBlocks_IsNoText(string body)
    {
        await using var host = await StartAsync();

        (await AnswerOfAsync(await host.PostTextAsync(body))).ShouldBe("400 no_text");
    }

    [Theory]
    [InlineData("{\"text\":", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("{\"text\":1}", "application/json")]
    [InlineData("{\"text\":\"a\"}", "text/plain")]
    public async Task Message_ThatIsNoJsonObject_IsInvalidPayload(string body, string type)
    {
        await using var host = await StartAsync();

        (await AnswerOfAsync(await host.PostTextAsync(body, type))).ShouldBe("400 invalid_payload");
    }

    [Theory]
    [InlineData(50, Ok)]
    [InlineData(51, InvalidBlocks)]
    public async Task Blocks_UpToFifty(int count, string answer)
    {
        await using var host = await StartAsync();

        (await AnswerOfBlocksAsync(host, [.. Enumerable.Repeat(new { type = "divider" }, count)])).ShouldBe(answer);
    }

    [Theory]
    [InlineData(150, "plain_text", Ok)]
    [InlineData(151, "plain_text", InvalidBlocks)]
    [InlineData(10, "mrkdwn", InvalidBlocks)]
    [InlineData(0, "plain_text", InvalidBlocks)]
    public async Task Header_UpTo150CharactersOfPlainText(int length, string type, string answer)
    {
        await using var host = await StartAsync();

        (await AnswerOfBlocksAsync(host, new { type = "header", text = Text(length, type) })).ShouldBe(answer);
    }

    [Theory]
    [InlineData(3_000, Ok)]
    [InlineData(3_001, InvalidBlocks)]
    public async Task Section_UpTo3000Characters(int length, string answer)
    {
        await using var host = await StartAsync();

        (await AnswerOfBlocksAsync(host, new { type = "section", text = Text(length) })).ShouldBe(answer);
    }

    [Theory]
    [InlineData(10, 100, Ok)]
    [InlineData(11, 100, InvalidBlocks)]
    [InlineData(1, 2_000, Ok)]
    [InlineData(1, 2_001, InvalidBlocks)]
    [InlineData(0, 0, InvalidBlocks)]
    public async Task Section_UpToTenFieldsOf2000Characters(int count, int length, string answer)
    {
        await using var host = await StartAsync();
        var fields = Enumerable.Repeat(Text(length), count).ToArray();

        (await AnswerOfBlocksAsync(host, new { type = "section", fields })).ShouldBe(answer);
    }

    [Theory]
    [InlineData(10, Ok)]
    [InlineData(11, InvalidBlocks)]
    public async Task Context_UpToTenElements(int count, string answer)
    {
        await using var host = await StartAsync();
        var elements = Enumerable.Repeat(Text(20), count).ToArray();

        (await AnswerOfBlocksAsync(host, new { type = "context", elements })).ShouldBe(answer);
    }

    [Theory]
    [InlineData(75, Ok)]
    [InlineData(76, InvalidBlocks)]
    public async Task Button_UpTo75Characters(int length, string answer)
    {
        await using var host = await StartAsync();
        var button = new { type = "button", text = Text(length, "plain_text") };

        (await AnswerOfBlocksAsync(host, new { type = "actions", elements = new[] { button } })).ShouldBe(answer);
    }

    [Theory]
    [InlineData(4, 3_000, Ok)]
    [InlineData(5, 3_000, "400 msg_blocks_too_long")]
    public async Task Blocks_UpTo13200CharactersInAll(int count, int length, string answer)
    {
        await using var host = await StartAsync();
        var section = new { type = "section", text = Text(length) };

        (await AnswerOfBlocksAsync(host, [.. Enumerable.Repeat(section, count)])).ShouldBe(answer);
    }

    [Theory]
    [InlineData("{\"text\":\"a\",\"blocks\":{}}", "400 invalid_blocks_format")]
    [InlineData("{\"text\":\"a\",\"blocks\":[{\"type\":\"nonsense\"}]}", InvalidBlocks)]
    [InlineData("{\"text\":\"a\",\"blocks\":[{\"type\":\"section\"}]}", InvalidBlocks)]
    [InlineData("{\"text\":\"a\",\"blocks\":[1]}", InvalidBlocks)]
    [InlineData(
        "{\"blocks\":[{\"type\":\"divider\",\"block_id\":\"x\"},{\"type\":\"divider\",\"block_id\":\"x\"}]}",
        InvalidBlocks
    )]
    public async Task Blocks_OfAnotherShape_AreRefused(string body, string answer)
    {
        await using var host = await StartAsync();

        (await AnswerOfAsync(await host.PostTextAsync(body))).ShouldBe(answer);
    }

    private static Task<string> AnswerOfBlocksAsync(ReceiverHost host, params object[] blocks) =>
        host.AnswerAsync(new { text = "fallback", blocks });

    private static object Text(int length, string type = "mrkdwn") => new { type, text = new string('x', length) };
}
