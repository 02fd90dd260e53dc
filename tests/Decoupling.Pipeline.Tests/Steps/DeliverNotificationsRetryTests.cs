using System.Net;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Alerts;

namespace Decoupling.Pipeline.Tests.Steps;

public sealed class DeliverNotificationsRetryTests
{
    [Fact]
    public async Task SweepAsync_RetryAfter_IsObeyedToTheSecond()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        host.Slack.AskToRest(TimeSpan.FromMinutes(10));
        await host.SweepAsync(deliverer);

        host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        (await host.SweepAsync(deliverer)).ShouldBe(0);
        host.Slack.Sent.Count.ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromTicks(1));
        (await host.SweepAsync(deliverer)).ShouldBe(1);

        host.Attempts.Select(row => (row["Outcome"], row["Attempt"])).ShouldBe([("Retry", 1), ("Delivered", 2)]);
    }

    [Fact]
    public async Task SweepAsync_WhileSlackRests_SendsNoOtherAlertEither()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(0, 3, "B");
        host.Slack.AskToRest(TimeSpan.FromMinutes(10));

        await host.SweepAsync(deliverer);

        host.Slack.Sent.Count.ShouldBe(1);
        host.Attempts.Select(row => row["Reason"]).ShouldBe(["HTTP 429"]);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        (await host.SweepAsync(deliverer)).ShouldBe(2);
    }

    [Fact]
    public async Task SweepAsync_FailsAgainAndAgain_WaitsUpToADoublingCeilingOfAnHour()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 25; attempt++)
        {
            host.Slack.Answer(HttpStatusCode.ServiceUnavailable);
            await host.SweepAsync(deliverer);

            var pending = (await host.OutboxAsync()).ShouldHaveSingleItem();
            pending.Attempts.ShouldBe(attempt);
            waits.Add(pending.DueAt - host.Clock.GetUtcNow());
            var ceiling = TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, attempt - 1)));
            waits[^1].ShouldBeInRange(TimeSpan.Zero, ceiling, $"attempt {attempt}");
            host.Clock.Advance(waits[^1]);
        }

        // Fifteen draws up to an hour, all under a minute, would be one in 60 to the 15th.
        waits.Skip(10).Max().ShouldBeGreaterThan(TimeSpan.FromMinutes(1));
        waits.Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task SweepAsync_TwoDaysOld_IsTriedOnceMoreAndGivenUp()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(1, 0.1);
        host.Slack.Answer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable);

        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.SweepAsync(deliverer);
        (await host.OutboxAsync()).Count.ShouldBe(2);

        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var delivered = await host.SweepAsync(deliverer);

        delivered.ShouldBe(1);
        host.Attempts.Select(row => (row["Kind"], row["Outcome"]))
            .ShouldBe([("Fired", "Retry"), ("Fired", "GivenUp"), ("Resolved", "Delivered")]);
        (await host.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SweepAsync_SlotOfAnOldBackfill_IsNotGivenUpAtItsFirstFailure()
    {
        await using var host = await DeliveryHost.StartAsync();
        host.Clock.Advance(TimeSpan.FromDays(3));
        var rules = new RuleRunner(host.Tables, [DislocationRows.Rule], DislocationRows.Channels, host.Clock);
        await rules.RunAsync(
            "BTC",
            ResultTableNames.DecouplingScores,
            [DislocationRows.Row(0, 1.4, "bybit", "A")],
            TestContext.Current.CancellationToken
        );
        host.Slack.Answer(HttpStatusCode.ServiceUnavailable);

        await host.SweepAsync(host.CreateDeliverer());

        host.Attempts.Select(row => row["Outcome"]).ShouldBe(["Retry"]);
        (await host.OutboxAsync()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, false)]
    [InlineData(HttpStatusCode.TooManyRequests, false)]
    [InlineData(HttpStatusCode.InternalServerError, true)]
    [InlineData(HttpStatusCode.GatewayTimeout, true)]
    public async Task SweepAsync_Resend_SaysPossibleRepeatWhereTheOutcomeIsUnknown(HttpStatusCode status, bool says)
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        host.Slack.Answer(status);
        await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        await host.SweepAsync(deliverer);

        host.Slack.Sent.Select(text => text.Contains("possible repeat", StringComparison.Ordinal))
            .ShouldBe([false, says]);
        host.Attempts.Select(row => row["PossibleRepeat"]).ShouldBe([false, says]);
    }

    [Fact]
    public async Task SweepAsync_NoAnswerThenAKnownFailure_StillSaysPossibleRepeat()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        host.Slack.Hang();
        await host.SweepAsync(deliverer);
        host.Slack.Answer(HttpStatusCode.ServiceUnavailable);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await host.SweepAsync(deliverer);

        host.Attempts.Select(row => (row["Outcome"], row["PossibleRepeat"]))
            .ShouldBe([("Retry", false), ("Retry", true), ("Delivered", true)]);
        host.Attempts[0]["Reason"].ShouldBe("No answer came within 15 s; whether the message was taken is unknown.");
    }
}
