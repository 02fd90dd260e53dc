using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Notifications;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>Several channels: each is told by itself, and none waits for another.</summary>
public sealed class DeliverToChannelsTests
{
    private static readonly DeliveryOutcome Busy = new(DeliveryKind.Retry, "HTTP 503");
    private static readonly AlertChannel[] Both = [new("chat", false), new("pager", true)];

    private readonly ScriptedChannel chat = new("chat");
    private readonly ScriptedChannel pager = new("pager", keepsIncidents: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SweepAsync_TwoChannels_TellsEachOnceUnderTheSameId()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4, channels: Both);

        var delivered = await host.SweepAsync(host.CreateDelivererTo(chat, pager));

        delivered.ShouldBe(2);
        chat.Sent.ShouldBe(["dislocation/BTC/bybit/A/1/fired"]);
        pager.Sent.ShouldBe(chat.Sent);
        host.Attempts.Select(row => row["Channel"]).ShouldBe(["chat", "pager"]);
        host.Attempts.Select(row => row.RowKey).ShouldBeUnique();
        (await host.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SweepAsync_OneChannelFails_TheOtherIsToldInOrderAndNotAgain()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDelivererTo(chat, pager.Answer(Busy));
        await host.DecideAsync(0, 1.4, channels: Both);
        await host.DecideAsync(1, 0.1, channels: Both);

        var first = await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await host.SweepAsync(deliverer);

        (first, second).ShouldBe((2, 2));
        chat.Sent.Select(End).ShouldBe(["fired", "resolved"]);
        pager.Sent.Select(End).ShouldBe(["fired", "fired", "resolved"]);
    }

    [Fact]
    public async Task SweepAsync_OneChannelHangs_TheOtherIsToldMeanwhile()
    {
        await using var host = await DeliveryHost.StartAsync();
        var released = new TaskCompletionSource();
        chat.Answers = released.Task;
        await host.DecideAsync(0, 1.4, channels: Both);
        await host.DecideAsync(1, 0.1, channels: Both);

        var sweeping = host.CreateDelivererTo(chat, pager).SweepAsync(Cancellation);

        await Eventually(() => pager.Sent.Count == 2 && host.Attempts.Count == 2);
        sweeping.IsCompleted.ShouldBeFalse();
        chat.Sent.Select(End).ShouldBe(["fired"]);
        released.SetResult();
        (await sweeping).ShouldBe(4);
    }

    [Fact]
    public async Task RunAsync_AnotherRunTellsTheChannel_LeavesItToThatAndGoesOn()
    {
        await using var host = await DeliveryHost.StartAsync();
        var (deliverer, telling, released) = await BeginToTellAsync(host, Cancellation);
        await host.DecideAsync(0, 1.4, asset: "ETH", channels: [Both[0]]);

        (await deliverer.RunAsync("ETH", Cancellation)).ShouldBe(0);

        chat.Sent.ShouldBe(["dislocation/BTC/bybit/A/1/fired"]);
        released.SetResult();
        (await telling).ShouldBe(2);
        chat.Sent.Last().ShouldBe("dislocation/ETH/bybit/A/1/fired");
        (await host.OutboxAsync("ETH")).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_TellsForLongEnough_LeavesTheRestToTheSweep()
    {
        await using var host = await DeliveryHost.StartAsync();
        var (deliverer, telling, released) = await BeginToTellAsync(host, Cancellation);
        await host.DecideAsync(0, 1.4, asset: "ETH", channels: [Both[0]]);
        await deliverer.RunAsync("ETH", Cancellation);

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        released.SetResult();

        (await telling).ShouldBe(1);
        (await host.OutboxAsync("ETH")).ShouldHaveSingleItem();
        (await host.SweepAsync(deliverer)).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_TheRunThatTellsBreaksOff_TheChannelIsFreeForTheNext()
    {
        await using var host = await DeliveryHost.StartAsync();
        using var stop = new CancellationTokenSource();
        var (deliverer, telling, released) = await BeginToTellAsync(host, stop.Token);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => telling);
        released.SetResult();
        await host.DecideAsync(0, 1.4, asset: "ETH", channels: [Both[0]]);

        (await deliverer.RunAsync("ETH", Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task SweepAsync_OutOfReach_LeavesTheRestForTheNextTime()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDelivererTo(chat.Answer(Busy with { IsOutOfReach = true }));
        await host.DecideAsync(0, 1.4, "A", channels: [Both[0]]);
        await host.DecideAsync(0, 1.4, "B", channels: [Both[0]]);

        (await host.SweepAsync(deliverer)).ShouldBe(0);
        chat.Sent.Count.ShouldBe(1);

        (await host.SweepAsync(deliverer)).ShouldBe(1);
        chat.Sent.ShouldBe(["dislocation/BTC/bybit/A/1/fired", "dislocation/BTC/bybit/B/1/fired"]);
    }

    [Fact]
    public async Task SweepAsync_ReceiverAskedAnotherInstanceToRest_SendsItNothingMeanwhile()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4, "A", channels: Both);
        var rest = TimeSpan.FromMinutes(10);
        await host.SweepAsync(host.CreateDelivererTo(chat.Answer(Busy with { RetryAfter = rest }), pager));
        await host.DecideAsync(0, 1.4, "B", channels: Both);
        var other = host.CreateDelivererTo(chat, pager);

        host.Clock.Advance(rest - TimeSpan.FromTicks(1));
        (await host.SweepAsync(other)).ShouldBe(1);
        (chat.Sent.Count, pager.Sent.Count).ShouldBe((1, 2));

        host.Clock.Advance(TimeSpan.FromTicks(1));
        (await host.SweepAsync(other)).ShouldBe(2);
        chat.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task SweepAsync_RowOfBeforeThereWereChannels_GoesToSlack()
    {
        await using var host = await DeliveryHost.StartAsync();
        var pending = new PendingNotification
        {
            Notification = Notices.Fired,
            CreatedAt = host.Clock.GetUtcNow(),
            Attempts = 0,
            DueAt = host.Clock.GetUtcNow(),
        };
        var row = AlertRows.FromPending(pending);
        row.RowKey.ShouldEndWith("_dislocation~002fBTC~002fbybit~002fBTCUSDT~002f1~002ffired");
        row["Channel"].ShouldBeNull();
        await host.Tables.CommitAsync(
            ResultTableNames.Alerts,
            [new TableWrite(TableWriteKind.Insert, row)],
            Cancellation
        );

        (await host.SweepAsync(host.CreateDelivererTo(chat, new ScriptedChannel("slack")))).ShouldBe(1);

        host.Attempts.ShouldHaveSingleItem()["Channel"].ShouldBe("slack");
        (await host.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SweepAsync_ChannelOfAnotherInstance_WaitsTwoDaysAndIsDead()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4, channels: Both);
        var deliverer = host.CreateDelivererTo(chat);

        (await host.SweepAsync(deliverer)).ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.SweepAsync(deliverer);
        (await host.OutboxAsync()).ShouldHaveSingleItem().Channel.ShouldBe("pager");

        host.Clock.Advance(TimeSpan.FromTicks(1));
        await host.SweepAsync(deliverer);

        (await host.OutboxAsync()).ShouldBeEmpty();
        var dead = (await host.DeadAsync()).ShouldHaveSingleItem();
        (dead.Pending.Channel, dead.Reason).ShouldBe(("pager", "The channel pager is not configured."));
    }

    /// <summary>Begins to tell the chat of one alert; it answers once it is released.</summary>
    private async Task<(
        DeliverNotifications Deliverer,
        Task<int> Telling,
        TaskCompletionSource Released
    )> BeginToTellAsync(DeliveryHost host, CancellationToken cancellationToken)
    {
        var released = new TaskCompletionSource();
        chat.Answers = released.Task;
        var deliverer = host.CreateDelivererTo(chat);
        await host.DecideAsync(0, 1.4, channels: [Both[0]]);
        var telling = deliverer.RunAsync("BTC", cancellationToken);
        await Eventually(() => chat.Sent.Count == 1);
        return (deliverer, telling, released);
    }

    private static string End(string id) => id.Split('/')[^1];

    private static async Task Eventually(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }
}
