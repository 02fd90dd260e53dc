using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Notifications;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A dead man's switch hears of a slot once it is complete for every asset, and a failing switch harms no run.</summary>
[Collection(nameof(SharedStorage))]
public sealed class HeartbeatTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset SlotAt = new(2026, 4, 7, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TwoAssets_PingsOnceBothAreScored()
    {
        await using var simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(SlotAt),
            "BTC",
            "ETH"
        );
        var pipeline = simulated.Open(
            simulated.Options with
            {
                Alerts = simulated.Options.Alerts with
                {
                    Channels = new()
                    {
                        Heartbeat = new SecretAddress(new Uri(simulated.Receiver.Address, "/ping/beat").AbsoluteUri),
                    },
                },
            }
        );
        simulated.MoveToFetchOf(SlotAt);
        var names = await pipeline.Fetch.RunAsync(Cancellation);

        (await pipeline.Score.RunAsync(names[0], Cancellation)).Refusal.ShouldBeNull();
        Pings(simulated).ShouldBeEmpty();

        // The receiver answers 405 to a GET; the run goes on all the same.
        (await pipeline.Score.RunAsync(names[1], Cancellation)).Refusal.ShouldBeNull();
        Pings(simulated).ShouldBe(["/ping/beat"]);
    }

    private static IEnumerable<string> Pings(SimulatedPipeline simulated) =>
        simulated.Receiver.Received.Select(request => request.Path).Where(path => path.StartsWith("/ping/"));
}
