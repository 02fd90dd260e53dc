using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>The built Functions worker, driven over the host's protocol: what it declares, what its functions do, and how it starts.</summary>
public sealed class FunctionsWorkerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Asset = "SOL";
    private const string Secret = "T0THES3CRET";

    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_Started_DeclaresTheFunctionsThatItsBuildDeclares()
    {
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, Asset));

        var built = JsonSerializer.Deserialize<JsonElement[]>(
            await File.ReadAllTextAsync(Path.Combine(WorkerHost.AppFolder, "functions.metadata"), Cancellation)
        )!;

        worker
            .Functions.Select(function => (function.Name, function.EntryPoint))
            .ShouldBe(
                built.Select(function => (Text(function, "name"), Text(function, "entryPoint"))),
                ignoreOrder: true
            );
        foreach (var function in worker.Functions)
        {
            TestContext.Current.SendDiagnosticMessage(function.ToString());
        }
    }

    [Fact]
    public async Task ScoreSnapshot_Invoked_WritesTheRowsAndClosesTheSlot()
    {
        // The next slot: the worker has the real clock, by which it is in time.
        var now = TimeProvider.System.GetUtcNow();
        var slotAt = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % SlotLength.Ticks), TimeSpan.Zero) + SlotLength;
        var name = new SnapshotName(Asset, slotAt);
        await using var simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(slotAt),
            Asset
        );
        var snapshot = SnapshotWriter.Write(await simulated.FetchAsync(Asset, slotAt));
        await azurite.Blobs.WriteIfAbsentAsync(name, snapshot, Cancellation);
        await using var worker = await WorkerHost.StartAsync(WorkerSettings.Of(azurite, Asset));

        var answer = await worker.InvokeAsync("ScoreSnapshot", TriggerData.Blob(SnapshotName.Container, name.Format()));

        answer.Result.ShouldBeSuccess();
        (await RowsAsync(ResultTableNames.DecouplingScores))
            .Count(row => (DateTimeOffset)row["AsOf"]! == slotAt)
            .ShouldBe(2);
        (await RowsAsync(ResultTableNames.Slots))
            .Single(row => (DateTimeOffset)row["SlotAt"]! == slotAt)["Status"]
            .ShouldBe("Done");
    }

    private async Task<IReadOnlyList<TableRow>> RowsAsync(string table) =>
        await StoredRows.ReadAsync(azurite.Tables, table, Asset);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
