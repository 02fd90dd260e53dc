using System.Net;
using Decoupling.Pipeline.Tests.Alerts;

namespace Decoupling.Pipeline.Tests.Steps;

public sealed class DeliverNotificationsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SweepAsync_Due_IsSentOnceAndMovedOutOfTheOutbox()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);

        var delivered = await host.SweepAsync(deliverer);
        var again = await host.SweepAsync(deliverer);

        (delivered, again).ShouldBe((1, 0));
        host.Slack.Sent.ShouldBe(["Warning: BTC dislocation on bybit A, 1.4 × both floors"]);
        (await host.OutboxAsync()).ShouldBeEmpty();
        (await DislocationRows.StatesAsync(host.Tables, "BTC")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task SweepAsync_Delivered_LeavesARowOfTheAttempt()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(2, 1.4);

        await host.SweepAsync(host.CreateDeliverer());

        var row = host.Attempts.ShouldHaveSingleItem();
        row.PartitionKey.ShouldBe("20260105");
        row.RowKey.ShouldEndWith("_dislocation~002fBTC~002fbybit~002fA~002f1~002ffired_slack_0001");
        row["NotificationId"].ShouldBe("dislocation/BTC/bybit/A/1/fired");
        (row["Outcome"], row["Reason"], row["Attempt"]).ShouldBe(("Delivered", "HTTP 200", 1));
        (row["PossibleRepeat"], row["Channel"], row["Kind"]).ShouldBe((false, "slack", "Fired"));
        (row["SlotAt"], row["StartedAt"]).ShouldBe((DislocationRows.SlotAt(2), DislocationRows.FirstSlotAt));
        row["Headline"].ShouldBe("Warning: BTC dislocation on bybit A, 1.4 × both floors");
    }

    [Fact]
    public async Task SweepAsync_FirstMustBeRetried_KeepsTheOrderOfItsAlertAndHoldsUpNoOther()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(1, 0.1);
        await host.DecideAsync(2, 3, "B");
        host.Slack.Answer(HttpStatusCode.ServiceUnavailable);

        var first = await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await host.SweepAsync(deliverer);

        (first, second).ShouldBe((1, 2));
        host.Slack.Sent.ShouldBe([
            "Warning: BTC dislocation on bybit A, 1.4 × both floors",
            "Warning: BTC dislocation on bybit B, 3 × both floors",
            "Warning: BTC dislocation on bybit A, 1.4 × both floors",
            "Resolved: BTC dislocation on bybit A, 0.1 × both floors",
        ]);
    }

    [Fact]
    public async Task SweepAsync_Several_GoALittleOverASecondApartInTheOrderOfTheirSlots()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(1, 2, "B");
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(2, 3, "C");

        await host.SweepAsync(host.CreateDeliverer());

        host.Slack.Sent.Select(text => text.Split(' ')[5]).ShouldBe(["A,", "B,", "C,"]);
        host.Slack.SentAt.Select(at => (at - DislocationRows.FirstSlotAt).TotalSeconds).ShouldBe([0, 1.1, 2.2]);
    }

    [Fact]
    public async Task RunAsync_OneAsset_LeavesTheOthersToTheSweep()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(0, 1.4, "A", "ETH");

        var delivered = await host.Clock.RunAsync(() => deliverer.RunAsync("ETH", Cancellation));

        delivered.ShouldBe(1);
        (await host.OutboxAsync("ETH")).ShouldBeEmpty();
        (await host.OutboxAsync()).Count.ShouldBe(1);
        (await host.SweepAsync(deliverer)).ShouldBe(1);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task SweepAsync_Refused_LeavesTheOutboxWithARowAndLetsTheNextGo(HttpStatusCode status)
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(1, 0.1);
        host.Slack.Answer(status);

        var delivered = await host.SweepAsync(host.CreateDeliverer());

        delivered.ShouldBe(1);
        host.Attempts.Select(row => (row["Outcome"], row["Reason"]))
            .ShouldBe([("Refused", $"HTTP {(int)status}"), ("Delivered", "HTTP 200")]);
        (await host.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SweepAsync_NoChannel_LeavesARowThatSaysSoAndNothingDead()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4, channels: []);

        var delivered = await host.SweepAsync(host.CreateDelivererTo());

        delivered.ShouldBe(0);
        var row = host.Attempts.ShouldHaveSingleItem();
        (row["Outcome"], row["Reason"], row["Channel"]).ShouldBe(("Refused", "No channel is configured.", "none"));
        (await host.OutboxAsync()).ShouldBeEmpty();
        (await host.DeadAsync()).ShouldBeEmpty();
    }
}
