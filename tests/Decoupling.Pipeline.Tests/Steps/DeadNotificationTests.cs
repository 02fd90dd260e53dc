using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>What cannot be delivered lies with the dead until it is put back, and a channel that is gone until it is enabled.</summary>
public sealed class DeadNotificationTests
{
    private static readonly DeliveryOutcome Refused = new(DeliveryKind.Refused, "HTTP 403");
    private static readonly DeliveryOutcome Gone = new(DeliveryKind.Gone, "HTTP 410");
    private static readonly DeliveryOutcome Hung = new(DeliveryKind.Retry, "No answer.") { MayHaveArrived = true };
    private static readonly AlertChannel[] Channels = [new("chat", false)];

    private readonly ScriptedChannel chat = new("chat");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SweepAsync_Refused_IsDeadWithItsReasonAndAttempts()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4, channels: Channels);

        await host.SweepAsync(host.CreateDelivererTo(chat.Answer(Refused)));

        var dead = (await host.DeadAsync()).ShouldHaveSingleItem();
        (dead.Reason, dead.DiedAt, dead.Pending.Attempts).ShouldBe(("HTTP 403", host.Clock.GetUtcNow(), 1));
        dead.Pending.Notification.Id.ShouldBe("dislocation/BTC/bybit/A/1/fired");
        (await host.OutboxAsync()).ShouldBeEmpty();
        host.Attempts.ShouldHaveSingleItem()["Outcome"].ShouldBe("Refused");
        host.Log.Lines.ShouldHaveSingleItem().ShouldContain("is dead: HTTP 403");
    }

    [Fact]
    public async Task ReplayAsync_Refused_IsSentUnderTheSameIdAndIsNoRepeat()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDelivererTo(chat.Answer(Refused));
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.SweepAsync(deliverer);

        var revived = await host.Desk.ReplayAsync("dislocation/BTC/bybit/A/1/fired", null, Cancellation);
        var delivered = await host.SweepAsync(deliverer);

        (revived, delivered).ShouldBe((1, 1));
        chat.Sent.ShouldBe(["dislocation/BTC/bybit/A/1/fired", "dislocation/BTC/bybit/A/1/fired"]);
        host.Attempts.Select(row => (row["Attempt"], row["Outcome"], row["PossibleRepeat"]))
            .ShouldBe([(1, "Refused", false), (2, "Delivered", false)]);
        (await host.DeadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReplayAsync_GivenUpAfterAnUnknownOutcome_IsAPossibleRepeatForTwoMoreDays()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDelivererTo(chat.Answer(Hung, Hung));
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromTicks(1));
        await host.SweepAsync(deliverer);
        var dead = (await host.DeadAsync()).ShouldHaveSingleItem();
        dead.Reason.ShouldBe("Given up after two days: No answer.");

        chat.Answer(new DeliveryOutcome(DeliveryKind.Retry, "HTTP 503"));
        await host.Desk.ReplayAsync(null, null, Cancellation);
        await host.SweepAsync(deliverer);

        (await host.OutboxAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(3);
        host.Clock.Advance(TimeSpan.FromHours(1));
        (await host.SweepAsync(deliverer)).ShouldBe(1);
        const string id = "dislocation/BTC/bybit/A/1/fired";
        chat.Sent.ShouldBe([id, $"{id}?", $"{id}?", $"{id}?"]);
    }

    [Fact]
    public async Task ReplayAsync_ByChannel_LeavesTheOthersDead()
    {
        await using var host = await DeliveryHost.StartAsync();
        var pager = new ScriptedChannel("pager", keepsIncidents: true).Answer(Refused);
        await host.DecideAsync(0, 1.4, channels: [.. Channels, new("pager", true)]);
        await host.SweepAsync(host.CreateDelivererTo(chat.Answer(Refused), pager));

        (await host.Desk.ReplayAsync(null, "pager", Cancellation)).ShouldBe(1);
        (await host.Desk.ReplayAsync("another", null, Cancellation)).ShouldBe(0);

        (await host.DeadAsync()).ShouldHaveSingleItem().Pending.Channel.ShouldBe("chat");
        (await host.OutboxAsync()).ShouldHaveSingleItem().Channel.ShouldBe("pager");
    }

    [Fact]
    public async Task SweepAsync_Gone_DisablesTheChannelOnceAndLosesNothing()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDelivererTo(chat.Answer(Gone));
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.DecideAsync(0, 2, "B", channels: Channels);
        await host.SweepAsync(deliverer);
        await host.DecideAsync(1, 0.1, channels: Channels);

        await host.SweepAsync(deliverer);

        chat.Sent.Count.ShouldBe(1);
        var disabled = "The channel is disabled since 2026-01-05 00:00 UTC: HTTP 410.";
        (await host.DeadAsync()).Select(dead => dead.Reason).ShouldBe(["HTTP 410", disabled, disabled]);
        (await host.OutboxAsync()).ShouldBeEmpty();
        var gone = (await host.Desk.ReadGoneAsync(Cancellation)).ShouldHaveSingleItem();
        (gone.Channel, gone.Reason, gone.SinceAt).ShouldBe(("chat", "HTTP 410", host.Clock.GetUtcNow()));
        host.Log.Lines.Count(line => line.Contains("The channel chat is disabled")).ShouldBe(1);
    }

    [Fact]
    public async Task EnableAsync_GoneChannel_IsToldAgainWithWhatIsReplayed()
    {
        await using var host = await DeliveryHost.StartAsync();
        var deliverer = host.CreateDelivererTo(chat.Answer(Gone));
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.DecideAsync(1, 0.1, channels: Channels);
        await host.SweepAsync(deliverer);

        var enabled = await host.Desk.EnableAsync("chat", Cancellation);
        var twice = await host.Desk.EnableAsync("chat", Cancellation);
        await host.Desk.ReplayAsync(null, null, Cancellation);

        (enabled, twice).ShouldBe((true, false));
        (await host.SweepAsync(deliverer)).ShouldBe(2);
        chat.Sent.Select(id => id.Split('/')[^1]).ShouldBe(["fired", "fired", "resolved"]);
    }

    [Fact]
    public async Task EnableAsync_RestThatIsTooLong_IsOver()
    {
        await using var host = await DeliveryHost.StartAsync();
        var day = TimeSpan.FromDays(1);
        var deliverer = host.CreateDelivererTo(chat.Answer(new DeliveryOutcome(DeliveryKind.Retry, "HTTP 503", day)));
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.SweepAsync(deliverer);
        await host.DecideAsync(0, 1.4, "B", channels: Channels);
        var resting = (await host.Desk.ReadRestingAsync(Cancellation)).ShouldHaveSingleItem();
        (resting.Channel, resting.UntilAt).ShouldBe(("chat", host.Clock.GetUtcNow() + day));
        (await host.SweepAsync(deliverer)).ShouldBe(0);

        (await host.Desk.EnableAsync("chat", Cancellation)).ShouldBeTrue();

        (await host.SweepAsync(deliverer)).ShouldBe(1);
        (await host.Desk.ReadRestingAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Refused")]
    [InlineData("Gone")]
    public async Task SweepAsync_SenderDiedAfterItsRow_IsDeadAndNotSentAgain(string outcome)
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4, channels: Channels);
        host.Tables.BeforeCommit = () =>
            host.Attempts.Count > 0 ? throw new OperationCanceledException("killed") : Task.CompletedTask;
        var dying = host.CreateDelivererTo(chat.Answer(outcome == "Gone" ? Gone : Refused));
        await Should.ThrowAsync<OperationCanceledException>(host.SweepAsync(dying));
        host.Tables.BeforeCommit = () => Task.CompletedTask;
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        await host.SweepAsync(host.CreateDelivererTo(chat));

        chat.Sent.Count.ShouldBe(1);
        (await host.OutboxAsync()).ShouldBeEmpty();
        (await host.DeadAsync()).ShouldHaveSingleItem();
        (await host.Desk.ReadGoneAsync(Cancellation)).Count.ShouldBe(outcome == "Gone" ? 1 : 0);
    }

    [Fact]
    public async Task ReplayAsync_TwoAtOnce_PutItBackOnce()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.SweepAsync(host.CreateDelivererTo(chat.Answer(Refused)));
        var other = 0;
        host.Tables.BeforeCommit = async () =>
        {
            host.Tables.BeforeCommit = () => Task.CompletedTask;
            other = await host.Desk.ReplayAsync(null, null, Cancellation);
        };

        (await host.Desk.ReplayAsync(null, null, Cancellation)).ShouldBe(0);

        other.ShouldBe(1);
        (await host.OutboxAsync()).ShouldHaveSingleItem();
    }
}
