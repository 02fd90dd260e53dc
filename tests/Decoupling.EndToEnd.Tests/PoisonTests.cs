using Azure;
using Decoupling.Cli.Hosting;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A blob that cannot be scored, try after try, ends in Failures and is tried no more, until somebody replays it.</summary>
public sealed class PoisonTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Asset = "SOL";
    private const int MoreLooksThanTries = 40;

    private static int day;

    private readonly DateTimeOffset slotAt = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero).AddDays(
        3 * Interlocked.Increment(ref day)
    );

    private SimulatedPipeline simulated = null!;
    private Forwarder blobs = null!;
    private RiskPipeline pipeline = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Name => new SnapshotName(Asset, slotAt).Format();

    public async ValueTask InitializeAsync()
    {
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(slotAt),
            Asset
        );
        blobs = await Forwarder.StartAsync(azurite.BlobUri);
        var storage = new StorageOptions { ConnectionString = azurite.ConnectionStringThrough(blobs) };
        pipeline = simulated.Open(simulated.Options with { Storage = storage });
        simulated.MoveToFetchOf(slotAt);
        await pipeline.Fetch.RunAsync(Cancellation);
        blobs.Forbidden = Name;
    }

    public async ValueTask DisposeAsync()
    {
        await blobs.DisposeAsync();
        await simulated.DisposeAsync();
    }

    [Fact]
    public async Task Watch_BlobThatAlwaysFails_IsTriedFiveTimesAndPutAside()
    {
        var tries = await LookAsync(new BlobWatch(pipeline, simulated.Options.Fetch, simulated.Clock));

        tries.ShouldBe(RecordPoison.MostTries);
        var failure = (await FailuresAsync()).ShouldHaveSingleItem();
        (failure.Source, failure.Step, failure.Asset).ShouldBe(($"snapshots/{Name}", "ScoreSnapshot", Asset));
        failure.Reason.ShouldContain("storage answered 403");
        (await StatusAsync()).ShouldBe("Failed");
        var afterRestart = await LookAsync(new BlobWatch(pipeline, simulated.Options.Fetch, simulated.Clock));
        afterRestart.ShouldBe(0);
    }

    [Fact]
    public async Task Replay_WhenTheBlobCanBeRead_ScoresItOnceAndResolvesTheFailure()
    {
        await pipeline.Poison.RunAsync(MessageOf("ScoreSnapshot"), Cancellation);
        var failure = (await FailuresAsync()).ShouldHaveSingleItem();
        await Should.ThrowAsync<RequestFailedException>(() => pipeline.Replay.RunAsync(failure, Cancellation));
        (await FailuresAsync()).ShouldHaveSingleItem().ResolvedAt.ShouldBeNull();

        blobs.Forbidden = null;
        (await pipeline.Replay.RunAsync(failure, Cancellation)).ShouldBeNull();

        (await FailuresAsync()).ShouldHaveSingleItem().ResolvedAt.ShouldBe(simulated.Clock.GetUtcNow());
        (await StatusAsync()).ShouldBe("Done");
        var rows = await RowsAsync();
        rows.ShouldNotBeEmpty();
        (await pipeline.Replay.RunAsync(failure, Cancellation)).ShouldBeNull();
        (await RowsAsync()).ShouldBe(rows);
    }

    [Fact]
    public async Task Record_TheMessageOfTheQueueTwice_IsOneFailureOfItsStep()
    {
        await pipeline.Poison.RunAsync(MessageOf("ScoreSnapshot"), Cancellation);
        await pipeline.Poison.RunAsync(MessageOf("ScoreSnapshot"), Cancellation);
        await pipeline.Poison.RunAsync(MessageOf("AssessSlot"), Cancellation);

        (await FailuresAsync()).Select(failure => failure.Step).Order().ShouldBe(["AssessSlot", "ScoreSnapshot"]);
    }

    [Fact]
    public async Task Check_BlobThatFailsForAnHour_IsPutAsideAndLaterSlotsAreClosed()
    {
        simulated.Clock.MoveTo(slotAt.AddMinutes(30));
        await Should.ThrowAsync<RequestFailedException>(() => pipeline.Check.RunAsync(Cancellation));
        (await FailuresAsync()).ShouldBeEmpty();
        (await StatusAsync()).ShouldBe("Claimed");
        (await StatusAsync(slotAt.AddMinutes(5))).ShouldBe("Skipped");

        simulated.Clock.MoveTo(slotAt.AddMinutes(65));
        await pipeline.Check.RunAsync(Cancellation);

        (await FailuresAsync()).ShouldHaveSingleItem().Step.ShouldBe("ScoreSnapshot");
        (await StatusAsync()).ShouldBe("Failed");
    }

    /// <summary>Looks again and again, as the host does every two seconds, and counts how often the blob was tried.</summary>
    private static async Task<int> LookAsync(BlobWatch watch)
    {
        var tries = 0;
        for (var look = 0; look < MoreLooksThanTries; look++)
        {
            try
            {
                await watch.ScoreNewAsync(CancellationToken.None, Cancellation);
            }
            catch (RequestFailedException)
            {
                tries++;
            }
        }

        return tries;
    }

    // As the blob extension writes it.
    private string MessageOf(string function) =>
        $$"""
            {"Type":"BlobTrigger","FunctionId":"Host.Functions.{{function}}","BlobType":"BlockBlob","ContainerName":"snapshots","BlobName":"{{Name}}","ETag":"\"0x8DE0\""}
            """;

    private async Task<ListedFailure[]> FailuresAsync() =>
        await pipeline
            .Failures.ReadAsync(DateTimeOffset.MinValue, Cancellation)
            .Where(failure => failure.Source.Contains(Name))
            .ToArrayAsync(Cancellation);

    private async Task<string?> StatusAsync(DateTimeOffset? at = null) =>
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots, Asset))
            .Where(row => (DateTimeOffset)row["SlotAt"]! == (at ?? slotAt))
            .Select(row => (string)row["Status"]!)
            .SingleOrDefault();

    private async Task<string[]> RowsAsync() =>
        [
            .. (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.DecouplingScores, Asset))
                .Where(row => (DateTimeOffset)row["AsOf"]! == slotAt)
                .Select(row => string.Join('|', row.Columns)),
        ];
}
