using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Alerts;

public sealed class RuleRunnerTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderTableStore folderStore;
    private readonly WatchedTableStore tables;

    public RuleRunnerTests()
    {
        folderStore = new FolderTableStore(folder.FullName);
        tables = new WatchedTableStore(folderStore);
    }

    public async ValueTask InitializeAsync() => await tables.CreateTablesAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await folderStore.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_Fires_CommitsStateAndNotificationInOneTransaction()
    {
        var notified = await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(0, 1.4));

        notified.ShouldBe(1);
        tables
            .Commits.ShouldHaveSingleItem()
            .Select(write => (write.Kind, write.Row.PartitionKey))
            .ShouldBe([(TableWriteKind.Insert, "BTC"), (TableWriteKind.Insert, "BTC")]);
        (await DislocationRows.StatesAsync(tables, "BTC")).ShouldHaveSingleItem().IsFiring.ShouldBeTrue();
        var pending = (await DislocationRows.OutboxAsync(tables, "BTC")).ShouldHaveSingleItem();
        pending.Notification.Id.ShouldBe("dislocation/BTC/bybit/BTCUSDT/1/fired");
        (pending.Attempts, pending.DueAt, pending.InFlightSinceAt).ShouldBe((0, DislocationRows.FirstSlotAt, null));
    }

    [Fact]
    public async Task RunAsync_SameSlotTwice_TellsOnce()
    {
        await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(0, 1.4));
        var again = await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(0, 1.4));

        again.ShouldBe(0);
        tables.Commits.Count.ShouldBe(1);
        (await DislocationRows.OutboxAsync(tables, "BTC")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_OlderSlotAfterANewer_ChangesNothing()
    {
        await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(5, 0.2));
        var before = await DislocationRows.StatesAsync(tables, "BTC");

        var notified = await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(4, 9));

        notified.ShouldBe(0);
        (await DislocationRows.StatesAsync(tables, "BTC")).ShouldBeEquivalentTo(before);
        (await DislocationRows.OutboxAsync(tables, "BTC")).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_FiresResolvesAndFires_KeepsThemInTheOrderOfTheirSlots()
    {
        double?[] ratios = [1, 0.7, null, 0.5, 2];
        for (var slot = 0; slot < ratios.Length; slot++)
        {
            await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(slot, ratios[slot]));
        }

        (await DislocationRows.OutboxAsync(tables, "BTC"))
            .Select(pending => pending.Notification.Id)
            .ShouldBe([
                "dislocation/BTC/bybit/BTCUSDT/1/fired",
                "dislocation/BTC/bybit/BTCUSDT/1/resolved",
                "dislocation/BTC/bybit/BTCUSDT/2/fired",
            ]);
        var state = (await DislocationRows.StatesAsync(tables, "BTC")).ShouldHaveSingleItem();
        (state.Generation, state.LastSlotAt, state.PeakValue).ShouldBe((2, DislocationRows.SlotAt(4), 2));
    }

    [Fact]
    public async Task RunAsync_RuleOfAnotherTable_IsNotRun()
    {
        var runner = new RuleRunner(
            tables,
            [DislocationRows.Rule],
            DislocationRows.Channels,
            new ManualTime(DislocationRows.FirstSlotAt)
        );

        var notified = await runner.RunAsync(
            "BTC",
            ResultTableNames.LiquidationRisk,
            [DislocationRows.Row(0, 9)],
            TestContext.Current.CancellationToken
        );

        notified.ShouldBe(0);
        tables.Commits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public async Task RunAsync_ManyDecisions_AreCutIntoTransactionsThatAzureTakes(int count, int transactions)
    {
        var rows = Enumerable.Range(0, count).Select(i => DislocationRows.Row(0, 2, "bybit", $"C{i}USDT")).ToArray();

        var notified = await DislocationRows.RunAsync(tables, "BTC", rows);

        notified.ShouldBe(count);
        tables.Commits.Count.ShouldBe(transactions);
        tables.Commits.ShouldAllBe(writes => writes.Count <= 100);
        (await DislocationRows.StatesAsync(tables, "BTC")).Count.ShouldBe(count);
        (await DislocationRows.OutboxAsync(tables, "BTC")).Count.ShouldBe(count);
    }

    [Fact]
    public async Task RunAsync_ManyChannels_TellEachAlertInTransactionsThatAzureTakes()
    {
        AlertRule[] rules = [DislocationRows.Rule with { GroupsByAsset = true }];
        AlertChannel[] channels =
        [
            .. Enumerable.Range(0, 3).Select(i => new AlertChannel($"chat-{i}", KeepsIncidents: false)),
            .. Enumerable.Range(0, 4).Select(i => new AlertChannel($"incidents-{i}", KeepsIncidents: true)),
        ];
        var rows = Enumerable.Range(0, 70).Select(i => DislocationRows.Row(0, 2, "bybit", $"C{i}USDT")).ToArray();

        await new RuleRunner(tables, rules, channels, new ManualTime(DislocationRows.FirstSlotAt)).RunAsync(
            "BTC",
            ResultTableNames.DecouplingScores,
            rows,
            TestContext.Current.CancellationToken
        );

        tables.Commits.ShouldAllBe(writes => writes.Count <= 100);
        var outbox = await DislocationRows.OutboxAsync(tables, "BTC");
        foreach (var channel in channels)
        {
            outbox
                .Where(pending => pending.Channel == channel.Name)
                .SelectMany(pending =>
                    channel.KeepsIncidents
                        ? [pending.Notification.Symbol]
                        : pending.Notification.Members.Select(member => member.Symbol)
                )
                .ShouldBe(rows.Select(row => (string)row["Symbol"]!), ignoreOrder: true, channel.Name);
        }

        // A state and four incidents an alert, and three chats: nineteen alerts fit.
        outbox.Count(pending => pending.Channel == "chat-0").ShouldBe(4);
    }

    [Fact]
    public async Task RunAsync_KilledBetweenTwoTransactions_IsFinishedByTheNextRun()
    {
        var rows = Enumerable.Range(0, 60).Select(i => DislocationRows.Row(0, 2, "bybit", $"C{i}USDT")).ToArray();
        tables.BeforeCommit = () =>
            tables.Commits.Count == 1 ? throw new OperationCanceledException("killed") : Task.CompletedTask;
        await Should.ThrowAsync<OperationCanceledException>(DislocationRows.RunAsync(tables, "BTC", rows));
        tables.BeforeCommit = () => Task.CompletedTask;

        var notified = await DislocationRows.RunAsync(tables, "BTC", rows);

        notified.ShouldBe(10);
        (await DislocationRows.OutboxAsync(tables, "BTC")).Select(pending => pending.Notification.Id).ShouldBeUnique();
        (await DislocationRows.OutboxAsync(tables, "BTC")).Count.ShouldBe(60);
    }

    [Fact]
    public async Task RunAsync_AnotherInstanceDecidesTheSlotFirst_TellsNothingTwice()
    {
        tables.BeforeCommit = async () =>
        {
            tables.BeforeCommit = () => Task.CompletedTask;
            await DislocationRows.RunAsync(folderStore, "BTC", DislocationRows.Row(0, 1.4));
        };

        var notified = await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(0, 1.4));

        notified.ShouldBe(0);
        (await DislocationRows.OutboxAsync(tables, "BTC")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_AnotherInstanceDecidesAnOlderSlotFirst_DecidesFromItsState()
    {
        tables.BeforeCommit = async () =>
        {
            tables.BeforeCommit = () => Task.CompletedTask;
            await DislocationRows.RunAsync(folderStore, "BTC", DislocationRows.Row(0, 1.4));
        };

        var notified = await DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(1, 0.1));

        notified.ShouldBe(1);
        (await DislocationRows.OutboxAsync(tables, "BTC"))
            .Select(pending => pending.Notification.Kind)
            .ShouldBe([NotificationKind.Fired, NotificationKind.Resolved]);
    }

    [Fact]
    public async Task RunAsync_AnotherInstanceIsAlwaysFirst_ThrowsTheConflict()
    {
        var slot = 0;
        tables.BeforeCommit = () => DislocationRows.RunAsync(folderStore, "BTC", DislocationRows.Row(slot++, 0.1));

        await Should.ThrowAsync<StoreConflictException>(
            DislocationRows.RunAsync(tables, "BTC", DislocationRows.Row(100, 1.4))
        );

        (await DislocationRows.OutboxAsync(tables, "BTC")).ShouldBeEmpty();
    }
}
