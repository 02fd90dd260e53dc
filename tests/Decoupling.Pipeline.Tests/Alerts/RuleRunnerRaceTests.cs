using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>Instances that decide at once, over Azurite.</summary>
public sealed class RuleRunnerRaceTests(AzuriteFixture azurite)
{
    private const int Rounds = 12;
    private const int Instances = 3;

    private readonly string asset = $"{Guid.NewGuid():N}";

    [Fact]
    public async Task RunAsync_InstancesAtOnce_TellEachChangeOnce()
    {
        var stores = new List<ITableStore>();
        for (var i = 0; i < Instances; i++)
        {
            stores.Add(await azurite.OpenTablesAsync());
        }

        for (var slot = 0; slot < Rounds; slot++)
        {
            var ratio = slot % 2 == 0 ? 2 : 0.1;
            var counts = await Task.WhenAll(
                stores.Select(store => DislocationRows.RunAsync(store, asset, DislocationRows.Row(slot, ratio)))
            );

            counts.Sum().ShouldBe(1, $"round {slot}");
        }

        var state = (await DislocationRows.StatesAsync(stores[0], asset)).ShouldHaveSingleItem();
        (state.Generation, state.IsFiring).ShouldBe((Rounds / 2, false));
        var told = await DislocationRows.OutboxAsync(stores[0], asset);
        told.Count.ShouldBe(Rounds);
        told.Select(pending => pending.Notification.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task RunAsync_ManyAlertsInOneTransaction_ComeBackAsTheyWereWritten()
    {
        var tables = await azurite.OpenTablesAsync();
        var rows = Enumerable.Range(0, 55).Select(i => DislocationRows.Row(0, 1 + i, "bybit", $"C{i}/USD:T")).ToArray();

        var notified = await DislocationRows.RunAsync(tables, asset, rows);

        notified.ShouldBe(55);
        (await DislocationRows.StatesAsync(tables, asset))
            .Select(state => state.PeakValue!.Value)
            .Order()
            .ShouldBe(Enumerable.Range(1, 55).Select(value => (double)value));
        (await DislocationRows.OutboxAsync(tables, asset))
            .Select(pending => pending.Notification.Symbol)
            .ShouldBe(rows.Select(row => (string)row["Symbol"]!), ignoreOrder: true);
    }
}
