using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Ledger;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests;

/// <summary>What <c>decoupling status</c> says of a pipeline that works, and of one that does not.</summary>
public sealed class StatusTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_FetchingDied_SaysSinceWhenAndOthersAreWell()
    {
        var first = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        await using var simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(first),
            "ETH"
        );
        await simulated.RunAsync(first);
        await simulated.Pipeline.Check.RunAsync(Cancellation);
        var well = await ReportAsync(simulated);
        simulated.Clock.MoveTo(first.AddMinutes(25));
        await simulated.Pipeline.Check.RunAsync(Cancellation);
        var late = await ReportAsync(simulated);

        well.Parts.Single(part => part.Kind == "Asset").LastSlotAt.ShouldBe(first);
        well.Parts.Single(part => part.Kind == "Asset").State.ShouldBe(HealthState.Ok);
        well.Parts.Where(part => part.Kind == "Venue")
            .Select(part => part.State)
            .ShouldBe([HealthState.Ok, HealthState.Ok]);
        late.State.ShouldBe(HealthState.Failing);
        late.Needs[0].What.ShouldBe("ETH");
        late.Needs[0].Reason.ShouldBe("No slot is complete since 2026-03-02 12:00 UTC; one is due every 5 min.");
    }

    [Fact]
    public async Task Status_AfterARunThenAfterAFailure_SaysItInWordsJsonAndExitCode()
    {
        await using var own = new AzuriteScope();
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.CalmThroughout(new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)) },
            TimeProvider.System,
            Cancellation
        );
        var storage = await own.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["Decoupling__Assets"] = "BTC",
            ["Decoupling__StorageConnectionString"] = storage.ConnectionString,
            ["Decoupling__BinanceSpotAddress"] = simulator.BinanceSpotAddress.AbsoluteUri,
            ["Decoupling__BinanceFuturesAddress"] = simulator.BinanceFuturesAddress.AbsoluteUri,
            ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
            ["Decoupling__AllowedHosts"] = simulator.BybitAddress.Authority,
        };

        var before = await CliProcess.RunAsync(settings, "status");
        (await CliProcess.RunAsync(settings, "run", "--once")).ExitCode.ShouldBe(0);
        var well = await CliProcess.RunAsync(settings, "status");
        await new FailureLog(storage.Tables, TimeProvider.System).WriteAsync(
            "snapshots/x",
            "bad",
            null,
            null,
            Cancellation
        );
        (await CliProcess.RunAsync(settings, "run", "--once", "--no-fetch")).ExitCode.ShouldBe(0);
        var ill = await CliProcess.RunAsync(settings, "status", "--json");

        (before.ExitCode, well.ExitCode, ill.ExitCode).ShouldBe((1, 0, 1), before.Error + well.Text + well.Error);
        before.Text.ShouldContain("Nothing has reported yet.");
        well.Text.ShouldStartWith("All is well.");
        well.Text.ShouldContain("FetchSnapshots");
        var json = JsonSerializer.Deserialize<JsonElement>(ill.Text);
        json.GetProperty("state").GetString().ShouldBe("Attention");
        json.GetProperty("needs")[0]
            .GetProperty("advice")
            .GetString()
            .ShouldNotBeNull()
            .ShouldContain("decoupling failures");
    }

    private static async Task<HealthReport> ReportAsync(SimulatedPipeline simulated) =>
        HealthReport.Of(
            await simulated.Pipeline.Health.ReadAsync(Cancellation),
            simulated.Clock.GetUtcNow(),
            SlotLength
        );

    /// <summary>A storage in which nothing else has happened.</summary>
    private sealed class AzuriteScope : IAsyncDisposable
    {
        private readonly AzuriteFixture fixture = new();

        public async Task<AzuriteFixture> StartAsync()
        {
            await fixture.InitializeAsync();
            return fixture;
        }

        public ValueTask DisposeAsync() => fixture.DisposeAsync();
    }
}
