using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A receiver that fails gets the message in the end, and its address stays secret on the way.</summary>
[Collection(nameof(SharedStorage))]
public sealed class WebhookFailureTests(AzuriteFixture azurite)
{
    // After all other tests that share the storage: a slot older than the last one decided moves no alert.
    private static readonly DateTimeOffset SlotAt = new(2029, 10, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Deliver_BusyThenCutOff_ArrivesOnceMoreAsAPossibleRepeat()
    {
        await using var simulated = await StartAsync("SOL");
        simulated.Receiver.Script(WebhookAnswer.Refuse(503), WebhookAnswer.PostThenReset);

        await simulated.RunAsync(SlotAt);
        for (var minutes = 1; minutes <= 2; minutes++)
        {
            // Longer than the first waits between tries.
            simulated.Clock.MoveTo(SlotAt.AddMinutes(minutes));
            await simulated.Pipeline.Deliver.SweepAsync(TestContext.Current.CancellationToken);
        }

        var attempts = (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Notifications, "SOL")).OrderBy(
            row => (int)row["Attempt"]!
        );
        attempts
            .Select(row => ((string)row["Outcome"]!, (bool)row["PossibleRepeat"]!))
            .ShouldBe([("Retry", false), ("Retry", false), ("Delivered", true)]);
        attempts.Select(row => row["NotificationId"]).Distinct().Count().ShouldBe(1);
        simulated.Receiver.Posted.Count.ShouldBe(2);
        simulated.Receiver.Posted[0].Text.ShouldNotContain("possible repeat", Case.Insensitive);
        simulated.Receiver.Posted[1].Text.ShouldContain("possible repeat", Case.Insensitive);
        await CheckSecretAsync(simulated);
    }

    [Fact]
    public async Task Deliver_WebhookRevoked_IsRecordedAndKeepsNothingWaiting()
    {
        await using var simulated = await StartAsync("ETH");
        simulated.Receiver.Script(WebhookAnswer.Refuse(404));

        var outcome = (await simulated.RunAsync(SlotAt)).ShouldHaveSingleItem();

        outcome.Notifications.ShouldBe(1);
        var attempts = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Notifications, "ETH");
        attempts.Count(row => (string?)row["Outcome"] == "Refused").ShouldBe(1);
        var alerts = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Alerts);
        alerts.ShouldNotContain(row => row.PartitionKey == "ETH" && row.RowKey.StartsWith("out_"));
        await CheckSecretAsync(simulated);
    }

    /// <summary>A market in which the slot fires an alert of the asset.</summary>
    private Task<SimulatedPipeline> StartAsync(string asset)
    {
        var script = new MarketScript
        {
            StartAt = SlotAt.AddMinutes(-5),
            Phases = [MarketPhase.Dislocation("bybit", TimeSpan.FromMinutes(15))],
        };
        return SimulatedPipeline.StartAsync(azurite.ConnectionString, script, asset);
    }

    private async Task CheckSecretAsync(SimulatedPipeline simulated)
    {
        var secret = simulated.Receiver.Address.AbsolutePath;
        foreach (var table in ResultTableNames.All)
        {
            (await StoredRows.TextAsync(azurite.Tables, table)).ShouldNotContain(secret);
        }

        simulated.Log.Lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
    }
}
