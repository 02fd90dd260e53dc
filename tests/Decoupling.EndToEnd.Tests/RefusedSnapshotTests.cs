using System.IO.Compression;
using System.Text;
using Azure;
using Decoupling.Cli.Hosting;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Snapshots;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A blob that is no snapshot is listed in Failures, and the next one is scored all the same.</summary>
[Collection(nameof(SharedStorage))]
public sealed class RefusedSnapshotTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Asset = "ETH";

    private static readonly DateTimeOffset FirstSlotAt = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private SimulatedPipeline simulated = null!;
    private MarketSnapshot early = null!;
    private MarketSnapshot good = null!;

    public async ValueTask InitializeAsync()
    {
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(FirstSlotAt),
            Asset
        );
        early = await simulated.FetchAsync(Asset, SlotAt(7));
        good = await simulated.FetchAsync(Asset, SlotAt(20));
    }

    public ValueTask DisposeAsync() => simulated.DisposeAsync();

    [Fact]
    public async Task Watch_BadBlobsBeforeAGoodOne_RefusesEachWithItsReasonAndScoresTheGood()
    {
        var bytes = SnapshotWriter.Write(good);
        var later = Encoding.UTF8.GetBytes("""{"schemaVersion":2,"shape":"of tomorrow"}""");
        (byte[] Bytes, string Reason)[] bad =
        [
            ([], "nothing in the blob"),
            ("no gzip at all"u8.ToArray(), "no gzip"),
            (bytes[..(bytes.Length / 2)], "cut short"),
            (Gzip("""{"schemaVersion":1,"asset":"""u8), "not that of a snapshot"),
            (Gzip(later), "schema version 2"),
            (Gzip(new byte[17 * 1024 * 1024]), "larger than 16 MiB"),
            (bytes, "which is what it holds"),
            (SnapshotWriter.Write(WithTwoDerivativesOfOneSymbol(early)), "ETHUSDT"),
        ];
        for (var i = 0; i < bad.Length; i++)
        {
            await StoreAsync(SlotAt(i), bad[i].Bytes);
        }

        await StoreAsync(good.SlotAt, bytes);

        var outcomes = await new BlobWatch(simulated.Pipeline, simulated.Options.Fetch, simulated.Clock).ScoreNewAsync(
            CancellationToken.None,
            TestContext.Current.CancellationToken
        );

        outcomes.Count.ShouldBe(bad.Length + 1);
        outcomes[^1].Refusal.ShouldBeNull();
        var failures = await FailuresAsync();
        var ledger = await LedgerAsync();
        for (var i = 0; i < bad.Length; i++)
        {
            var name = new SnapshotName(Asset, SlotAt(i)).Format();
            failures[$"snapshots/{name}"].ShouldContain(bad[i].Reason);
            ledger[SlotAt(i)].ShouldBe("Failed");
        }

        failures.Count.ShouldBe(bad.Length);
        ledger[good.SlotAt].ShouldBe("Done");
    }

    [Fact]
    public async Task Watch_OneBlobCannotBeRead_ScoresTheNextAndThenFails()
    {
        var unreadable = new SnapshotName(Asset, SlotAt(30));
        var next = await simulated.FetchAsync(Asset, SlotAt(31));
        await StoreAsync(unreadable.SlotAt, SnapshotWriter.Write(next));
        await StoreAsync(next.SlotAt, SnapshotWriter.Write(next));
        await using var blobs = await Forwarder.StartAsync(azurite.BlobUri);
        blobs.Forbidden = unreadable.Format();
        var storage = new StorageOptions { ConnectionString = azurite.ConnectionStringThrough(blobs) };
        var pipeline = simulated.Open(simulated.Options with { Storage = storage });

        await Should.ThrowAsync<RequestFailedException>(() =>
            new BlobWatch(pipeline, simulated.Options.Fetch, simulated.Clock).ScoreNewAsync(
                CancellationToken.None,
                TestContext.Current.CancellationToken
            )
        );

        var ledger = await LedgerAsync();
        ledger.ShouldNotContainKey(unreadable.SlotAt);
        ledger[next.SlotAt].ShouldBe("Done");
    }

    private static DateTimeOffset SlotAt(int index) => FirstSlotAt + (index * SlotLength);

    /// <summary>A sound snapshot whose rows no table takes: both have the same key.</summary>
    private static MarketSnapshot WithTwoDerivativesOfOneSymbol(MarketSnapshot snapshot)
    {
        var linear = snapshot.Instruments.First(instrument => instrument.Kind == InstrumentKind.LinearPerpetual);
        return snapshot with { Instruments = [linear, linear with { Kind = InstrumentKind.InversePerpetual }] };
    }

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private async Task StoreAsync(DateTimeOffset slotAt, byte[] bytes) =>
        await azurite.Blobs.WriteIfAbsentAsync(
            new SnapshotName(Asset, slotAt),
            bytes,
            TestContext.Current.CancellationToken
        );

    private async Task<Dictionary<string, string>> FailuresAsync() =>
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Failures, Asset)).ToDictionary(
            row => (string)row["Source"]!,
            row => (string)row["Reason"]!
        );

    private async Task<Dictionary<DateTimeOffset, string>> LedgerAsync() =>
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots, Asset)).ToDictionary(
            row => (DateTimeOffset)row["SlotAt"]!,
            row => (string)row["Status"]!
        );
}
