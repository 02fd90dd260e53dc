using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Steps;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>Fifty minutes of one asset, run once: 20 calm, 15 in which Bybit's perpetual alone leaves its spot by 90 bp, 15 calm.</summary>
[CollectionDefinition(nameof(ScriptedRun))]
public sealed class ScriptedRun : IAsyncLifetime, ICollectionFixture<ScriptedRun>
{
    public const string Asset = "BTC";

    public static readonly DateTimeOffset StartAt = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private readonly AzuriteFixture azurite = new();
    private readonly List<ScoreOutcome> outcomes = [];
    private SimulatedPipeline? simulated;

    /// <summary>The slots that are run, the first at the script's start and the last at its end.</summary>
    public static IReadOnlyList<DateTimeOffset> Slots { get; } =
    [.. Enumerable.Range(0, 11).Select(index => StartAt + (index * SlotLength))];

    public AzuriteFixture Azurite => azurite;

    public IReadOnlyList<ScoreOutcome> Outcomes => outcomes;

    internal SimulatedPipeline Simulated => simulated!;

    public static DateTimeOffset At(int minutes) => StartAt.AddMinutes(minutes);

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        var script = new MarketScript
        {
            StartAt = StartAt,
            Phases =
            [
                MarketPhase.Calm(TimeSpan.FromMinutes(20)),
                MarketPhase.Dislocation("bybit", TimeSpan.FromMinutes(15)),
                MarketPhase.Calm(TimeSpan.FromMinutes(15)),
            ],
        };
        simulated = await SimulatedPipeline.StartAsync(azurite.ConnectionString, script, Asset);
        foreach (var slotAt in Slots)
        {
            outcomes.AddRange(await simulated.RunAsync(slotAt));
        }

        await simulated.Pipeline.Summarize.RunAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (simulated is not null)
        {
            await simulated.DisposeAsync();
        }

        await azurite.DisposeAsync();
    }
}
