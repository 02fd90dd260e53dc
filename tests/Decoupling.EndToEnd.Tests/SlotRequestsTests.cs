using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>What a slot asks of storage is what the costs in infra/costs.json are reckoned with.</summary>
[Collection(nameof(SharedStorage))]
public sealed class SlotRequestsTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset StartAt = new(2028, 2, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Slot_TwoVenues_AsksStorageAsOftenAsTheCostsSay()
    {
        await using var blobs = await Forwarder.StartAsync(azurite.BlobUri);
        await using var tables = await Forwarder.StartAsync(azurite.TableUri);
        var script = new MarketScript { StartAt = StartAt, Phases = [MarketPhase.Calm(TimeSpan.FromHours(1))] };
        await using var simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionStringThrough(blobs, tables),
            script,
            "BTC"
        );
        for (var slot = 0; slot < 3; slot++)
        {
            await simulated.RunAsync(StartAt.AddMinutes(5 * slot));
        }

        var before = (Blobs: blobs.Requests.ToArray(), Tables: tables.Requests.Count);
        await simulated.RunAsync(StartAt.AddMinutes(15));

        var asked = blobs.Requests.Skip(before.Blobs.Length).ToArray();
        var measured = Measured();
        var writes = asked.Count(request => request.StartsWith("PUT", StringComparison.Ordinal));
        writes.ShouldBe(measured.GetProperty("blobWritesPerSnapshot").GetInt32());
        IsAbout(asked.Length - writes, measured.GetProperty("blobReadsPerSnapshot"));
        IsAbout(tables.Requests.Count - before.Tables, measured.GetProperty("tableRequestsPerSnapshot"));
    }

    [Theory]
    [InlineData(5, "snapshotBytes5Minutes")]
    [InlineData(1, "snapshotBytes1Minute")]
    public async Task Snapshot_TwoVenues_IsAsLargeAsTheCostsSay(int slotMinutes, string name)
    {
        var startAt = StartAt.AddDays(slotMinutes);
        var script = new MarketScript { StartAt = startAt, Phases = [MarketPhase.Calm(TimeSpan.FromHours(1))] };
        await using var simulated = await SimulatedPipeline.StartAsync(azurite.ConnectionString, script, "BTC");
        var options = simulated.Options with
        {
            Fetch = simulated.Options.Fetch with { SlotLength = TimeSpan.FromMinutes(slotMinutes) },
        };
        var pipeline = simulated.Open(options);
        IReadOnlyList<string> names = [];
        for (var slot = 0; slot < 3; slot++)
        {
            simulated.MoveToFetchOf(startAt.AddMinutes(slotMinutes * slot));
            names = await pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);
        }

        var blob = azurite.Container.GetBlobClient(names.ShouldHaveSingleItem());
        var properties = await blob.GetPropertiesAsync(cancellationToken: TestContext.Current.CancellationToken);

        IsAbout(properties.Value.ContentLength, Measured().GetProperty(name));
    }

    private static JsonElement Measured() =>
        JsonDocument
            .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consumers", "costs.json")))
            .RootElement.GetProperty("measured");

    // Some requests or bytes more or fewer change no cost that a person would look at.
    private static void IsAbout(long counted, JsonElement expected) =>
        ((double)counted).ShouldBeInRange(0.7 * expected.GetInt32(), 1.3 * expected.GetInt32());
}
