using Decoupling.Baselines;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A fetch names the newest baseline that serves its slot's day; the score reads that one, or says that it could not.</summary>
[Collection(nameof(SharedStorage))]
public sealed class NamedBaselineTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Asset = "BTC";

    private static int test;

    private readonly DateTimeOffset slotAt = new DateTimeOffset(2027, 1, 10, 12, 0, 0, TimeSpan.Zero).AddDays(
        100 * Interlocked.Increment(ref test)
    );

    private SimulatedPipeline simulated = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(slotAt.UtcDateTime);

    public async ValueTask InitializeAsync() =>
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(slotAt),
            Asset
        );

    public ValueTask DisposeAsync() => simulated.DisposeAsync();

    [Fact]
    public async Task Fetch_BaselinesOfSeveralDays_NamesTheNewestThatServesTheDay()
    {
        await WriteAsync(Today.AddDays(-40));
        await WriteAsync(Today.AddDays(-3));
        var newest = await WriteAsync(Today.AddDays(-1));
        await WriteAsync(Today.AddDays(1));

        await simulated.RunAsync(slotAt);

        (await BaselineOfAsync(slotAt)).ShouldBe(newest);
        var today = await WriteAsync(Today);
        await simulated.RunAsync(slotAt.AddMinutes(5));
        (await BaselineOfAsync(slotAt.AddMinutes(5))).ShouldBe(today);
        foreach (var row in await RowsAsync())
        {
            ((string?)row["DislocationCompositeStatus"]).ShouldBe(
                (string?)row["Venue"] == "binance" ? "Ok" : "InsufficientData"
            );
        }
    }

    [Fact]
    public async Task Fetch_OnlyABaselineThatIsTooOld_NamesNone()
    {
        await WriteAsync(Today.AddDays(-BaselineBlobs.OldestDays - 1));

        await simulated.RunAsync(slotAt);

        (await BaselineOfAsync(slotAt)).ShouldBeNull();
        (await RowsAsync()).ShouldAllBe(row => (string?)row["DislocationCompositeStatus"] == "InsufficientData");
    }

    [Fact]
    public async Task Score_NamedBaselineIsGone_ListsItAndScoresTheRest()
    {
        var name = await WriteAsync(Today);
        simulated.MoveToFetchOf(slotAt);
        var snapshots = await simulated.Pipeline.Fetch.RunAsync(Cancellation);
        await azurite.Baselines.DeleteAsync(name, Cancellation);

        var outcome = await simulated.Pipeline.Score.RunAsync(snapshots[0], Cancellation);

        outcome.Refusal.ShouldBeNull();
        var rows = await RowsAsync();
        rows.ShouldAllBe(row => (string?)row["Status"] == "Ok");
        rows.ShouldAllBe(row => (string?)row["DislocationCompositeStatus"] == "InvalidInput");
        rows.ShouldAllBe(row => ((string)row["DislocationCompositeReason"]!).Contains(name));
        var failures = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Failures);
        failures.ShouldContain(row => (string?)row["Source"] == $"{BaselineName.Container}/{name}");
    }

    private async Task<string> WriteAsync(DateOnly day) =>
        (
            await new BaselineBlobs(azurite.Baselines).WriteAsync(
                BaselineMerging.Compute(
                    Asset,
                    day,
                    TimeSpan.FromMinutes(5),
                    [.. Enumerable.Range(-35, 35).Select(before => Digest(day.AddDays(before)))],
                    new BaselineOptions()
                ),
                Cancellation
            )
        ).Format();

    private static DayDigest Digest(DateOnly day)
    {
        var random = new Random(day.DayNumber);
        var builder = new DayDigestBuilder();
        builder.Add("binance", "BTCUSDT", _ => random.NextDouble());
        return builder.Build(Asset, day, TimeSpan.FromMinutes(5));
    }

    private async Task<string?> BaselineOfAsync(DateTimeOffset at) =>
        (await azurite.Blobs.ReadAsync(new SnapshotName(Asset, at), Cancellation)).Snapshot!.Baseline;

    private async Task<TableRow[]> RowsAsync() =>
        await azurite
            .Tables.ReadPartitionAsync(
                ResultTableNames.DecouplingScores,
                TableKeys.AssetDay(Asset, slotAt),
                null,
                TableKeys.ReverseTicks(slotAt.AddMinutes(-5)),
                Cancellation
            )
            .Select(stored => stored.Row)
            .Take(2)
            .ToArrayAsync(Cancellation);
}
