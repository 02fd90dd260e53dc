using System.Text;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Discord;

namespace Decoupling.Pipeline.Tests.Notifications.Discord;

public sealed class DiscordFormatTests
{
    [Theory]
    [InlineData("""{ "message": "You are being rate limited.", "retry_after": 64.57, "global": false }""", null, 64.57)]
    [InlineData("""{ "retry_after": 0.3 }""", 65.0, 65.0)]
    [InlineData("""{ "retry_after": 65.5 }""", 65.0, 65.5)]
    [InlineData("""{ "retry_after": 1e300 }""", null, 86400.0)]
    [InlineData("""{ "retry_after": -1 }""", 2.0, 2.0)]
    [InlineData("""{ "retry_after": "5" }""", null, null)]
    [InlineData("""[5]""", 3.0, 3.0)]
    [InlineData("""{ "retry_after": 5""", null, null)]
    [InlineData("", 4.0, 4.0)]
    public void Read_RateLimited_RestsForTheLongerOfBodyAndHeader(string body, double? header, double? expected)
    {
        var answer = new ReceiverAnswer(429, Seconds(header), Encoding.UTF8.GetBytes(body));

        var outcome = Read(answer);

        outcome.Kind.ShouldBe(DeliveryKind.Retry);
        outcome.RetryAfter.ShouldBe(Seconds(expected));
        outcome.Reason.ShouldBe("HTTP 429");
    }

    [Fact]
    public void Read_AnotherFailure_TakesNoDelayFromItsBody() =>
        Read(new ReceiverAnswer(500, null, """{ "retry_after": 5 }"""u8.ToArray())).RetryAfter.ShouldBeNull();

    [Theory]
    [InlineData("https://discord.com/api/webhooks/1/x", "https://discord.com/api/webhooks/1/x?wait=true")]
    [InlineData(
        "https://discord.com/api/webhooks/1/x?thread_id=7",
        "https://discord.com/api/webhooks/1/x?thread_id=7&wait=true"
    )]
    [InlineData("https://discord.com/api/webhooks/1/x?wait=false", "https://discord.com/api/webhooks/1/x?wait=false")]
    public void AddressOf_Webhook_AsksDiscordToSayWhetherItKeptTheMessage(string webhook, string expected) =>
        DiscordFormat.AddressOf(new SecretAddress(webhook)).Value.AbsoluteUri.ShouldBe(expected);

    private static TimeSpan? Seconds(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;

    private static DeliveryOutcome Read(ReceiverAnswer answer) => new DiscordFormat().Read(answer);
}
