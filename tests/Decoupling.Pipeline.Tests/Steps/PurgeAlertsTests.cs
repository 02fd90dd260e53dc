using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>What is over in Alerts goes; what stands, waits or lies with the dead for less than a month stays.</summary>
public sealed class PurgeAlertsTests
{
    private static readonly AlertChannel[] Channels = [new("chat", false)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OldDead_AreDeletedAfterThirtyDays()
    {
        await using var host = await DeliveryHost.StartAsync();
        var chat = new ScriptedChannel("chat").Answer(new DeliveryOutcome(DeliveryKind.Refused, "HTTP 403"));
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.SweepAsync(host.CreateDelivererTo(chat));
        await host.DecideAsync(1, 0.1, channels: Channels);

        host.Clock.Advance(TimeSpan.FromDays(30));
        (await PurgeAsync(host)).ShouldBe(0);
        host.Clock.Advance(TimeSpan.FromTicks(1));
        (await PurgeAsync(host)).ShouldBe(1);

        (await host.DeadAsync()).ShouldBeEmpty();
        (await host.OutboxAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_Notes_GoAWeekAfterTheirEndAndOthersStay()
    {
        await using var host = await DeliveryHost.StartAsync();
        var now = host.Clock.GetUtcNow();
        TableRow[] notes =
        [
            AlertNotes.ToRow(new AlertSilence("over", "*", "*", "*", now, now.AddHours(1), "ann", "")),
            AlertNotes.ToRow(new AlertSilence("long", "*", "*", "*", now, now.AddDays(30), "ann", "")),
            AlertNotes.ToRow(new AlertAcknowledgement("a/b/c/d", 1, "bob", now.AddHours(2))),
            new RowBuilder(AlertNotes.Partition, "silence_of-a-job-without-an-end").Add("Author", "job").Build(),
        ];
        await host.Tables.UpsertAsync(ResultTableNames.Alerts, notes, Cancellation);

        host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));
        (await PurgeAsync(host)).ShouldBe(0);
        host.Clock.Advance(TimeSpan.FromTicks(1));
        (await PurgeAsync(host)).ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromHours(1));
        (await PurgeAsync(host)).ShouldBe(1);

        var left = await AlertNotes.ReadAsync(host.Tables, Cancellation);
        left.Silences.ShouldHaveSingleItem().Id.ShouldBe("long");
        left.Acknowledgements.ShouldBeEmpty();
        left.Faults.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_RestThatIsOver_GoesAndAGoneChannelStays()
    {
        await using var host = await DeliveryHost.StartAsync();
        var chat = new ScriptedChannel("chat").Answer(
            new DeliveryOutcome(DeliveryKind.Retry, "HTTP 429", TimeSpan.FromMinutes(1)),
            new DeliveryOutcome(DeliveryKind.Gone, "HTTP 410")
        );
        var deliverer = host.CreateDelivererTo(chat);
        await host.DecideAsync(0, 1.4, channels: Channels);
        await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SweepAsync(deliverer);
        host.Clock.Advance(TimeSpan.FromTicks(1));

        (await PurgeAsync(host)).ShouldBe(1);

        (await host.Desk.ReadGoneAsync(Cancellation)).ShouldHaveSingleItem().Channel.ShouldBe("chat");
    }

    private static Task<int> PurgeAsync(DeliveryHost host) =>
        new PurgeRows(
            host.Tables,
            ["BTC"],
            TimeSpan.FromDays(365),
            TimeSpan.FromDays(30),
            host.Clock,
            NullLogger<PurgeRows>.Instance
        ).RunAsync(Cancellation);
}
