using Azure.Storage.Blobs;
using Decoupling.Baselines;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Baselines;
using Decoupling.Pipeline.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Steps;

public sealed class BuildBaselinesTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Days = 5;

    private static readonly DateOnly Today = StoredDays.FirstDay.AddDays(Days);

    private readonly string asset = $"{Guid.NewGuid():N}"[..20];
    private readonly ManualTime clock = new(StoredDays.StartOf(Today).AddMinutes(20));

    private AzureTableStore tables = null!;
    private BlobBaselineStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        tables = await azurite.OpenTablesAsync();
        store = new BlobBaselineStore(
            new BlobContainerClient((await azurite.Azurite).ConnectionString, $"t{Guid.NewGuid():N}")
        );
        await store.CreateAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Run_DaysWithRows_DigestsEachAndMergesThem()
    {
        await WriteDaysAsync(0, 1, 2, 3, 4);

        var names = await Step().RunAsync(Cancellation);

        var expected = BaselineBytes.Write(StoredDays.Baseline(Days, asset)).Name;
        names.ShouldBe([expected.Format()]);
        (await PathsAsync()).ShouldBe([
            expected.Format(),
            .. Enumerable
                .Range(0, Days)
                .Select(day => BaselineBytes.Write(StoredDays.Digest(day, asset)).Name.Format()),
        ]);
    }

    [Fact]
    public async Task Run_Again_ChangesNothing()
    {
        await WriteDaysAsync(0, 1, 2);
        await Step().RunAsync(Cancellation);
        var before = await PathsAsync();

        await Step().RunAsync(Cancellation);

        (await PathsAsync()).ShouldBe(before);
        (await FailuresAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_NoRowsAtAll_BuildsNothing()
    {
        (await Step().RunAsync(Cancellation)).ShouldBeEmpty();
        (await PathsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_RowsOfTodayOrNotOkOrOfAnotherSlotLength_DoNotCount()
    {
        await WriteDaysAsync(0, Days);
        var slotAt = StoredDays.StartOf(StoredDays.FirstDay).AddHours(20);
        TableRow[] others =
        [
            StoredDays.Row(asset, slotAt, "binance", status: "Stale"),
            StoredDays.Row(asset, slotAt.AddMinutes(1), "binance", seconds: 60),
        ];
        await tables.UpsertAsync(ResultTableNames.DecouplingScores, others, Cancellation);

        var names = await Step().RunAsync(Cancellation);

        var expected = BaselineMerging.Compute(
            asset,
            Today,
            StoredDays.SlotLength,
            [StoredDays.Digest(0, asset)],
            new BaselineOptions()
        );
        names.ShouldBe([BaselineBytes.Write(expected).Name.Format()]);
    }

    [Fact]
    public async Task Run_KilledAfterAnyWrite_IsFinishedByTheNext()
    {
        await WriteDaysAsync(0, 1, 2, 3, 4);
        for (var writes = 0; writes <= Days; writes++)
        {
            var killed = new KilledStore(store, writes);
            await Should.ThrowAsync<OperationCanceledException>(Step(killed).RunAsync(Cancellation));
            (await PathsAsync()).Length.ShouldBe(writes);

            var names = await Step().RunAsync(Cancellation);

            names.ShouldBe([BaselineBytes.Write(StoredDays.Baseline(Days, asset)).Name.Format()]);
            (await PathsAsync()).Length.ShouldBe(Days + 1);
            foreach (var path in await PathsAsync())
            {
                await store.DeleteAsync(path, Cancellation);
            }
        }
    }

    [Fact]
    public async Task Run_DayWhoseRowsComeLate_CountsFromTheNextDayOn()
    {
        await WriteDaysAsync(0, 1, 3, 4);
        var today = await Step().RunAsync(Cancellation);
        await WriteDaysAsync(2, Days);

        (await Step().RunAsync(Cancellation)).ShouldBe(today);
        clock.Advance(TimeSpan.FromDays(1));
        var tomorrow = await Step().RunAsync(Cancellation);

        tomorrow.ShouldBe([BaselineBytes.Write(StoredDays.Baseline(Days + 1, asset)).Name.Format()]);
    }

    [Fact]
    public async Task Run_DaysWithoutARun_AreCaughtUp()
    {
        await WriteDaysAsync(0);
        clock.Advance(-TimeSpan.FromDays(Days - 1));
        await Step().RunAsync(Cancellation);
        await WriteDaysAsync(1, 2, 3, 4);
        clock.Advance(TimeSpan.FromDays(Days - 1));

        var names = await Step().RunAsync(Cancellation);

        names.ShouldBe([BaselineBytes.Write(StoredDays.Baseline(Days, asset)).Name.Format()]);
    }

    [Fact]
    public async Task Run_DamagedDigest_IsListedAndBuiltAnew()
    {
        await WriteDaysAsync(0, 1, 2, 3, 4);
        var expected = await Step().RunAsync(Cancellation);
        var digest = BaselineBytes.Write(StoredDays.Digest(1, asset)).Name.Format();
        await ReplaceAsync(digest, "no gzip"u8.ToArray());
        await store.DeleteAsync(expected[0], Cancellation);

        (await Step().RunAsync(Cancellation)).ShouldBe(expected);

        var failure = (await FailuresAsync()).ShouldHaveSingleItem();
        failure["Source"].ShouldBe($"{BaselineName.Container}/{digest}");
        ((string)failure["Reason"]!).ShouldBe("The bytes are no gzip. It is built anew from its day's rows.");
        (await store.ReadAsync(digest, Cancellation)).ShouldBe(BaselineBytes.Write(StoredDays.Digest(1, asset)).Bytes);
    }

    [Fact]
    public async Task Run_DamagedDigestWhoseRowsAreGone_IsListedAndLeftOut()
    {
        await WriteDaysAsync(0, 2, 3, 4);
        await store.DeleteAsync((await Step().RunAsync(Cancellation))[0], Cancellation);
        var gone = BaselineBytes.Write(StoredDays.Digest(1, asset)).Name;
        await store.WriteIfAbsentAsync(gone.Format(), new byte[40], Cancellation);

        var names = await Step().RunAsync(Cancellation);

        var expected = BaselineMerging.Compute(
            asset,
            Today,
            StoredDays.SlotLength,
            [.. new[] { 0, 2, 3, 4 }.Select(day => StoredDays.Digest(day, asset))],
            new BaselineOptions()
        );
        names.ShouldBe([BaselineBytes.Write(expected).Name.Format()]);
        ((string)(await FailuresAsync()).ShouldHaveSingleItem()["Reason"]!).ShouldContain("left out");
        (await store.ReadAsync(gone.Format(), Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Run_DamagedBaselineOfToday_IsListedAndBuiltAnew()
    {
        await WriteDaysAsync(0, 1);
        var expected = (await Step().RunAsync(Cancellation))[0];
        var sound = await store.ReadAsync(expected, Cancellation);
        await ReplaceAsync(expected, sound![..^9]);

        (await Step().RunAsync(Cancellation)).ShouldBe([expected]);

        (await store.ReadAsync(expected, Cancellation)).ShouldBe(sound);
        ((string)(await FailuresAsync()).ShouldHaveSingleItem()["Reason"]!).ShouldContain("It is built anew.");
    }

    [Fact]
    public async Task Run_OneAssetFails_TheOthersAreBuilt()
    {
        await WriteDaysAsync(0);
        var failing = new KilledStore(store, writes: 0);
        var step = Step(failing, $"{asset[..10]}x", asset);
        await tables.UpsertAsync(
            ResultTableNames.DecouplingScores,
            StoredDays.Rows($"{asset[..10]}x", StoredDays.FirstDay),
            Cancellation
        );

        await Should.ThrowAsync<OperationCanceledException>(step.RunAsync(Cancellation));

        failing.Refused.ShouldBe([$"{asset[..10]}x", asset]);
    }

    private async Task WriteDaysAsync(params int[] days)
    {
        foreach (var day in days)
        {
            await tables.UpsertAsync(
                ResultTableNames.DecouplingScores,
                StoredDays.Rows(asset, StoredDays.FirstDay.AddDays(day)),
                Cancellation
            );
        }
    }

    private async Task ReplaceAsync(string path, byte[] bytes)
    {
        await store.DeleteAsync(path, Cancellation);
        await store.WriteIfAbsentAsync(path, bytes, Cancellation);
    }

    private async Task<string[]> PathsAsync() => await store.ListAsync("v1/", Cancellation).ToArrayAsync(Cancellation);

    private async Task<TableRow[]> FailuresAsync() =>
        await tables
            .ReadPartitionAsync(ResultTableNames.Failures, TableKeys.Day(clock.GetUtcNow()), null, null, Cancellation)
            .Select(stored => stored.Row)
            .Where(row => (string?)row["Asset"] == asset)
            .ToArrayAsync(Cancellation);

    private BuildBaselines Step(IBaselineStore? over = null, params string[] assets) =>
        new(
            new FetchOptions { Assets = assets.Length > 0 ? assets : [asset] },
            // The first run asks for each day of the window.
            new BaselineOptions { WindowDays = 40 },
            tables,
            new BaselineBlobs(over ?? store),
            new FailureLog(tables, clock),
            clock,
            NullLogger<BuildBaselines>.Instance
        );

    /// <summary>A store whose process dies after so many writes.</summary>
    private sealed class KilledStore(IBaselineStore store, int writes) : IBaselineStore
    {
        private int left = writes;

        public List<string> Refused { get; } = [];

        public Task CreateAsync(CancellationToken cancellationToken) => store.CreateAsync(cancellationToken);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
            store.ListAsync(prefix, cancellationToken);

        public Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken) =>
            store.ReadAsync(path, cancellationToken);

        public Task<bool> WriteIfAbsentAsync(
            string path,
            ReadOnlyMemory<byte> bytes,
            CancellationToken cancellationToken
        )
        {
            if (left-- > 0)
            {
                return store.WriteIfAbsentAsync(path, bytes, cancellationToken);
            }

            Refused.Add(path.Split('/')[2]);
            throw new OperationCanceledException("The process died.");
        }

        public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
            store.DeleteAsync(path, cancellationToken);
    }
}
