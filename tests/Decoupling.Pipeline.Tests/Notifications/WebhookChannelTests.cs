using Decoupling.Pipeline.Notifications;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.Pipeline.Tests.Notifications;

public sealed class WebhookChannelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_Accepted_IsDeliveredAsSlackTakesIt()
    {
        await using var slack = await SlackHost.StartAsync();

        var outcome = await slack.SendAsync();

        outcome.ShouldBe(new DeliveryOutcome(DeliveryKind.Delivered, "HTTP 200"));
        var posted = slack.Receiver.Posted.ShouldHaveSingleItem();
        posted.Text.ShouldContain("dislocation on bybit BTCUSDT");
        posted.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("&")]
    [InlineData("😀")]
    public async Task SendAsync_WorstNotification_IsWithinWhatSlackTakes(string piece)
    {
        await using var slack = await SlackHost.StartAsync();

        var outcome = await slack.Sender.SendAsync(Notices.Worst("", piece), possibleRepeat: true, Cancellation);

        outcome.Kind.ShouldBe(DeliveryKind.Delivered, outcome.Reason);
    }

    [Fact]
    public async Task SendAsync_RateLimited_IsRetriedAfterWhatSlackAsks()
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Refuse(429, TimeSpan.FromSeconds(30)));

        var outcome = await slack.SendAsync();

        outcome.ShouldBe(new DeliveryOutcome(DeliveryKind.Retry, "HTTP 429", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task SendAsync_WhileSlackRests_SendsNothingAndSaysHowLongItLasts()
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Refuse(429, TimeSpan.FromSeconds(30)));
        await slack.SendAsync();
        slack.Clock.Advance(TimeSpan.FromSeconds(29));

        var outcome = await slack.SendAsync();

        outcome.ShouldBe(
            new DeliveryOutcome(
                DeliveryKind.Retry,
                "Not sent: the receiver asked to be left alone.",
                TimeSpan.FromSeconds(1)
            )
        );
        slack.Receiver.Received.Count.ShouldBe(1);
        slack.Clock.Advance(TimeSpan.FromSeconds(1));
        (await slack.SendAsync()).Kind.ShouldBe(DeliveryKind.Delivered);
    }

    [Theory]
    [InlineData(408, false)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, false)]
    [InlineData(504, true)]
    public async Task SendAsync_FailingOrBusy_IsRetried(int status, bool mayHaveArrived)
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Refuse(status));

        var outcome = await slack.SendAsync();

        outcome.ShouldBe(new DeliveryOutcome(DeliveryKind.Retry, $"HTTP {status}") { MayHaveArrived = mayHaveArrived });
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task SendAsync_Refused_IsOverWithSlacksWord(int status)
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Refuse(status));

        var outcome = await slack.SendAsync();

        outcome.ShouldBe(
            new DeliveryOutcome(
                status == 410 ? DeliveryKind.Gone : DeliveryKind.Refused,
                $"HTTP {status} scripted_error"
            )
        );
    }

    [Fact]
    public async Task SendAsync_RevokedWebhook_IsOverWithSlacksWord()
    {
        await using var slack = await SlackHost.StartAsync();
        var revoked = slack.CreateSender(new Uri(slack.Receiver.Address, "/gone/T/B/X"), "127.0.0.1");

        var outcome = await revoked.SendAsync(Notices.Fired, possibleRepeat: false, Cancellation);

        outcome.ShouldBe(new DeliveryOutcome(DeliveryKind.Refused, "HTTP 404 no_service"));
    }

    [Fact]
    public async Task SendAsync_Reset_IsRetriedAsAPossibleRepeat()
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Reset);

        var outcome = await slack.SendAsync();

        (outcome.Kind, outcome.MayHaveArrived).ShouldBe((DeliveryKind.Retry, true));
        outcome.Reason.ShouldStartWith("The connection failed");
    }

    [Fact]
    public async Task SendAsync_TakenButResetBeforeTheAnswer_IsNotSentAgainByItself()
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Usual, WebhookAnswer.PostThenReset);
        await slack.SendAsync();
        slack.Clock.Advance(TimeSpan.FromSeconds(2));

        var outcome = await slack.SendAsync();

        (outcome.Kind, outcome.MayHaveArrived).ShouldBe((DeliveryKind.Retry, true));
        slack.Receiver.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task SendAsync_Hang_IsRetriedAfterFifteenSecondsAsAPossibleRepeat()
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Hang);
        var sending = slack.SendAsync();
        await slack.WaitForAsync(1);

        slack.Clock.Advance(TimeSpan.FromSeconds(14.9));
        sending.IsCompleted.ShouldBeFalse();
        slack.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var outcome = await sending;

        (outcome.Kind, outcome.MayHaveArrived).ShouldBe((DeliveryKind.Retry, true));
        outcome.Reason.ShouldBe("No answer came within 15 s; whether the message was taken is unknown.");
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsRetriedAndNoRepeat()
    {
        await using var slack = await SlackHost.StartAsync();
        await slack.Receiver.DisposeAsync();

        var outcome = await slack.SendAsync();

        outcome.ShouldBe(
            new DeliveryOutcome(DeliveryKind.Retry, "The connection failed (ConnectionError).") { IsOutOfReach = true }
        );
    }

    [Fact]
    public async Task SendAsync_CancelledByTheCaller_Throws()
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Hang);
        using var caller = new CancellationTokenSource();
        var sending = slack.Sender.SendAsync(Notices.Fired, possibleRepeat: false, caller.Token);
        await slack.WaitForAsync(1);

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending);
    }

    [Fact]
    public async Task SendAsync_TwoMessages_GoALittleOverASecondApart()
    {
        await using var slack = await SlackHost.StartAsync();
        await slack.SendAsync();

        var second = slack.SendAsync();
        slack.Clock.Advance(TimeSpan.FromSeconds(1.099));
        second.IsCompleted.ShouldBeFalse();
        slack.Receiver.Received.Count.ShouldBe(1);
        slack.Clock.Advance(TimeSpan.FromSeconds(0.001));

        (await second).Kind.ShouldBe(DeliveryKind.Delivered);
        slack
            .Receiver.Posted.Select(message => message.ReceivedAt - Notices.Fired.SlotAt)
            .ShouldBe([TimeSpan.Zero, TimeSpan.FromSeconds(1.1)]);
    }
}
