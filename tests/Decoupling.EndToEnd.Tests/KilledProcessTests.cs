using System.Net;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Decoupling.Cli.Hosting;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>The real command, ended hard at one of its writes and started again, ends in the state of a run that nothing disturbed.</summary>
public sealed class KilledProcessTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Asset = "BTC";

    // The containers and the tables are created first, one write each; they stand already, so their turn changes nothing.
    private static readonly int CreatingWrites = 3 + ResultTableNames.All.Count;

    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private SimulatedPipeline? simulated;
    private int messagesSeen;

    /// <summary>Stores a snapshot that fires an alert and one that resolves it, both of the last hour by the real clock, which the command watches.</summary>
    public async ValueTask InitializeAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var firesAt =
            new DateTimeOffset(now.UtcTicks - (now.UtcTicks % SlotLength.Ticks), TimeSpan.Zero) - (6 * SlotLength);
        var resolvesAt = firesAt + (3 * SlotLength);
        var script = new MarketScript
        {
            StartAt = firesAt - SlotLength,
            Phases = [MarketPhase.Dislocation("bybit", 3 * SlotLength), MarketPhase.Calm(SlotLength)],
        };
        simulated = await SimulatedPipeline.StartAsync(azurite.ConnectionString, script, Asset);
        foreach (var slotAt in new[] { firesAt, resolvesAt })
        {
            var snapshot = await simulated.FetchAsync(Asset, slotAt);
            await azurite.Blobs.WriteIfAbsentAsync(
                new SnapshotName(Asset, slotAt),
                SnapshotWriter.Write(snapshot),
                TestContext.Current.CancellationToken
            );
        }

        await PositionsFiles.UploadAsync(azurite, "desk.json", PositionsFiles.OneLong(Asset));
    }

    public ValueTask DisposeAsync() => simulated?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Run_KilledAtAWriteAndStartedAgain_EndsAsIfNothingHadHappened()
    {
        var undisturbed = new WriteGate(0, KillMoment.After);
        (await RunAsync(undisturbed)).ExitCode.ShouldBe(0);
        var expected = await StateAsync();
        NewMessages().Length.ShouldBe(2);

        foreach (var (write, moment) in Kills(undisturbed.Count))
        {
            var where = $"killed {moment} write {write} of {undisturbed.Count}";
            await ClearAsync();
            var gate = new WriteGate(write, moment);
            await RunAsync(gate);
            gate.HasStruck.ShouldBeTrue(where);

            (await RunAsync(new WriteGate(0, KillMoment.After))).ExitCode.ShouldBe(0, where);
            await SweepAfterLeaseAsync();

            var state = await StateAsync();
            state.Except(expected).ShouldBeEmpty(where);
            expected.Except(state).ShouldBeEmpty(where);
            await CheckMessagesAsync(where);
        }
    }

    private static IEnumerable<(int Write, KillMoment Moment)> Kills(int writes)
    {
        var all =
            from write in Enumerable.Range(CreatingWrites + 1, writes - CreatingWrites)
            from moment in new[] { KillMoment.Before, KillMoment.After }
            select (write, moment);
        // Every fifth, begun so that a message which was sent and is not recorded is among them.
        return all.Where((_, index) => Campaign.IsFull || index % 5 == 3);
    }

    private async Task<CliResult> RunAsync(WriteGate gate)
    {
        await using var blobs = await Forwarder.StartAsync(azurite.BlobUri, gate);
        await using var tables = await Forwarder.StartAsync(azurite.TableUri, gate);
        var settings = new Dictionary<string, string>
        {
            ["Decoupling__Assets"] = Asset,
            ["Decoupling__StorageConnectionString"] = azurite.ConnectionStringThrough(blobs, tables),
            ["Decoupling__SlackWebhookUrl"] = simulated!.Receiver.Address.AbsoluteUri,
            ["Decoupling__AllowedHosts"] = simulated.Receiver.Address.Authority,
        };
        await using var process = CliProcess.Start(settings, "run", "--once", "--no-fetch");
        gate.Watch(process);
        return await process.WaitAsync();
    }

    /// <summary>What the timer does once nobody can be at work on a claimed notification any more.</summary>
    private async Task SweepAfterLeaseAsync()
    {
        var later = new MovedClock(TimeProvider.System.GetUtcNow() + SlotLedger.ClaimLength + TimeSpan.FromMinutes(1));
        await simulated!.Open(simulated.Options, later).Deliver.SweepAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>All rows but the attempts to deliver, whose number may differ, without the columns that hold a clock.</summary>
    private async Task<string[]> StateAsync()
    {
        var lines = new List<string>();
        foreach (var table in ResultTableNames.All.Where(table => table != ResultTableNames.Notifications))
        {
            var rows = await StoredRows.ReadAsync(azurite.Tables, table);

            // When each step ran last is another time in each run.
            lines.AddRange(
                rows.Where(row => row.PartitionKey != HealthRows.Partition)
                    .Select(row => $"{table} {StoredRows.Text(row, "DoneAt")}")
            );
        }

        return [.. lines];
    }

    /// <summary>Each notification came at least once and in order; what came again says so, and every attempt is a row.</summary>
    private async Task CheckMessagesAsync(string where)
    {
        var messages = NewMessages();
        messages
            .Select(message => message.Id)
            .Distinct()
            .Select(id => id.Split('/')[^1])
            .ShouldBe(["fired", "resolved"], where);
        var seen = new HashSet<string>();
        foreach (var (id, isPossibleRepeat) in messages)
        {
            (seen.Add(id) || isPossibleRepeat).ShouldBeTrue($"{where}: {id} came again without saying so");
        }

        var attempts = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Notifications);
        attempts
            .Where(row => (string?)row["Outcome"] == "Delivered")
            .Select(row => (string)row["NotificationId"]!)
            .Distinct()
            .ShouldBe(seen, ignoreOrder: true, where);
    }

    private (string Id, bool IsPossibleRepeat)[] NewMessages()
    {
        var messages = simulated!.Receiver.Posted.Skip(messagesSeen).ToArray();
        messagesSeen += messages.Length;
        return [.. messages.Select(message => Read(message.Body))];
    }

    private static (string Id, bool IsPossibleRepeat) Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var text = WebUtility.HtmlDecode(json.RootElement.GetProperty("text").GetString()!);
        var context = json.RootElement.GetProperty("blocks").EnumerateArray().Last().GetProperty("elements")[0];
        var id = context.GetProperty("text").GetString()!.Split("Id ")[1].Split('.')[0];
        return (id, text.Contains("(possible repeat)", StringComparison.Ordinal));
    }

    private async Task ClearAsync()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        foreach (var table in ResultTableNames.All)
        {
            foreach (var row in await StoredRows.ReadAsync(azurite.Tables, table))
            {
                await service
                    .GetTableClient(table)
                    .DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, TestContext.Current.CancellationToken);
            }
        }
    }
}
