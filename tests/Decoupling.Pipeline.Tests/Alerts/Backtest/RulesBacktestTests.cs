using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts.Backtest;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Alerts.Backtest;

public sealed class RulesBacktestTests
{
    private static readonly AlertRule s_rule = DislocationRows.Rule with
    {
        Levels = [new(AlertSeverity.Warning, 1, 0.6), new(AlertSeverity.Critical, 3, 1.8)],
        LateAfter = TimeSpan.FromMinutes(12),
        Cooldown = TimeSpan.FromMinutes(30),
    };

    private static readonly double?[] s_ratios = [0.1, 1.5, 4, 0.2, 1.2, 0.3, null, 2];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_Slots_ListsFiringsAndMessages()
    {
        var backtest = new RulesBacktest([s_rule], DislocationRows.Channels);
        for (var slot = 0; slot < s_ratios.Length; slot++)
        {
            await TakeAsync(backtest, slot, DislocationRows.Row(slot, s_ratios[slot]));
        }

        await TakeAsync(backtest, 20, DislocationRows.Row(20, 2));

        const string key = "dislocation/BTC/bybit/BTCUSDT";
        backtest.Firings.ShouldBe([
            new BacktestFiring(key, 1, DislocationRows.SlotAt(1), DislocationRows.SlotAt(3), 2, 4),
            new BacktestFiring(key, 2, DislocationRows.SlotAt(4), DislocationRows.SlotAt(5), 1, 1.2),
            new BacktestFiring(key, 3, DislocationRows.SlotAt(7), null, 1, 2),
        ]);
        backtest
            .Messages.Select(message => $"{message.Notification.Kind} {message.HeldBackCause}")
            .ShouldBe([
                "Fired ",
                "Escalated ",
                "Resolved ",
                "Fired CoolingDown",
                "Fired CoolingDown",
                // Ninety minutes without a slot: the cooldown is over when the check finds it late.
                "Fired ",
                "Late ",
                "DataBack ",
            ]);
    }

    /// <summary>The second route is the live one: the same slots through the runner and its outbox.</summary>
    [Fact]
    public async Task TakeAsync_RandomSlots_TellsWhatTheLiveRunnerTells()
    {
        using var folder = new TemporaryFolder();
        await using var tables = new FolderTableStore(folder.FullName);
        await tables.CreateTablesAsync(Cancellation);
        var live = new Decoupling.Pipeline.Alerts.RuleRunner(
            tables,
            [s_rule],
            DislocationRows.Channels,
            new ManualTime(DislocationRows.FirstSlotAt)
        );
        var backtest = new RulesBacktest([s_rule], DislocationRows.Channels);
        var random = new Random(7);
        for (var slot = 0; slot < 300; slot++)
        {
            var row = DislocationRows.Row(slot, random.NextDouble() * 5);
            await live.RunAsync("BTC", ResultTableNames.DecouplingScores, [row], Cancellation);
            await TakeAsync(backtest, slot, row);
        }

        var outbox = await DislocationRows.OutboxAsync(tables, "BTC");
        outbox.Count.ShouldBeGreaterThan(50);
        backtest
            .Messages.Select(message => (message.Notification.Id, message.Notification.SlotAt, message.HeldBackReason))
            .ShouldBe(
                outbox.Select(pending =>
                    (pending.Notification.Id, pending.Notification.SlotAt, pending.HeldBack?.Reason)
                ),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task ReadFolder_WhatAReplayWrote_GivesTheSlotsOfTheTimeInOrder()
    {
        using var folder = new TemporaryFolder();
        await using (var tables = new FolderTableStore(folder.FullName))
        {
            await tables.CreateTablesAsync(Cancellation);
            foreach (var slot in new[] { 3, 0, 1, 2 })
            {
                var row = DislocationRows.Row(slot, slot) with { PartitionKey = "BTC_20260105" };
                await tables.UpsertAsync(ResultTableNames.DecouplingScores, [row], Cancellation);
            }
        }

        var slots = StoredSlots.ReadFolder(
            folder.FullName,
            [s_rule],
            DislocationRows.SlotAt(1),
            DislocationRows.SlotAt(3)
        );

        slots.Select(slot => slot.SlotAt).ShouldBe([DislocationRows.SlotAt(1), DislocationRows.SlotAt(2)]);
        slots.ShouldAllBe(slot => slot.Asset == "BTC" && slot.Table == ResultTableNames.DecouplingScores);
        slots[1].Rows.ShouldHaveSingleItem()["Venue"].ShouldBe("bybit");
    }

    [Fact]
    public void ReadFolder_BadLine_NamesTheFileAndTheLine()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.FullName, "DecouplingScores.ndjson");
        File.WriteAllText(file, "{\"PartitionKey\":\"BTC_20260105\",\"RowKey\":\"r\"}\n");

        Should
            .Throw<InvalidDataException>(() =>
                StoredSlots.ReadFolder(folder.FullName, [s_rule], DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
            )
            .Message.ShouldBe($"{file}, line 1 is no row of a result table.");
    }

    private static Task TakeAsync(RulesBacktest backtest, int slot, TableRow row) =>
        backtest.TakeAsync("BTC", ResultTableNames.DecouplingScores, DislocationRows.SlotAt(slot), [row], Cancellation);
}
