using Decoupling.Cli.Azurite;
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
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Demo;

/// <summary>The real parts on loopback: Azurite, simulated venues, a webhook receiver and the pipeline, on a clock that is moved from slot to slot.</summary>
internal sealed class DemoSession : IAsyncDisposable
{
    /// <summary>How long after the slot its fetch begins, as the real schedule has it.</summary>
    private static readonly TimeSpan FetchDelay = TimeSpan.FromSeconds(10);

    private static readonly DateTimeOffset ScriptStart = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly AzuriteProcess azurite;
    private readonly VenueSimulator simulator;
    private readonly MovedClock clock;
    private readonly ILoggerFactory loggers;

    private DemoSession(
        AzuriteProcess azurite,
        VenueSimulator simulator,
        WebhookReceiver receiver,
        MovedClock clock,
        ILoggerFactory loggers,
        PipelineOptions options
    )
    {
        this.azurite = azurite;
        this.simulator = simulator;
        this.clock = clock;
        this.loggers = loggers;
        Receiver = receiver;
        Options = options;
        Pipeline = RiskPipeline.Create(options, clock, loggers);
    }

    public RiskPipeline Pipeline { get; }

    public WebhookReceiver Receiver { get; }

    public PipelineOptions Options { get; }

    public string DataFolder => azurite.DataFolder;

    /// <summary>The slots of the script, the first at its start.</summary>
    public IEnumerable<DateTimeOffset> Slots
    {
        get
        {
            for (var slot = simulator.Script.StartAt; slot <= simulator.Script.EndAt; slot += Options.Fetch.SlotLength)
            {
                yield return slot;
            }
        }
    }

    public static async Task<DemoSession> StartAsync(
        int seed,
        string dataFolder,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataFolder = Path.Combine(dataFolder, "azurite") },
            say,
            cancellationToken
        );
        var script = MarketScript.Demo(ScriptStart, seed);
        var clock = new MovedClock(script.StartAt);
        var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = script },
            clock,
            cancellationToken
        );
        var receiver = await WebhookReceiver.StartAsync(new WebhookReceiverOptions(), clock, cancellationToken);
        var loggers = ConsoleLog.CreateFactory(clock, LogLevel.Error);
        var session = new DemoSession(
            azurite,
            simulator,
            receiver,
            clock,
            loggers,
            OptionsFor(azurite, simulator, receiver)
        );
        await session.Pipeline.CreateStorageAsync(cancellationToken);
        return session;
    }

    /// <summary>Runs one slot: fetch, score, deliver.</summary>
    public async Task<IReadOnlyList<ScoreOutcome>> RunAsync(DateTimeOffset slotAt, CancellationToken cancellationToken)
    {
        clock.MoveTo(slotAt + FetchDelay);
        var outcomes = new List<ScoreOutcome>();
        foreach (var name in await Pipeline.Fetch.RunAsync(cancellationToken))
        {
            outcomes.Add(await Pipeline.Score.RunAsync(name, cancellationToken));
        }

        await Pipeline.Deliver.SweepAsync(cancellationToken);
        return outcomes;
    }

    /// <summary>The script's phase at a time, in words.</summary>
    public string PhaseAt(DateTimeOffset at) =>
        simulator.Script.PhaseAt(at) switch
        {
            PhaseKind.VenueDislocation => "one venue apart",
            PhaseKind.MarketCascade => "market cascade",
            PhaseKind.Recovery => "recovery",
            _ => "calm",
        };

    public async ValueTask DisposeAsync()
    {
        Pipeline.Dispose();
        loggers.Dispose();
        await Receiver.DisposeAsync();
        await simulator.DisposeAsync();
        await azurite.DisposeAsync();
    }

    private static PipelineOptions OptionsFor(
        AzuriteProcess azurite,
        VenueSimulator simulator,
        WebhookReceiver receiver
    ) =>
        new()
        {
            Fetch = new FetchOptions { Assets = ["BTC", "ETH"] },
            Storage = new StorageOptions { ConnectionString = azurite.ConnectionString },
            Alerts = new AlertOptions
            {
                Channels = new ChannelOptions { Slack = new SecretAddress(receiver.Address.AbsoluteUri) },
            },
            Venues = new VenueOptions
            {
                Binance = new BinanceOptions
                {
                    SpotBaseAddress = simulator.BinanceSpotAddress,
                    FuturesBaseAddress = simulator.BinanceFuturesAddress,
                },
                Bybit = new BybitOptions { BaseAddress = simulator.BybitAddress },
                AllowedHosts = [simulator.BybitAddress.Authority, receiver.Address.Authority],
            },
        };
}
