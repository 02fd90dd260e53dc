using Decoupling.Cli.Hosting;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Microsoft.Extensions.Logging;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A host that is stopped while a step hangs ends all the same, leaves nothing half-written, and the next one finishes the slot.</summary>
public sealed class LocalHostDrainTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Asset = "SOL";
    private const string Never = "0 0 0 1 1 *";

    private static readonly DateTimeOffset SlotAt = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SimulatedPipeline simulated = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(SlotAt),
            Asset
        );

    public ValueTask DisposeAsync() => simulated.DisposeAsync();

    [Fact]
    public async Task Run_StoppedWhileAVenueHangs_CutsTheStepAndTheNextHostFinishesIt()
    {
        await using var bybit = await Forwarder.StartAsync(simulated.Simulator.BybitAddress);
        simulated.Simulator.Faults.Set(SimulatedVenue.Bybit, new SimulatorFault { Hang = true });
        simulated.MoveToFetchOf(SlotAt);
        var venues = simulated.Options.Venues;
        var options = simulated.Options with
        {
            Venues = venues with
            {
                Bybit = venues.Bybit with { BaseAddress = bybit.Address },
                AllowedHosts = [.. venues.AllowedHosts, bybit.Address.Authority],
            },
            Schedules = new ScheduleOptions
            {
                Fetch = "* * * * * *",
                Summarize = Never,
                Check = Never,
                Deliver = Never,
                Baseline = Never,
                Purge = Never,
            },
        };
        var pipeline = simulated.Open(options);
        using var loggers = simulated.Log.CreateFactory();
        var host = new LocalHost(pipeline, options, simulated.Clock, loggers.CreateLogger<LocalHost>())
        {
            DrainLength = TimeSpan.FromMilliseconds(100),
        };
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = host.RunAsync(stopping.Token);
        await bybit.FirstRequest.WaitAsync(Patience, Cancellation);

        await stopping.CancelAsync();
        await running.WaitAsync(Patience, Cancellation);

        var name = new SnapshotName(Asset, SlotAt);
        (await azurite.Blobs.ExistsAsync(name, Cancellation)).ShouldBeFalse();
        (await StatusAsync()).ShouldBe("Claimed");
        simulated.Log.Lines.ShouldContain(line => line.Contains("FetchSnapshots was cut off while stopping"));

        simulated.Simulator.Faults.Clear(SimulatedVenue.Bybit);
        simulated.Clock.MoveTo(SlotAt.AddMinutes(3));
        await simulated.Pipeline.Score.RunAsync(
            (await simulated.Pipeline.Fetch.RunAsync(Cancellation)).ShouldHaveSingleItem(),
            Cancellation
        );
        (await StatusAsync()).ShouldBe("Done");
    }

    private async Task<string> StatusAsync() =>
        (string)
            (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots, Asset)).Single(row =>
                (DateTimeOffset)row["SlotAt"]! == SlotAt
            )["Status"]!;
}
