using System.Text.Json;
using System.Text.Json.Nodes;
using Decoupling.Simulator.Hosting;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Binance;
using Decoupling.Simulator.Venues.Bybit;
using Decoupling.Simulator.Venues.Coinbase;
using Decoupling.Simulator.Venues.Deribit;
using Decoupling.Simulator.Venues.Hyperliquid;
using Decoupling.Simulator.Venues.Kraken;
using Decoupling.Simulator.Venues.Okx;
using Decoupling.Simulator.Venues.Wire;
using Microsoft.AspNetCore.Http;

namespace Decoupling.Simulator.Venues;

/// <summary>Seven venues on loopback: their public REST interfaces over a scripted market, with faults on demand.</summary>
/// <remarks>Lists BTC, ETH and SOL, in each venue's own products. The market is what the script says at the time of the clock given;
/// the same script, clock and request give the same bytes.</remarks>
public sealed class VenueSimulator : IAsyncDisposable
{
    private static readonly (SimulatedVenue Venue, string Prefix)[] s_prefixes =
    [
        (SimulatedVenue.BinanceSpot, "/binance-spot/"),
        (SimulatedVenue.BinanceFutures, "/binance-futures/"),
        (SimulatedVenue.BinanceCoin, "/binance-coin/"),
        (SimulatedVenue.Bybit, "/bybit/"),
        (SimulatedVenue.Okx, "/okx/"),
        (SimulatedVenue.Deribit, "/deribit/"),
        (SimulatedVenue.Hyperliquid, "/hyperliquid/"),
        (SimulatedVenue.Coinbase, "/coinbase/"),
        (SimulatedVenue.Kraken, "/kraken/"),
    ];
    private readonly SimulatorOptions _options;
    private readonly TimeProvider _clock;
    private readonly Dictionary<SimulatedVenue, (IVenueApi Api, RequestLimits Limits)> _venues;
    private readonly FaultTimeline _marketFaults;
    private LoopbackServer? _server;

    private VenueSimulator(SimulatorOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        var market = new ScriptedMarket(options.Script);
        _marketFaults = market.Faults;
        _venues = new()
        {
            [SimulatedVenue.BinanceSpot] = (new BinanceSpotApi(market), new(clock)),
            [SimulatedVenue.BinanceFutures] = (new BinanceFuturesApi(market), new(clock)),
            [SimulatedVenue.BinanceCoin] = (new BinanceCoinApi(market), new(clock)),
            [SimulatedVenue.Bybit] = (new BybitApi(market), new(clock)),
            [SimulatedVenue.Okx] = (new OkxApi(market), new(clock)),
            [SimulatedVenue.Deribit] = (new DeribitApi(market), new(clock)),
            [SimulatedVenue.Hyperliquid] = (new HyperliquidApi(market), new(clock)),
            [SimulatedVenue.Coinbase] = (new CoinbaseApi(market), new(clock)),
            [SimulatedVenue.Kraken] = (new KrakenApi(market), new(clock)),
        };
    }

    /// <summary>Stands in for <c>https://api.binance.com/</c>.</summary>
    public Uri BinanceSpotAddress => AddressOf(SimulatedVenue.BinanceSpot);

    /// <summary>Stands in for <c>https://fapi.binance.com/</c>.</summary>
    public Uri BinanceFuturesAddress => AddressOf(SimulatedVenue.BinanceFutures);

    /// <summary>Stands in for <c>https://dapi.binance.com/</c>.</summary>
    public Uri BinanceCoinAddress => AddressOf(SimulatedVenue.BinanceCoin);

    /// <summary>Stands in for <c>https://api.bybit.com/</c>.</summary>
    public Uri BybitAddress => AddressOf(SimulatedVenue.Bybit);

    /// <summary>Stands in for <c>https://www.okx.com/</c>.</summary>
    public Uri OkxAddress => AddressOf(SimulatedVenue.Okx);

    /// <summary>Stands in for <c>https://www.deribit.com/</c>.</summary>
    public Uri DeribitAddress => AddressOf(SimulatedVenue.Deribit);

    /// <summary>Stands in for <c>https://api.hyperliquid.xyz/</c>.</summary>
    public Uri HyperliquidAddress => AddressOf(SimulatedVenue.Hyperliquid);

    /// <summary>Stands in for <c>https://api.exchange.coinbase.com/</c>.</summary>
    public Uri CoinbaseAddress => AddressOf(SimulatedVenue.Coinbase);

    /// <summary>Stands in for <c>https://api.kraken.com/</c>.</summary>
    public Uri KrakenAddress => AddressOf(SimulatedVenue.Kraken);

    /// <summary>What goes wrong, and how often each endpoint was asked.</summary>
    public SimulatorFaults Faults { get; } = new();

    /// <summary>How many requests of a venue were over one of its documented limits since the start.</summary>
    public int OverLimit(SimulatedVenue venue) => _venues[venue].Limits.Refused;

    /// <summary>The weight that a venue was charged since the start, by the limit that it counts against.</summary>
    public IReadOnlyDictionary<string, int> ChargedTo(SimulatedVenue venue) => _venues[venue].Limits.Charged;

    /// <summary>The script that the market follows.</summary>
    public MarketScript Script => _options.Script;

    /// <summary>Starts the venues; they answer when this returns.</summary>
    /// <param name="options">What is simulated.</param>
    /// <param name="clock">The venues' clock: real, accelerated or moved by hand.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ArgumentException">The script is out of its ranges.</exception>
    public static async Task<VenueSimulator> StartAsync(
        SimulatorOptions options,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var simulator = new VenueSimulator(options, clock);
        simulator._server = await LoopbackServer.StartAsync(options.Port, simulator.HandleAsync, cancellationToken);
        return simulator;
    }

    /// <summary>Stops the venues, hanging requests included.</summary>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Uri AddressOf(SimulatedVenue venue) =>
        new(_server!.Address, s_prefixes.Single(entry => entry.Venue == venue).Prefix);

    private async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var path = context.Request.Path.Value ?? "/";
        var (venue, prefix) = s_prefixes.FirstOrDefault(entry =>
            path.StartsWith(entry.Prefix, StringComparison.Ordinal)
        );
        if (prefix is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var api = _venues[venue].Api;
        var endpoint = path[prefix.Length..];
        var fault = Faults.Take(venue, endpoint);
        if (_options.Latency > TimeSpan.Zero)
            await Task.Delay(_options.Latency, TimeProvider.System, cancellationToken);
        var writer = new FaultyReplyWriter(context, fault, api);
        if (await writer.AnswersInsteadAsync(Now(venue, fault), cancellationToken))
            return;
        var method = api.IsPosted ? HttpMethods.Post : HttpMethods.Get;
        if (context.Request.Method != method || !api.Knows(endpoint))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var posted = api.IsPosted ? await PostedAsync(context.Request, cancellationToken) : null;
        await writer.WriteAsync(ReplyTo(context, venue, endpoint, posted, fault), cancellationToken);
    }

    private VenueReply ReplyTo(
        HttpContext context,
        SimulatedVenue venue,
        string endpoint,
        JsonNode? posted,
        SimulatorFault? fault
    )
    {
        var (api, limits) = _venues[venue];
        var now = Now(venue, fault);
        var frozenAt = fault?.FrozenBook?.SinceAt.ToUnixTimeMilliseconds() ?? now;
        var freezesBids = fault?.FrozenBook?.Bids;
        var request = new VenueRequest(endpoint, context.Request.Query, now)
        {
            BidsAt = freezesBids == true ? frozenAt : now,
            AsksAt = freezesBids == false ? frozenAt : now,
            Posted = posted,
        };
        var realNow = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            var cost = api.CostOf(request);
            var isWithin = limits.TryCharge(cost, realNow);
            if (isWithin || !_options.EnforceRequestLimits)
                return api.Answer(request);
            var refusal = api.OverLimit(cost.Limit, now);
            if (refusal.Status == StatusCodes.Status429TooManyRequests)
                context.Response.Headers.RetryAfter = Digits.Whole(RequestLimits.SecondsLeft(cost.Limit, realNow));
            return refusal;
        }
        catch (VenueRefusalException exception)
        {
            return exception.Reply;
        }
        finally
        {
            foreach (var (name, value) in api.UsageHeaders(limits, realNow))
                context.Response.Headers[name] = value;
        }
    }

    /// <summary>The JSON that was posted, or null where it is none.</summary>
    private static async Task<JsonNode?> PostedAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private long Now(SimulatedVenue venue, SimulatorFault? fault)
    {
        var now = (fault?.StaleSinceAt ?? _clock.GetUtcNow()).ToUnixTimeMilliseconds();
        var isBehind = _marketFaults.Holds(
            MarketFaultKind.ClockBehind,
            ProfileOf(venue),
            now / BarModel.MinuteMilliseconds
        );
        return isBehind ? now - FaultTimeline.ClockBehindMilliseconds : now;
    }

    private static int ProfileOf(SimulatedVenue venue) =>
        venue switch
        {
            SimulatedVenue.Bybit => VenueProfile.Bybit,
            SimulatedVenue.Okx => VenueProfile.Okx,
            SimulatedVenue.Deribit => VenueProfile.Deribit,
            SimulatedVenue.Hyperliquid => VenueProfile.Hyperliquid,
            SimulatedVenue.Coinbase => VenueProfile.Coinbase,
            SimulatedVenue.Kraken => VenueProfile.Kraken,
            _ => VenueProfile.Binance,
        };
}
