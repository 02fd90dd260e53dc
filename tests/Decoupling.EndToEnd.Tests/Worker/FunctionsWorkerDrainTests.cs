using Azure;
using Azure.Data.Tables;
using Decoupling.Cli.Hosting;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.EndToEnd.Tests.Worker.Protocol;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>A worker that is stopped while a function runs ends within its limit, and what was under way is whole or done by the next.</summary>
public sealed class FunctionsWorkerDrainTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string NeedsLinux = "Signals are sent as Linux does.";

    private static readonly TimeSpan SlotLength = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(1);

    private VenueSimulator simulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.CalmThroughout(new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)) },
            TimeProvider.System,
            Cancellation
        );
        await AwayFromTheEndOfASlotAsync();
    }

    public ValueTask DisposeAsync() => simulator.DisposeAsync();

    [Fact]
    public async Task Fetch_SignalledWhileAVenueIsSlow_EndsFirstAndTheNextWorkerScoresIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), NeedsLinux);
        const string Asset = "BTC";
        await using var bybit = await Forwarder.StartAsync(simulator.BybitAddress);
        simulator.Faults.Set(SimulatedVenue.Bybit, new SimulatorFault { Latency = Slowly });
        var slow = Settings(Asset);
        slow["Decoupling__BybitAddress"] = bybit.Address.AbsoluteUri;
        slow["Decoupling__AllowedHosts"] += $",{bybit.Address.Authority}";
        await using var worker = await WorkerHost.StartAsync(slow);
        var answer = worker.BeginInvoke("FetchSnapshots", TriggerData.Timer());
        await bybit.FirstRequest.WaitAsync(Patience, Cancellation);

        worker.Signal();
        var result = await worker.EndAsync();

        result.ExitCode.ShouldBe(0, result.Error);
        (await answer.WaitAsync(Patience, Cancellation)).InvocationResponse.Result.ShouldBeSuccess();
        var (slotAt, status) = await SlotAsync(Asset);
        status.ShouldBe("Claimed");
        await using var next = await WorkerHost.StartAsync(Settings(Asset));
        (await ScoreAsync(next, new SnapshotName(Asset, slotAt))).Result.ShouldBeSuccess();
        (await SlotAsync(Asset)).Status.ShouldBe("Done");
    }

    [Fact]
    public async Task Deliver_TerminatedWhileAReceiverIsSlow_TellsOnceAndKnowsIt()
    {
        await using var receiver = await WebhookReceiver.StartAsync(
            new WebhookReceiverOptions { EnforceRateLimit = false },
            TimeProvider.System,
            Cancellation
        );
        await LeaveAMessageAsync(receiver);
        receiver.Script(WebhookAnswer.Slow(Slowly));
        var settings = WorkerSettings.Of(azurite, "ETH").With(receiver);
        await using var worker = await WorkerHost.StartAsync(settings);
        var answer = worker.BeginInvoke("DeliverNotifications", TriggerData.Timer());
        await receiver.ReadAllAsync(Cancellation).FirstAsync(webhook => webhook.IsPosted, Cancellation);

        worker.Terminate();
        var result = await worker.EndAsync();

        result.ExitCode.ShouldBe(0, result.Error);
        (await answer.WaitAsync(Patience, Cancellation)).InvocationResponse.Result.ShouldBeSuccess();
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Notifications))
            .Count(row => (string?)row["Outcome"] == "Delivered")
            .ShouldBe(1);
        await using var next = await WorkerHost.StartAsync(settings);
        (await next.InvokeAsync("DeliverNotifications", TriggerData.Timer())).Result.ShouldBeSuccess();
        receiver.Posted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fetch_SignalledWhileStorageHangs_IsCutAndTheNextWorkerFinishesTheSlot()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), NeedsLinux);
        const string Asset = "SOL";
        await using var blobs = await Forwarder.StartAsync(azurite.BlobUri);
        blobs.Held = $"v1/{Asset}/";
        await using var worker = await WorkerHost.StartAsync(Through(blobs, Asset));
        var answer = worker.BeginInvoke("FetchSnapshots", TriggerData.Timer());
        await blobs.FirstHeld.WaitAsync(Patience, Cancellation);

        worker.Signal();
        await RefusesAsync(worker);
        var result = await worker.EndAsync();

        result.ExitCode.ShouldBe(0, result.Error);
        (await answer.WaitAsync(Patience, Cancellation)).InvocationResponse.Result.Status.ShouldNotBe(
            StatusResult.Types.Status.Success
        );
        worker.Stream.Logs.ShouldContain(log => log.Contains("FetchSnapshots was cut off while stopping"));
        await using var next = await WorkerHost.StartAsync(Settings(Asset));
        await FinishAsync(next, Asset);
    }

    [Fact]
    public async Task Fetch_CancelledWhileStorageHangs_IsCutAndTheSameWorkerFinishesTheSlot()
    {
        const string Asset = "ETH";
        await using var blobs = await Forwarder.StartAsync(azurite.BlobUri);
        blobs.Held = $"v1/{Asset}/";
        await using var worker = await WorkerHost.StartAsync(Through(blobs, Asset));
        var request = TriggerData.Timer();
        var answer = worker.BeginInvoke("FetchSnapshots", request);
        await blobs.FirstHeld.WaitAsync(Patience, Cancellation);

        worker.Stream.Tell(
            new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } }
        );

        (await answer.WaitAsync(Patience, Cancellation)).InvocationResponse.Result.Status.ShouldNotBe(
            StatusResult.Types.Status.Success
        );
        blobs.Held = null;
        await FinishAsync(worker, Asset);
    }

    /// <summary>Waits until the signal has arrived: then the worker takes no new work, and goes on with what it has.</summary>
    private static async Task RefusesAsync(WorkerHost worker)
    {
        InvocationResponse answer;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
            answer = await worker.InvokeAsync("DeliverNotifications", TriggerData.Timer());
        } while (answer.Result.IsSuccess());

        answer.Result.Exception.Message.ShouldContain("the worker stops");
    }

    /// <summary>Nothing of the slot stands but its claim; once that is over, the next run does the whole.</summary>
    private async Task FinishAsync(WorkerHost worker, string asset)
    {
        var (slotAt, status) = await SlotAsync(asset);
        var name = new SnapshotName(asset, slotAt);
        status.ShouldBe("Claimed");
        (await azurite.Blobs.ExistsAsync(name, Cancellation)).ShouldBeFalse();

        await EndClaimAsync(asset);
        (await worker.InvokeAsync("FetchSnapshots", TriggerData.Timer())).Result.ShouldBeSuccess();
        (await ScoreAsync(worker, name)).Result.ShouldBeSuccess();
        (await SlotAsync(asset)).Status.ShouldBe("Done");
    }

    private static Task<InvocationResponse> ScoreAsync(WorkerHost worker, SnapshotName name) =>
        worker.InvokeAsync("ScoreSnapshot", TriggerData.Blob(SnapshotName.Container, name.Format()));

    private Dictionary<string, string> Settings(string asset)
    {
        var settings = WorkerSettings.Of(azurite, asset).With(simulator);
        settings["Decoupling__SlotMinutes"] = "60";
        return settings;
    }

    private Dictionary<string, string> Through(Forwarder blobs, string asset)
    {
        var settings = Settings(asset);
        settings["Decoupling__StorageConnectionString"] = azurite.ConnectionStringThrough(blobs);
        return settings;
    }

    private async Task<(DateTimeOffset SlotAt, string Status)> SlotAsync(string asset)
    {
        var slot = (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots, asset)).ShouldHaveSingleItem();
        return ((DateTimeOffset)slot["SlotAt"]!, (string)slot["Status"]!);
    }

    /// <summary>As if the two minutes had passed for which a claim holds.</summary>
    private async Task EndClaimAsync(string asset)
    {
        var slot = (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots, asset)).ShouldHaveSingleItem();
        await new TableServiceClient(azurite.ConnectionString)
            .GetTableClient(ResultTableNames.Slots)
            .UpdateEntityAsync(
                new TableEntity(slot.PartitionKey, slot.RowKey) { ["ClaimExpiresAt"] = slot["ClaimedAt"] },
                ETag.All,
                TableUpdateMode.Merge,
                Cancellation
            );
    }

    /// <summary>Leaves a test alert in the outbox that was refused a minute ago, and is due.</summary>
    private async Task LeaveAMessageAsync(WebhookReceiver receiver)
    {
        var clock = new MovedClock(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await using var simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)),
            "ETH"
        );
        simulated.Receiver.Script(WebhookAnswer.Refuse(500));
        using var pipeline = simulated.Open(simulated.Options, clock);
        var told = await new AlertTest(pipeline.Tables, pipeline.Deliver, clock).RunAsync(null, Cancellation);
        told.ShouldHaveSingleItem().Outcome.ShouldBe("Retry");
        receiver.Posted.ShouldBeEmpty();
    }

    /// <summary>Waits out the end of a slot: what is claimed and what finishes it are to be of one.</summary>
    private static async Task AwayFromTheEndOfASlotAsync()
    {
        var left = SlotLength - TimeSpan.FromTicks(TimeProvider.System.GetUtcNow().UtcTicks % SlotLength.Ticks);
        if (left < LongestTest)
        {
            await Task.Delay(left, Cancellation);
        }
    }
}
