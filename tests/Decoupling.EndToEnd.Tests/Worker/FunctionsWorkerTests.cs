using System.Diagnostics;
using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.EndToEnd.Tests.Worker.Protocol;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>The built Functions worker as a process, driven over the host's protocol: what it declares, and what its functions do when they are invoked.</summary>
public sealed class FunctionsWorkerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_AskedForItsFunctions_NamesThoseOfItsBuildWithTheirBindings()
    {
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, "BTC"));

        var built = JsonSerializer.Deserialize<JsonElement[]>(
            await File.ReadAllTextAsync(Path.Combine(WorkerHost.AppFolder, "functions.metadata"), Cancellation)
        )!;
        string Lines(string name, string entryPoint, IEnumerable<JsonElement> bindings) =>
            $"{name} {entryPoint} {string.Join(' ', bindings.Select(Describe))}";
        worker
            .Functions.Select(function =>
                Lines(
                    function.Name,
                    function.EntryPoint,
                    function.RawBindings.Select(binding => JsonSerializer.Deserialize<JsonElement>(binding))
                )
            )
            .ShouldBe(
                built.Select(function =>
                    Lines(
                        Text(function, "name")!,
                        Text(function, "entryPoint")!,
                        function.GetProperty("bindings").EnumerateArray()
                    )
                ),
                ignoreOrder: true
            );
        worker.Functions.Count.ShouldBe(11);
    }

    [Fact]
    public async Task ScoreSnapshot_Invoked_WritesTheRowsAndClosesTheSlot()
    {
        // The next slot: the worker has the real clock, by which it is in time.
        const string Asset = "ETH";
        var slotAt = Floor(TimeProvider.System.GetUtcNow()) + SlotLength;
        var name = new SnapshotName(Asset, slotAt);
        await using var simulated = await StartAsync(slotAt, Asset);
        var snapshot = SnapshotWriter.Write(await simulated.FetchAsync(Asset, slotAt));
        await azurite.Blobs.WriteIfAbsentAsync(name, snapshot, Cancellation);
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, Asset));

        var answer = await worker.InvokeAsync("ScoreSnapshot", Created(name));

        answer.Result.ShouldBeSuccess();
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.DecouplingScores, Asset))
            .Count(row => (DateTimeOffset)row["AsOf"]! == slotAt)
            .ShouldBe(2);
        (await StatusesAsync(Asset))[slotAt].ShouldBe("Done");
    }

    [Fact]
    public async Task Functions_EachInvokedOnce_SucceedAndHaveReported()
    {
        const string Asset = "BTC";
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.CalmThroughout(Floor(TimeProvider.System.GetUtcNow())) },
            TimeProvider.System,
            Cancellation
        );
        await PositionsFiles.UploadAsync(azurite, "desk.json", PositionsFiles.OneLong(Asset));
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, Asset).With(simulator));

        (await worker.InvokeAsync("FetchSnapshots", TriggerData.Timer())).Result.ShouldBeSuccess();
        var blob = await azurite
            .Container.GetBlobsAsync(prefix: $"v1/{Asset}/", cancellationToken: Cancellation)
            .SingleAsync(Cancellation);
        foreach (var function in worker.Functions.Select(function => function.Name).Except(["FetchSnapshots"]))
        {
            var request = function switch
            {
                "ScoreSnapshot" or "AssessSlot" => TriggerData.Blob(SnapshotName.Container, blob.Name),
                "AssessAccounts" => TriggerData.Blob(AccountBlobs.Container, "desk.json"),
                "RecordPoison" => TriggerData.Message("no message of the extension's"),
                _ => TriggerData.Timer(),
            };
            (await worker.InvokeAsync(function, request)).Result.ShouldBeSuccess(function);
        }

        (await new HealthRows(azurite.Tables).ReadAsync(Cancellation))
            .Where(reading => reading.Kind == "Step" && reading.State == HealthState.Ok)
            .Select(reading => reading.Name)
            .ShouldBe(worker.Functions.Select(function => function.Name), ignoreOrder: true);
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.AccountRisk)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task ScoreSnapshot_BlobThatIsNoSnapshot_IsRefusedAndListed()
    {
        const string Asset = "ADA";
        var name = new SnapshotName(Asset, new DateTimeOffset(2026, 2, 3, 12, 0, 0, TimeSpan.Zero));
        await azurite.Blobs.WriteIfAbsentAsync(name, "no gzip at all"u8.ToArray(), Cancellation);
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, Asset));

        var answer = await worker.InvokeAsync("ScoreSnapshot", Created(name));

        answer.Result.ShouldBeSuccess();
        var failure = (await FailuresAsync(Asset)).ShouldHaveSingleItem();
        failure["Source"].ShouldBe($"snapshots/{name.Format()}");
        ((string)failure["Reason"]!).ShouldContain("no gzip");
        (await StatusesAsync(Asset)).ShouldBe([new(name.SlotAt, "Failed")]);
    }

    [Fact]
    public async Task ScoreSnapshot_StorageRefuses_FailsSoThatTheHostTriesAgain()
    {
        const string Asset = "XRP";
        var name = new SnapshotName(Asset, new DateTimeOffset(2026, 2, 3, 12, 0, 0, TimeSpan.Zero));
        await using var blobs = await Forwarder.StartAsync(azurite.BlobUri);
        blobs.Forbidden = name.Format();
        var settings = WorkerSettings.Of(azurite, Asset);
        settings["Decoupling__StorageConnectionString"] = azurite.ConnectionStringThrough(blobs);
        await using var worker = await WorkerHost.StartAsync(settings);

        var answer = await worker.InvokeAsync("ScoreSnapshot", Created(name));

        answer.Result.Status.ShouldBe(StatusResult.Types.Status.Failure);
        answer.Result.Exception.Message.ShouldContain("403");
        (await FailuresAsync(Asset)).ShouldBeEmpty();
        (await StatusesAsync(Asset)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RecordPoison_MessageOfTheBlobExtension_IsListedAndTheSlotClosed()
    {
        const string Asset = "BNB";
        var name = new SnapshotName(Asset, new DateTimeOffset(2026, 2, 3, 12, 0, 0, TimeSpan.Zero));
        var message = $$"""
            {"Type":"BlobTrigger","FunctionId":"Host.Functions.ScoreSnapshot","BlobType":"BlockBlob","ContainerName":"snapshots","BlobName":"{{name.Format()}}","ETag":"\"0x8DE0\""}
            """;
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, Asset));

        var answer = await worker.InvokeAsync("RecordPoison", TriggerData.Message(message));

        answer.Result.ShouldBeSuccess();
        (await FailuresAsync(Asset)).ShouldHaveSingleItem()["Step"].ShouldBe("ScoreSnapshot");
        (await StatusesAsync(Asset)).ShouldBe([new(name.SlotAt, "Failed")]);
    }

    [Fact]
    public async Task CheckSlots_EventThatWasLost_MakesUpForItWithinTheHostsTraceAndTellsNoSecret()
    {
        const string Asset = "SOL";
        var slotAt = Floor(TimeProvider.System.GetUtcNow()) - (6 * SlotLength);
        await using var simulated = await StartAsync(slotAt, Asset);
        simulated.MoveToFetchOf(slotAt);
        await simulated.Pipeline.Fetch.RunAsync(Cancellation);
        await using var collector = await OtlpCollector.StartAsync(Cancellation);
        var settings = WorkerSettings.Of(azurite, Asset).With(simulated.Receiver);
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        await using var worker = await WorkerHost.StartAsync(settings);
        var (trace, span) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        var request = TriggerData.Timer();
        request.TraceContext.TraceParent = $"00-{trace}-{span}-01";

        var answer = await worker.InvokeAsync("CheckSlots", request);
        worker.Terminate();
        (await worker.EndAsync()).ExitCode.ShouldBe(0);

        answer.Result.ShouldBeSuccess();
        var statuses = await StatusesAsync(Asset);
        (statuses[slotAt], statuses[slotAt + SlotLength]).ShouldBe(("Late", "Skipped"));
        (await simulated.Pipeline.Health.ReadStepAsync("CheckSlots", Cancellation))!.State.ShouldBe(HealthState.Ok);
        var spans = collector.Spans.Where(collected => collected.TraceId == trace.ToString()).ToArray();
        var run = spans.Single(collected => collected.Name == "run CheckSlots");
        spans.Single(collected => collected.SpanId == run.ParentId).ParentId.ShouldBe(span.ToString());
        collector.Logs.ShouldContain(log => log.Contains("it is scored now"));
        collector.Metrics.Select(metric => metric.Name).ShouldContain("decoupling.slot.lateness");
        var told = collector.Everything + string.Concat(worker.Stream.Logs);
        told.ShouldNotContain(simulated.Receiver.Address.AbsolutePath);
        told.ShouldNotContain("AccountKey");
    }

    private Task<SimulatedPipeline> StartAsync(DateTimeOffset startAt, string asset) =>
        SimulatedPipeline.StartAsync(azurite.ConnectionString, MarketScript.CalmThroughout(startAt), asset);

    private static InvocationRequest Created(SnapshotName name) =>
        TriggerData.Blob(SnapshotName.Container, name.Format());

    private Task<IReadOnlyList<TableRow>> FailuresAsync(string asset) =>
        StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Failures, asset);

    private async Task<Dictionary<DateTimeOffset, string>> StatusesAsync(string asset) =>
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots, asset)).ToDictionary(
            row => (DateTimeOffset)row["SlotAt"]!,
            row => (string)row["Status"]!
        );

    private static DateTimeOffset Floor(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % SlotLength.Ticks), TimeSpan.Zero);

    private static string Describe(JsonElement binding) =>
        string.Join(
            ' ',
            ((string[])["name", "type", "direction", "path", "schedule", "queueName", "connection", "source"]).Select(
                property => Text(binding, property)
            )
        );

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
