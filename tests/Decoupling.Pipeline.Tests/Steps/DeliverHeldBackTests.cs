using System.Net;
using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Notifications;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>What is not sent from the outbox, and what waits for others in it.</summary>
public sealed class DeliverHeldBackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SweepAsync_HeldBack_IsRecordedWithItsReasonAndNeverSent()
    {
        await using var host = await DeliveryHost.StartAsync();
        await PutAsync(host, Notices.Fired, new HeldBack(SuppressionCause.Silenced, "Silenced by ann."));

        (await host.SweepAsync(host.CreateDeliverer())).ShouldBe(0);

        host.Slack.Sent.ShouldBeEmpty();
        (await host.OutboxAsync()).ShouldBeEmpty();
        var row = host.Attempts.ShouldHaveSingleItem();
        (row["Outcome"], row["Cause"], row["Reason"]).ShouldBe(("HeldBack", "Silenced", "Silenced by ann."));
        row["NotificationId"].ShouldBe(Notices.Fired.Id);
        row["Attempt"].ShouldBeNull();
    }

    [Fact]
    public async Task SweepAsync_HeldBackThenSent_AreTwoRows()
    {
        await using var host = await DeliveryHost.StartAsync();
        await PutAsync(host, Notices.Fired, new HeldBack(SuppressionCause.Inhibited, "The rule market fires for BTC."));
        await PutAsync(host, Notices.Fired, null);

        (await host.SweepAsync(host.CreateDeliverer())).ShouldBe(1);

        host.Attempts.Select(row => row["Outcome"]).ShouldBe(["Delivered", "HeldBack"], ignoreOrder: true);
        host.Attempts.Select(row => row.RowKey).ShouldBeUnique();
    }

    [Fact]
    public async Task SweepAsync_GroupMustBeRetried_ItsMembersNextMessagesWaitForIt()
    {
        await using var host = await DeliveryHost.StartAsync();
        var group = Notices.Fired with
        {
            AlertKey = "dislocation/BTC",
            Members =
            [
                new AlertMember("dislocation/BTC/bybit/BTCUSDT", "bybit", "BTCUSDT", 1.4),
                new AlertMember("dislocation/BTC/okx/BTC-SWAP", "okx", "BTC-SWAP", 1.2),
            ],
        };
        await PutAsync(host, group, null);
        await PutAsync(host, Notices.Resolved, null);
        host.Slack.Answer(HttpStatusCode.ServiceUnavailable);
        var deliverer = host.CreateDeliverer();

        var first = await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await host.SweepAsync(deliverer);

        (first, second).ShouldBe((0, 2));
        host.Slack.Sent.Select(text => text.Split(' ')[0]).ShouldBe(["Warning:", "Warning:", "Resolved:"]);
    }

    private static async Task PutAsync(DeliveryHost host, AlertNotification notification, HeldBack? heldBack)
    {
        var pending = new PendingNotification
        {
            Notification = notification,
            CreatedAt = host.Clock.GetUtcNow(),
            Attempts = 0,
            DueAt = host.Clock.GetUtcNow(),
            HeldBack = heldBack,
        };
        await host.Tables.CommitAsync(
            ResultTableNames.Alerts,
            [new TableWrite(TableWriteKind.Insert, AlertRows.FromPending(pending))],
            Cancellation
        );
    }
}
