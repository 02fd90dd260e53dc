using System.Diagnostics;
using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.EndToEnd.Tests.Worker.Protocol;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;

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
        const string Asset = "SOL";
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
    public async Task ScoreSnapshot_BlobThatIsNoneOrThatIsNotThere_IsRefusedOrFailsToBeTriedAgain()
    {
        const string Asset = "ETH";
        var broken = new SnapshotName(Asset, new DateTimeOffset(2026, 2, 3, 12, 0, 0, TimeSpan.Zero));
        var absent = new SnapshotName(Asset, broken.SlotAt + SlotLength);
        await azurite.Blobs.WriteIfAbsentAsync(broken, "no gzip at all"u8.ToArray(), Cancellation);
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, Asset));

        var refused = await worker.InvokeAsync("ScoreSnapshot", Created(broken));
        var failed = await worker.InvokeAsync("ScoreSnapshot", Created(absent));

        refused.Result.ShouldBeSuccess();
        var failure = (await FailuresAsync(Asset)).ShouldHaveSingleItem();
        failure["Source"].ShouldBe($"snapshots/{broken.Format()}");
        ((string)failure["Reason"]!).ShouldContain("no gzip");
        failed.Result.Status.ShouldBe(StatusResult.Types.Status.Failure);
        (await StatusesAsync(Asset)).ShouldBe([new(broken.SlotAt, "Failed")]);
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
        const string Asset = "BTC";
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
