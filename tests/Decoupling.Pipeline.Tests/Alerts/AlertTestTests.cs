using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Tests.Steps;

namespace Decoupling.Pipeline.Tests.Alerts;

public sealed class AlertTestTests
{
    private readonly ScriptedChannel chat = new("chat");
    private readonly ScriptedChannel pager = new("pager", keepsIncidents: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AllChannels_GoesTheWholeWayAndLeavesNoIncidentOpen()
    {
        await using var host = await DeliveryHost.StartAsync();

        var tested = await TestOf(host, chat, pager).RunAsync(null, Cancellation);

        tested.ShouldBe([
            new TestedMessage("chat", NotificationKind.Fired, "Delivered", "taken"),
            new TestedMessage("pager", NotificationKind.Fired, "Delivered", "taken"),
            new TestedMessage("pager", NotificationKind.Resolved, "Delivered", "taken"),
        ]);
        pager.Sent.Select(id => id.Split('/')[^1]).ShouldBe(["fired", "resolved"]);
        chat.Sent.ShouldHaveSingleItem().ShouldBe(pager.Sent[0]);
        (await host.OutboxAsync("TEST")).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_OneChannel_TellsNoOther()
    {
        await using var host = await DeliveryHost.StartAsync();

        await TestOf(host, chat, pager).RunAsync("chat", Cancellation);

        (chat.Sent.Count, pager.Sent.Count).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData(DeliveryKind.Refused, "Refused")]
    [InlineData(DeliveryKind.Retry, "Retry")]
    [InlineData(DeliveryKind.Gone, "Gone")]
    public async Task RunAsync_Fails_SaysHowAndWhy(DeliveryKind kind, string outcome)
    {
        await using var host = await DeliveryHost.StartAsync();
        chat.Answer(new DeliveryOutcome(kind, "HTTP 4xx"));

        var tested = await TestOf(host, chat).RunAsync("chat", Cancellation);

        tested.ShouldBe([new TestedMessage("chat", NotificationKind.Fired, outcome, "HTTP 4xx")]);
    }

    [Fact]
    public async Task RunAsync_AnotherTestWaits_IsNotHeldUpByIt()
    {
        await using var host = await DeliveryHost.StartAsync();
        chat.Answer(new DeliveryOutcome(DeliveryKind.Retry, "HTTP 503"));
        await TestOf(host, chat).RunAsync("chat", Cancellation);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var tested = await TestOf(host, chat).RunAsync("chat", Cancellation);

        tested.ShouldHaveSingleItem().Outcome.ShouldBe("Delivered");
    }

    [Fact]
    public async Task RunAsync_DisabledChannel_SaysSo()
    {
        await using var host = await DeliveryHost.StartAsync();
        chat.Answer(new DeliveryOutcome(DeliveryKind.Gone, "HTTP 410"));
        await TestOf(host, chat).RunAsync("chat", Cancellation);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var tested = (await TestOf(host, chat).RunAsync("chat", Cancellation)).ShouldHaveSingleItem();

        tested.Outcome.ShouldBe("Dead");
        tested.Reason.ShouldBe("The channel is disabled since 2026-01-05 00:00 UTC: HTTP 410.");
    }

    [Fact]
    public async Task RunAsync_RestingChannel_SaysThatItWaits()
    {
        await using var host = await DeliveryHost.StartAsync();
        chat.Answer(new DeliveryOutcome(DeliveryKind.Retry, "HTTP 429", TimeSpan.FromHours(1)));
        await TestOf(host, chat).RunAsync("chat", Cancellation);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await TestOf(host, chat).RunAsync("chat", Cancellation)).ShouldHaveSingleItem().Outcome.ShouldBe("Waiting");
    }

    [Fact]
    public async Task RunAsync_NoSuchChannel_NamesThoseThatThereAre()
    {
        await using var host = await DeliveryHost.StartAsync();

        (
            await Should.ThrowAsync<ArgumentException>(TestOf(host, chat, pager).RunAsync("chart", Cancellation))
        ).Message.ShouldBe("There is no channel chart. There are: chat, pager.");
        (await Should.ThrowAsync<ArgumentException>(TestOf(host).RunAsync("chat", Cancellation))).Message.ShouldBe(
            "There is no channel chat, because none is configured."
        );
    }

    [Fact]
    public async Task RunAsync_NoChannel_IsRecordedAsSuch()
    {
        await using var host = await DeliveryHost.StartAsync();

        (await TestOf(host).RunAsync(null, Cancellation)).ShouldBe([
            new TestedMessage("none", NotificationKind.Fired, "Refused", "No channel is configured."),
        ]);
    }

    private static AlertTest TestOf(DeliveryHost host, params INotificationChannel[] channels) =>
        new(host.Tables, host.CreateDelivererTo(channels), host.Clock);
}
