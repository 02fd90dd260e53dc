using Azure.Storage.Blobs;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Snapshots;

public sealed class SnapshotBlobsTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Noon = new(2024, 7, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteIfAbsentAsync_SecondWriter_LeavesTheFirstBlob()
    {
        var blobs = await OpenAsync();
        var first = new RandomMarket(1).Few();
        var name = SnapshotName.From(first);

        var created = await blobs.WriteIfAbsentAsync(name, SnapshotWriter.Write(first), Cancellation);
        var createdAgain = await blobs.WriteIfAbsentAsync(
            name,
            SnapshotWriter.Write(first with { Baseline = null }),
            Cancellation
        );
        var read = await blobs.ReadAsync(name, Cancellation);

        (created, createdAgain).ShouldBe((true, false));
        read.Snapshot!.Baseline.ShouldBe(first.Baseline);
    }

    [Fact]
    public async Task WriteIfAbsentAsync_ManyAtOnce_CreatesOne()
    {
        var blobs = await OpenAsync();
        var name = new SnapshotName("BTC", Noon);

        var writes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => blobs.WriteIfAbsentAsync(name, new byte[] { (byte)i }, Cancellation))
        );

        writes.Count(created => created).ShouldBe(1);
    }

    [Fact]
    public async Task CreateContainerAsync_Twice_IsTheSame()
    {
        var blobs = await OpenAsync();

        await blobs.CreateContainerAsync(Cancellation);

        (await ToListAsync(blobs.ListWrittenSinceAsync(default, Cancellation))).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_NoBlob_IsAbsent()
    {
        var blobs = await OpenAsync();

        var read = await blobs.ReadAsync(new SnapshotName("BTC", Noon), Cancellation);

        read.Refusal!.Kind.ShouldBe(SnapshotRefusalKind.Absent);
        read.Refusal.Reason.ShouldContain("v1/BTC/2024/07/31/20240731T120000Z.json.gz");
    }

    [Fact]
    public async Task ReadAsync_BadBlob_IsRefused()
    {
        var blobs = await OpenAsync();
        var name = new SnapshotName("BTC", Noon);
        await blobs.WriteIfAbsentAsync(name, Packed.Pack("{\"schemaVersion\":7}"), Cancellation);

        var read = await blobs.ReadAsync(name, Cancellation);

        read.Refusal!.Kind.ShouldBe(SnapshotRefusalKind.WrongVersion);
    }

    [Fact]
    public async Task ReadAsync_BlobLargerThan16MiB_IsOversized()
    {
        var blobs = await OpenAsync();
        var name = new SnapshotName("BTC", Noon);
        await blobs.WriteIfAbsentAsync(name, new byte[SnapshotReader.MaxBytes + 1], Cancellation);

        var read = await blobs.ReadAsync(name, Cancellation);

        read.Refusal!.Kind.ShouldBe(SnapshotRefusalKind.Oversized);
    }

    [Fact]
    public async Task ListAsync_Range_GivesTheAssetsSlotsInOrder()
    {
        var blobs = await OpenAsync();
        await WriteAsync(blobs, "BTC", 13, 0, 12, 24 * 40, 1);
        await WriteAsync(blobs, "BTCDOM", 2);

        (await HoursAsync(blobs.ListAsync("BTC", Noon, Noon.AddDays(60), Cancellation))).ShouldBe([
            0,
            1,
            12,
            13,
            24 * 40,
        ]);
        (await HoursAsync(blobs.ListAsync("BTC", Noon.AddHours(1), Noon.AddHours(13), Cancellation))).ShouldBe([1, 12]);
        (await HoursAsync(blobs.ListAsync("BTC", Noon.AddHours(1), Noon.AddHours(2), Cancellation))).ShouldBe([1]);
        (await HoursAsync(blobs.ListAsync("BTC", Noon.AddHours(2), Noon.AddHours(1), Cancellation))).ShouldBeEmpty();
        (await HoursAsync(blobs.ListAsync("ETH", Noon, Noon.AddDays(1), Cancellation))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(13, 24, 12)]
    [InlineData(12, 24, 1)]
    [InlineData(11.5, 1, null)]
    [InlineData(11.5, 12, 1)]
    [InlineData(24 * 7, 24 * 30, 13)]
    [InlineData(24 * 7, 24, null)]
    [InlineData(0, 24 * 30, null)]
    public async Task FindNewestBeforeAsync_Slot_IsTheOneBefore(double hour, int withinHours, int? expected)
    {
        var blobs = await OpenAsync();
        await WriteAsync(blobs, "BTC", 0, 1, 12, 13);

        var newest = await blobs.FindNewestBeforeAsync(
            "BTC",
            Noon.AddHours(hour),
            TimeSpan.FromHours(withinHours),
            Cancellation
        );

        newest?.SlotAt.ShouldBe(Noon.AddHours(expected ?? -1));
        newest.HasValue.ShouldBe(expected.HasValue);
    }

    [Fact]
    public async Task ListWrittenSinceAsync_Watch_SeesWhatIsNewWhateverItsName()
    {
        var container = await NewContainerAsync();
        var blobs = new SnapshotBlobs(container);
        await blobs.CreateContainerAsync(Cancellation);
        await WriteAsync(blobs, "BTC", 0);
        await container.UploadBlobAsync("oops.txt", BinaryData.FromString("hello"), Cancellation);

        var seen = await ToListAsync(blobs.ListWrittenSinceAsync(default, Cancellation));
        var later = await ToListAsync(
            blobs.ListWrittenSinceAsync(seen.Max(blob => blob.WrittenAt).AddSeconds(1), Cancellation)
        );

        seen.Select(blob => blob.Path).ShouldBe(["oops.txt", new SnapshotName("BTC", Noon).Format()]);
        seen.ShouldAllBe(blob => blob.ETag.Length > 0);
        later.ShouldBeEmpty();
    }

    private async Task<BlobContainerClient> NewContainerAsync() =>
        new((await azurite.Azurite).ConnectionString, $"c{Guid.NewGuid():N}");

    private async Task<SnapshotBlobs> OpenAsync()
    {
        var blobs = new SnapshotBlobs(await NewContainerAsync());
        await blobs.CreateContainerAsync(Cancellation);
        return blobs;
    }

    private static async Task WriteAsync(SnapshotBlobs blobs, string asset, params int[] hours)
    {
        foreach (var hour in hours)
        {
            await blobs.WriteIfAbsentAsync(
                new SnapshotName(asset, Noon.AddHours(hour)),
                new byte[] { 1 },
                Cancellation
            );
        }
    }

    private static async Task<double[]> HoursAsync(IAsyncEnumerable<SnapshotName> names) =>
        [.. (await ToListAsync(names)).Select(name => (name.SlotAt - Noon).TotalHours)];

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
