using Azure;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Health;

public sealed class StepRunsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset StartAt = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly ManualTime clock = new(StartAt);
    private FolderTableStore store = null!;
    private HealthRows rows = null!;
    private StepRuns runs = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = new FolderTableStore(folder.FullName);
        await store.CreateTablesAsync(Cancellation);
        rows = new HealthRows(store);
        runs = NewRuns();
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_GoesWell_SaysWhenAndNotMoreThanOnceAMinute()
    {
        await RunAsync();
        clock.Advance(TimeSpan.FromSeconds(59));
        await RunAsync();
        (await RowAsync()).AsOf.ShouldBe(StartAt);

        clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();

        var row = await RowAsync();
        (row.AsOf, row.LastOkAt, row.State).ShouldBe((clock.GetUtcNow(), clock.GetUtcNow(), HealthState.Ok));
    }

    [Fact]
    public async Task RunAsync_Fails_SaysSoAtOnceAndThrowsWhatWasThrown()
    {
        await RunAsync();
        clock.Advance(TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<RequestFailedException>(() => FailAsync(new RequestFailedException(503, "secret")));

        var row = await RowAsync();
        (row.LastOkAt, row.LastFailedAt, row.State).ShouldBe((StartAt, clock.GetUtcNow(), HealthState.Attention));
        row.Reason.ShouldContain("503");
        row.Reason.ShouldNotContain("secret");
    }

    [Fact]
    public async Task RunAsync_GetsWellInAnotherProcess_KeepsWhenItFailedLast()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => FailAsync(new InvalidOperationException("secret")));
        clock.Advance(TimeSpan.FromSeconds(1));
        runs = NewRuns();

        await RunAsync();

        var row = await RowAsync();
        (row.LastFailedAt, row.State).ShouldBe((StartAt, HealthState.Ok));
    }

    [Fact]
    public async Task RunAsync_RowCannotBeWritten_RunsTheStepAllTheSame()
    {
        runs = NewRuns(
            new WatchedTableStore(store) { BeforeUpsert = () => throw new RequestFailedException(503, "away") }
        );

        (await runs.RunAsync("FetchSnapshots", () => Task.FromResult(7), Cancellation)).ShouldBe(7);
    }

    [Fact]
    public async Task RunAsync_CutWhileStopping_IsNoFailure()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            runs.RunAsync("FetchSnapshots", () => Task.FromCanceled(stopped.Token), stopped.Token)
        );

        (await rows.ReadStepAsync("FetchSnapshots", Cancellation)).ShouldBeNull();
    }

    private StepRuns NewRuns(ITableStore? tables = null) =>
        new(new HealthRows(tables ?? store), clock, NullLogger<StepRuns>.Instance);

    private Task RunAsync() => runs.RunAsync("FetchSnapshots", () => Task.CompletedTask, Cancellation);

    private Task FailAsync(Exception failure) =>
        runs.RunAsync("FetchSnapshots", () => Task.FromException(failure), Cancellation);

    private async Task<HealthReading> RowAsync() =>
        (await rows.ReadStepAsync("FetchSnapshots", Cancellation)).ShouldNotBeNull();
}
