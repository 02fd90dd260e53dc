using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests;

/// <summary>Triggers come at least once, late and out of order: a second run over the same snapshots changes nothing.</summary>
[Collection(nameof(ScriptedRun))]
public sealed class RepeatedRunTests(ScriptedRun run)
{
    [Fact]
    public Task Score_SameSnapshotsAgain_ChangesNotOneByte() => RunAgainAsync(ScriptedRun.Slots);

    [Fact]
    public Task Score_SameSnapshotsNewestFirst_ChangesNotOneByte() => RunAgainAsync(ScriptedRun.Slots.Reverse());

    [Fact]
    public async Task Score_TwoInstancesAtOnce_ChangesNotOneByte()
    {
        var before = await StateAsync();
        var other = run.Simulated.Open(run.Simulated.Options);
        var name = new SnapshotName(ScriptedRun.Asset, ScriptedRun.At(25)).Format();

        await Task.WhenAll(
            run.Simulated.Pipeline.Score.RunAsync(name, TestContext.Current.CancellationToken),
            other.Score.RunAsync(name, TestContext.Current.CancellationToken)
        );

        (await StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Fetch_SlotThatIsDone_LeavesItsBlobAndAsksNobody()
    {
        var requests = run.Simulated.Simulator.Faults.RequestsOf(Simulator.Venues.SimulatedVenue.Bybit);

        var names = await run.Simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        names.ShouldBeEmpty();
        run.Simulated.Simulator.Faults.RequestsOf(Simulator.Venues.SimulatedVenue.Bybit).ShouldBe(requests);
    }

    private async Task RunAgainAsync(IEnumerable<DateTimeOffset> slots)
    {
        var before = await StateAsync();
        var posted = run.Simulated.Receiver.Received.Count;
        var restarted = run.Simulated.Open(run.Simulated.Options);

        foreach (var slotAt in slots)
        {
            var name = new SnapshotName(ScriptedRun.Asset, slotAt).Format();
            var outcome = await restarted.Score.RunAsync(name, TestContext.Current.CancellationToken);
            outcome.Notifications.ShouldBe(0);
        }

        (await StateAsync()).ShouldBe(before);
        run.Simulated.Receiver.Received.Count.ShouldBe(posted);
    }

    /// <summary>Every byte of every row that scoring writes.</summary>
    private async Task<string> StateAsync()
    {
        string[] tables =
        [
            ResultTableNames.DecouplingScores,
            ResultTableNames.LiquidationRisk,
            ResultTableNames.Latest,
            ResultTableNames.Alerts,
            ResultTableNames.Notifications,
            ResultTableNames.Slots,
            ResultTableNames.Failures,
        ];
        var texts = new List<string>();
        foreach (var table in tables)
        {
            texts.Add(await StoredRows.TextAsync(run.Azurite.Tables, table));
        }

        return string.Concat(texts);
    }
}
