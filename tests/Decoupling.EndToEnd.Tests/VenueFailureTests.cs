using System.Net;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Snapshots;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A venue that fails leaves a snapshot that says so, and rows for the others.</summary>
[Collection(nameof(SharedStorage))]
public sealed class VenueFailureTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Asset = "SOL";

    private static readonly SimulatorFault Unavailable = new() { Status = HttpStatusCode.ServiceUnavailable };

    private static int day;

    private readonly DateTimeOffset slotAt = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero).AddDays(
        3 * Interlocked.Increment(ref day)
    );

    private SimulatedPipeline simulated = null!;

    public async ValueTask InitializeAsync() =>
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(slotAt),
            Asset
        );

    public ValueTask DisposeAsync() => simulated.DisposeAsync();

    [Fact]
    public async Task Run_OneVenueIsDown_SnapshotSaysSoAndTheOtherIsScored()
    {
        simulated.Simulator.Faults.Set(SimulatedVenue.Bybit, Unavailable);

        await simulated.RunAsync(slotAt);

        var snapshot = await SnapshotAsync(slotAt);
        snapshot.Instruments.Select(instrument => instrument.Venue).Distinct().ShouldBe(["binance"]);
        snapshot.Venues.Single(venue => venue.Venue == "binance").Missing.ShouldBeEmpty();
        var missing = snapshot.Venues.Single(venue => venue.Venue == "bybit").Missing;
        missing.ShouldNotBeEmpty();
        missing.ShouldAllBe(input => input.Reason.Contains("503"));

        var row = (await RowsAsync(ResultTableNames.DecouplingScores)).ShouldHaveSingleItem();
        row["Venue"].ShouldBe("binance");
        row["Status"].ShouldBe("Ok");
        row["VenuesScored"].ShouldBe(1);
        var slot = (await RowsAsync(ResultTableNames.Slots)).ShouldHaveSingleItem();
        slot["Status"].ShouldBe("Done");
        slot["MissingInputs"].ShouldBe(missing.Count);
        simulated.Log.Lines.Count(line => line.Contains("bybit did not give")).ShouldBe(missing.Count);
    }

    [Fact]
    public async Task Run_VenueComesBack_ItsWindowsAreWholeAgain()
    {
        simulated.Simulator.Faults.Set(SimulatedVenue.Bybit, Unavailable);
        await simulated.RunAsync(slotAt);
        simulated.Simulator.Faults.Clear(SimulatedVenue.Bybit);
        var next = slotAt + simulated.Options.Fetch.SlotLength;

        await simulated.RunAsync(next);

        var snapshot = await SnapshotAsync(next);
        snapshot.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
        snapshot.Instruments.Count.ShouldBe(4);
        snapshot.Instruments.ShouldAllBe(instrument => instrument.Bars!.Count == 288);
    }

    [Fact]
    public async Task Run_OnlySpotIsDown_ScoresThePerpetualAgainstTheOtherVenue()
    {
        simulated.Simulator.Faults.Set(SimulatedVenue.BinanceSpot, Unavailable);

        await simulated.RunAsync(slotAt);

        var row = (await RowsAsync(ResultTableNames.DecouplingScores)).Single(scored =>
            (string?)scored["Venue"] == "binance"
        );
        row["Status"].ShouldBe("Ok");
        row["ReferenceVenue"].ShouldBe("bybit");
    }

    [Fact]
    public async Task Run_EveryVenueIsDown_LeavesASnapshotThatSaysSoAndAFailedSlot()
    {
        foreach (var venue in Enum.GetValues<SimulatedVenue>())
        {
            simulated.Simulator.Faults.Set(venue, Unavailable);
        }

        await simulated.RunAsync(slotAt);

        var snapshot = await SnapshotAsync(slotAt);
        snapshot.Instruments.ShouldBeEmpty();
        snapshot.Venues.ShouldAllBe(venue => venue.Missing.Count > 0);
        var slot = (await RowsAsync(ResultTableNames.Slots)).ShouldHaveSingleItem();
        slot["Status"].ShouldBe("Failed");
        ((string)slot["Reason"]!).ShouldContain("no derivative", Case.Insensitive);
    }

    private async Task<MarketSnapshot> SnapshotAsync(DateTimeOffset at) =>
        (await azurite.Blobs.ReadAsync(new SnapshotName(Asset, at), TestContext.Current.CancellationToken)).Snapshot!;

    private async Task<IEnumerable<TableRow>> RowsAsync(string table) =>
        (await StoredRows.ReadAsync(azurite.Tables, table)).Where(row =>
            row.PartitionKey == TableKeys.AssetDay(Asset, slotAt)
        );
}
