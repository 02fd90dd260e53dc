using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Simulator.Webhooks;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>The product's own pipeline over Azurite, simulated venues and a webhook receiver, on a clock that is moved by hand.</summary>
internal sealed class SimulatedPipeline : IAsyncDisposable
{
    // As the schedule has it: the venues' bars have closed by then.
    private static readonly TimeSpan FetchDelay = TimeSpan.FromSeconds(10);

    private readonly ILoggerFactory loggers;
    private readonly List<RiskPipeline> opened = [];

    private SimulatedPipeline(
        VenueSimulator simulator,
        WebhookReceiver receiver,
        MovedClock clock,
        PipelineOptions options
    )
    {
        Simulator = simulator;
        Receiver = receiver;
        Clock = clock;
        Options = options;
        loggers = Log.CreateFactory();
        Pipeline = Open(options);
    }

    public VenueSimulator Simulator { get; }

    public WebhookReceiver Receiver { get; }

    public MovedClock Clock { get; }

    public CapturedLog Log { get; } = new();

    public PipelineOptions Options { get; }

    public RiskPipeline Pipeline { get; }

    public static async Task<SimulatedPipeline> StartAsync(
        string connectionString,
        MarketScript script,
        params string[] assets
    )
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var clock = new MovedClock(script.StartAt);
        var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = script },
            clock,
            cancellationToken
        );
        var receiver = await WebhookReceiver.StartAsync(
            // Its clock is the real one, and the steps' clock leaps: what they send a slot apart arrives within a second.
            new WebhookReceiverOptions { EnforceRateLimit = false },
            TimeProvider.System,
            cancellationToken
        );
        var options = new PipelineOptions
        {
            Fetch = new FetchOptions { Assets = assets },
            Storage = new StorageOptions { ConnectionString = connectionString },
            Alerts = new AlertOptions
            {
                Channels = new ChannelOptions { Slack = new SecretAddress(receiver.Address.AbsoluteUri) },
            },
            Venues = VenuesAt(
                simulator.BinanceSpotAddress,
                simulator.BinanceFuturesAddress,
                simulator.BybitAddress
            ) with
            {
                AllowedHosts = [simulator.BybitAddress.Authority, receiver.Address.Authority],
            },
        };
        return new SimulatedPipeline(simulator, receiver, clock, options);
    }

    /// <summary>A further instance of the product over the same storage, as scale-out or a restart gives.</summary>
    public RiskPipeline Open(PipelineOptions options, TimeProvider? clock = null, ILoggerFactory? loggers = null)
    {
        var pipeline = RiskPipeline.Create(options, clock ?? Clock, loggers ?? this.loggers);
        opened.Add(pipeline);
        return pipeline;
    }

    /// <summary>Fetches a slot's snapshot without storing it.</summary>
    public Task<MarketSnapshot> FetchAsync(string asset, DateTimeOffset slotAt, MarketSnapshot? previous = null)
    {
        MoveToFetchOf(slotAt);
        return new MarketFetch(Options.Fetch, Pipeline.Venues).FetchAsync(
            asset,
            slotAt,
            previous,
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>Runs one slot as the hosts do: fetch, score, sweep.</summary>
    public async Task<IReadOnlyList<ScoreOutcome>> RunAsync(DateTimeOffset slotAt)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        MoveToFetchOf(slotAt);
        var outcomes = new List<ScoreOutcome>();
        foreach (var name in await Pipeline.Fetch.RunAsync(cancellationToken))
        {
            outcomes.Add(await Pipeline.Score.RunAsync(name, cancellationToken));
        }

        await Pipeline.Deliver.SweepAsync(cancellationToken);
        return outcomes;
    }

    public void MoveToFetchOf(DateTimeOffset slotAt) => Clock.MoveTo(slotAt + FetchDelay);

    public static VenueOptions VenuesAt(Uri binanceSpot, Uri binanceFutures, Uri bybit) =>
        new()
        {
            Binance = new BinanceOptions { SpotBaseAddress = binanceSpot, FuturesBaseAddress = binanceFutures },
            Bybit = new BybitOptions { BaseAddress = bybit },
            // A venue that fails by script is not waited for.
            RetryDelay = TimeSpan.FromMilliseconds(10),
        };

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(pipeline => pipeline.Dispose());
        loggers.Dispose();
        await Receiver.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
