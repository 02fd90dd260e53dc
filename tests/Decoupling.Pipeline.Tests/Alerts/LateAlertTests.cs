using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>Checks that find no slot, over stored states.</summary>
public sealed class LateAlertTests : IAsyncLifetime
{
    private static readonly AlertRule s_rule = DislocationRows.Rule with { LateAfter = TimeSpan.FromMinutes(12) };

    private readonly TemporaryFolder folder = new();
    private readonly FolderTableStore store;
    private readonly WatchedTableStore tables;
    private readonly ManualTime clock = new(DislocationRows.FirstSlotAt);

    public LateAlertTests()
    {
        store = new FolderTableStore(folder.FullName);
        tables = new WatchedTableStore(store);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RuleRunner Runner => new(tables, [s_rule], DislocationRows.Channels, clock);

    public async ValueTask InitializeAsync() => await tables.CreateTablesAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task CheckAsync_NoSlotForLongerThanThePatience_TellsOnceForTheAsset()
    {
        await RunAsync(0, "bybit", "okx");

        clock.Advance(TimeSpan.FromMinutes(12));
        var onTime = await Runner.CheckAsync("BTC", Cancellation);
        clock.Advance(TimeSpan.FromTicks(1));
        var late = await Runner.CheckAsync("BTC", Cancellation);
        var commits = tables.Commits.Count;
        clock.Advance(TimeSpan.FromHours(1));
        var again = await Runner.CheckAsync("BTC", Cancellation);

        (onTime, late, again).ShouldBe((0, 1, 0));
        tables.Commits.Count.ShouldBe(commits);
        var told = (await DislocationRows.OutboxAsync(tables, "BTC")).ShouldHaveSingleItem().Notification;
        (told.Kind, told.Members.Count, told.SlotAt).ShouldBe((NotificationKind.Late, 2, DislocationRows.SlotAt(0)));
        told.Summary.ShouldBe("No row has come since the slot 2026-01-05 00:00 UTC.");
        (await DislocationRows.StatesAsync(tables, "BTC")).ShouldAllBe(state => state.Phase == AlertPhase.Late);
    }

    [Fact]
    public async Task RunAsync_SlotAfterALateOne_SaysThatDataIsBackAfterTheLateMessage()
    {
        await RunAsync(0, "bybit");
        clock.Advance(TimeSpan.FromMinutes(13));
        await Runner.CheckAsync("BTC", Cancellation);

        // The slot is older than the check that missed it.
        await RunAsync(1, "bybit");

        (await DislocationRows.OutboxAsync(tables, "BTC"))
            .Select(pending => pending.Notification.Kind)
            .ShouldBe([NotificationKind.Late, NotificationKind.DataBack]);
    }

    [Fact]
    public async Task CheckAsync_Silenced_IsHeldBackAndToldWhenTheSilenceIsOver()
    {
        await RunAsync(0, "bybit");
        var silence = new AlertSilence(
            "1",
            "*",
            "*",
            "by*",
            clock.GetUtcNow(),
            clock.GetUtcNow() + TimeSpan.FromMinutes(20),
            "ann",
            "work"
        );
        await tables.UpsertAsync(ResultTableNames.Alerts, [AlertNotes.ToRow(silence)], Cancellation);

        clock.Advance(TimeSpan.FromMinutes(13));
        var silenced = await Runner.CheckAsync("BTC", Cancellation);
        clock.Advance(TimeSpan.FromMinutes(10));
        var told = await Runner.CheckAsync("BTC", Cancellation);

        (silenced, told).ShouldBe((0, 1));
        (await DislocationRows.OutboxAsync(tables, "BTC"))
            .Select(pending => (pending.Notification.Kind, pending.HeldBack?.Reason))
            .ShouldBe(
                [(NotificationKind.Late, null), (NotificationKind.Late, "Silenced by ann until 2026-01-05 00:20 UTC.")],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task CheckAsync_TwoInstancesAtOnce_TellOnce()
    {
        await RunAsync(0, "bybit");
        clock.Advance(TimeSpan.FromMinutes(13));
        tables.BeforeCommit = async () =>
        {
            tables.BeforeCommit = () => Task.CompletedTask;
            await new RuleRunner(store, [s_rule], DislocationRows.Channels, clock).CheckAsync("BTC", Cancellation);
        };

        (await Runner.CheckAsync("BTC", Cancellation)).ShouldBe(0);

        (await DislocationRows.OutboxAsync(tables, "BTC")).ShouldHaveSingleItem();
    }

    private Task<int> RunAsync(int slot, params string[] venues) =>
        Runner.RunAsync(
            "BTC",
            ResultTableNames.DecouplingScores,
            [.. venues.Select(venue => DislocationRows.Row(slot, 0.1, venue))],
            Cancellation
        );
}
