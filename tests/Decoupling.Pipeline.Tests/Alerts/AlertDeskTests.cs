using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Steps;

namespace Decoupling.Pipeline.Tests.Alerts;

public sealed class AlertDeskTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SilenceAsync_ThenADecision_HoldsItBackUntilUnsilenced()
    {
        await using var host = await DeliveryHost.StartAsync();
        var desk = DeskOf(host);

        var silence = await desk.SilenceAsync(("disl*", "BTC", "*"), s_hour, "ann", "work", Cancellation);
        await DislocationRows.RunAsync(host.Tables, "BTC", DislocationRows.Row(0, 2));
        var ended = await desk.UnsilenceAsync(silence.Id, Cancellation);
        var twice = await desk.UnsilenceAsync(silence.Id, Cancellation);
        await DislocationRows.RunAsync(host.Tables, "BTC", DislocationRows.Row(1, 2));

        (ended, twice).ShouldBe((true, false));
        (await host.OutboxAsync())
            .Select(pending => (pending.Notification.SlotAt, pending.HeldBack?.Cause))
            .ShouldBe([(DislocationRows.SlotAt(0), SuppressionCause.Silenced), (DislocationRows.SlotAt(1), null)]);
    }

    [Fact]
    public async Task AcknowledgeAsync_FiringAlert_StopsItsReminders()
    {
        await using var host = await DeliveryHost.StartAsync();
        var desk = DeskOf(host);
        AlertRule[] rules = [DislocationRows.Rule with { RemindEvery = TimeSpan.FromMinutes(5) }];
        await RunAsync(host, rules, 0);
        await RunAsync(host, rules, 1);

        var known = await desk.AcknowledgeAsync("dislocation/BTC/bybit/BTCUSDT", s_hour, "bob", Cancellation);
        await RunAsync(host, rules, 2);

        (known.Generation, known.Author).ShouldBe((1, "bob"));
        (await host.OutboxAsync())
            .Select(pending => pending.Notification.Kind)
            .ShouldBe([NotificationKind.Fired, NotificationKind.Reminded]);
    }

    [Fact]
    public async Task AcknowledgeAsync_NothingFires_SaysSo()
    {
        await using var host = await DeliveryHost.StartAsync();

        (
            await Should.ThrowAsync<ArgumentException>(
                DeskOf(host).AcknowledgeAsync("a/b/c/d", s_hour, "bob", Cancellation)
            )
        ).Message.ShouldBe("No alert fires, so a/b/c/d cannot be acknowledged.");
    }

    [Fact]
    public async Task ReadStandingAsync_OddAsset_NamesItAsItsAlertDoes()
    {
        await using var host = await DeliveryHost.StartAsync();
        await DislocationRows.RunAsync(host.Tables, "1000/PEPE #?", DislocationRows.Row(0, 2));
        await DislocationRows.RunAsync(host.Tables, "ETH", DislocationRows.Row(0, 0.2));

        var alert = (await DeskOf(host).ReadStandingAsync(Cancellation)).ShouldHaveSingleItem();

        (alert.Key, alert.Severity).ShouldBe(("dislocation/1000/PEPE #?/bybit/BTCUSDT", "Warning"));
    }

    [Fact]
    public async Task ReadAsync_NotesOfAJob_AreReadAndThoseThatMeanNothingListed()
    {
        await using var host = await DeliveryHost.StartAsync();
        var untilAt = DislocationRows.SlotAt(9);
        await host.Tables.UpsertAsync(
            ResultTableNames.Alerts,
            [
                new RowBuilder("~notes", "silence_job").Add("Author", "job").Add("UntilAt", untilAt).Build(),
                new RowBuilder("~notes", "silence_endless").Add("Author", "job").Build(),
                new RowBuilder("~notes", "ack_1").Add("AlertKey", "a/b/c/d").Add("UntilAt", untilAt).Build(),
                new RowBuilder("~notes", "else").Build(),
            ],
            Cancellation
        );

        var notes = await AlertNotes.ReadAsync(host.Tables, Cancellation);

        notes
            .Silences.ShouldHaveSingleItem()
            .ShouldBe(new AlertSilence("job", "*", "*", "*", DateTimeOffset.MinValue, untilAt, "job", ""));
        notes.Acknowledgements.ShouldBeEmpty();
        notes.Faults.Select(fault => fault.Split(':')[0]).ShouldBe(["ack_1", "else", "silence_endless"]);
    }

    [Fact]
    public async Task AcknowledgeAsync_ChannelThatKeepsIncidents_IsToldAfterTheFiring()
    {
        await using var host = await DeliveryHost.StartAsync();
        await DislocationRows.RunAsync(host.Tables, "BTC", DislocationRows.Row(0, 2));
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        var before = await DislocationRows.OutboxAsync(host.Tables, "BTC");
        AlertChannel[] channels = [new("slack", KeepsIncidents: false), new("pagerduty", KeepsIncidents: true)];

        await new AlertDesk(host.Tables, channels, host.Clock).AcknowledgeAsync(
            "dislocation/BTC/bybit/BTCUSDT",
            TimeSpan.FromHours(1),
            "ann",
            Cancellation
        );

        var outbox = await DislocationRows.OutboxAsync(host.Tables, "BTC");
        outbox.Count.ShouldBe(before.Count + 1);
        var told = outbox[^1];
        (told.Channel, told.Notification.Kind).ShouldBe(("pagerduty", NotificationKind.Acknowledged));
        (told.Notification.AlertKey, told.Notification.Rule, told.Notification.Venue).ShouldBe(
            ("dislocation/BTC/bybit/BTCUSDT", "dislocation", "bybit")
        );
    }

    private static AlertDesk DeskOf(DeliveryHost host) => new(host.Tables, [], host.Clock);

    private static Task<int> RunAsync(DeliveryHost host, AlertRule[] rules, int slot) =>
        new RuleRunner(host.Tables, rules, DislocationRows.Channels, host.Clock).RunAsync(
            "BTC",
            ResultTableNames.DecouplingScores,
            [DislocationRows.Row(slot, 2)],
            Cancellation
        );
}
