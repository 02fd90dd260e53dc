using System.Text;
using Decoupling.Pipeline.Notifications;

namespace Decoupling.Pipeline.Tests.Notifications;

public sealed class ReceiverAnswerTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(7);

    [Theory]
    [InlineData(200, DeliveryKind.Delivered)]
    [InlineData(204, DeliveryKind.Delivered)]
    [InlineData(302, DeliveryKind.Refused)]
    [InlineData(400, DeliveryKind.Refused)]
    [InlineData(408, DeliveryKind.Retry)]
    [InlineData(410, DeliveryKind.Gone)]
    [InlineData(429, DeliveryKind.Retry)]
    [InlineData(500, DeliveryKind.Retry)]
    [InlineData(599, DeliveryKind.Retry)]
    public void ToOutcome_Status_SaysWhatBecameOfIt(int status, DeliveryKind kind) =>
        new ReceiverAnswer(status, null, default).ToOutcome().Kind.ShouldBe(kind);

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(200, false)]
    [InlineData(403, false)]
    public void ToOutcome_RetryAfter_CountsWhereItIsTriedAgain(int status, bool counts) =>
        new ReceiverAnswer(status, Rest, default).ToOutcome().RetryAfter.ShouldBe(counts ? Rest : null);

    [Theory]
    [InlineData("no_service", " no_service")]
    [InlineData("", "")]
    [InlineData("a`b", "")]
    [InlineData("<b>", "")]
    [InlineData("Ümlaut", "")]
    [InlineData("https://hooks.example/T000", "")]
    public void Word_Body_IsOneOnlyOfSmallLetters(string body, string word) =>
        new ReceiverAnswer(400, null, Encoding.UTF8.GetBytes(body)).Word.ShouldBe(word);
}
