using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Slack;

namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>Answers that no sound receiver gives.</summary>
public sealed class WebhookChannelAnswerTests
{
    private const string Address = "https://hooks.slack.example/services/T000/B000/SECRET";

    private static readonly DateTimeOffset NowAt = Notices.Fired.SlotAt;

    [Theory]
    [InlineData("")]
    [InlineData("<html>not Slack's</html>")]
    [InlineData("no_service https://hooks.slack.example/services/T000/B000/SECRET")]
    [InlineData("invalid_payload\r\nX-Injected: 1")]
    public async Task SendAsync_AnswerThatIsNoWord_IsNotRepeated(string answer)
    {
        var outcome = await SendAsync(_ => Response(HttpStatusCode.BadRequest, answer));

        outcome.ShouldBe(new DeliveryOutcome(DeliveryKind.Refused, "HTTP 400"));
    }

    [Fact]
    public async Task SendAsync_EndlessWord_IsCut()
    {
        var outcome = await SendAsync(_ => Response(HttpStatusCode.BadRequest, new string('a', 1_000_000)));

        outcome.Reason.ShouldBe($"HTTP 400 {new string('a', 64)}");
    }

    [Theory]
    [InlineData(120, 120)]
    [InlineData(0, 0)]
    [InlineData(86_400, 86_400)]
    [InlineData(int.MaxValue, 86_400)]
    public async Task SendAsync_RetryAfterInSeconds_IsObeyedUpToADay(int asked, int obeyed)
    {
        var outcome = await SendAsync(_ =>
            Response(HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(TimeSpan.FromSeconds(asked)))
        );

        outcome.RetryAfter.ShouldBe(TimeSpan.FromSeconds(obeyed));
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(-90, 0)]
    [InlineData(1_000_000_000, 86_400)]
    public async Task SendAsync_RetryAfterAsADate_IsObeyedUpToADay(int asked, int obeyed)
    {
        var outcome = await SendAsync(_ =>
            Response(HttpStatusCode.ServiceUnavailable, new RetryConditionHeaderValue(NowAt.AddSeconds(asked)))
        );

        outcome.RetryAfter.ShouldBe(TimeSpan.FromSeconds(obeyed));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.InvalidResponse, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task SendAsync_ConnectionFailed_IsARepeatOnlyIfItMayHaveBeenSent(
        HttpRequestError error,
        bool mayHaveArrived
    )
    {
        var outcome = await SendAsync(_ =>
            throw new HttpRequestException(error, $"Could not reach {Address}", new AuthenticationException(Address))
        );

        outcome.ShouldBe(
            new DeliveryOutcome(DeliveryKind.Retry, $"The connection failed ({error}).")
            {
                MayHaveArrived = mayHaveArrived,
                IsOutOfReach = !mayHaveArrived,
            }
        );
    }

    private static async Task<DeliveryOutcome> SendAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var client = new HttpClient(new StubHandler(answer));
        using var slack = new WebhookChannel(
            client,
            new SecretAddress(Address),
            new SlackFormat(),
            new ManualTime(NowAt)
        );
        var outcome = await slack.SendAsync(Notices.Fired, false, TestContext.Current.CancellationToken);
        outcome.ToString().ShouldNotContain("SECRET");
        return outcome;
    }

    private static HttpResponseMessage Response(HttpStatusCode status, string answer) =>
        new(status) { Content = new StringContent(answer) };

    private static HttpResponseMessage Response(HttpStatusCode status, RetryConditionHeaderValue retryAfter)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.RetryAfter = retryAfter;
        return response;
    }
}
