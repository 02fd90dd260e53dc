using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;
using Decoupling.Pipeline.Venues.Coinbase;
using Decoupling.Pipeline.Venues.Deribit;
using Decoupling.Pipeline.Venues.Hyperliquid;
using Decoupling.Pipeline.Venues.Kraken;
using Decoupling.Pipeline.Venues.Okx;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Venues;

/// <summary>Sets up the venues that the options name. They live as long as the process.</summary>
public static class VenueFactory
{
    /// <summary>The enabled venues in the order of their names.</summary>
    /// <param name="options">Where and how venues are asked; validated here.</param>
    /// <param name="time">The clock of timeouts, waits and receive times.</param>
    /// <param name="loggers">Where holds are logged; nowhere if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IReadOnlyList<IVenue> Create(VenueOptions options, TimeProvider time, ILoggerFactory? loggers = null)
    {
        options.Validate();
        // A client each: a venue that is slow keeps no other's connections.
        return Create(options, time, () => OutgoingHttp.CreateClient(options.AllowedHosts), loggers);
    }

    internal static IReadOnlyList<IVenue> Create(
        VenueOptions options,
        TimeProvider time,
        Func<HttpClient> createClient,
        ILoggerFactory? loggers = null
    )
    {
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger(typeof(VenueHttp).FullName!);
        VenueHttp Http(string venue, IReadOnlyList<VenueHost> hosts) =>
            new(venue, hosts, createClient(), options, time, logger);

        var venues = new List<IVenue>();
        if (options.Binance.Enabled)
        {
            var endpoints = new BinanceEndpoints(options.Binance, time);
            var coin = new BinanceCoinEndpoints(options.Binance, time);
            var http = Http("binance", [.. endpoints.Hosts, .. coin.Hosts]);
            venues.Add(new BinanceVenue(endpoints, coin, http, options.Products, options.Binance.Symbols, time));
        }
        if (options.Bybit.Enabled)
        {
            var endpoints = new BybitEndpoints(options.Bybit, time);
            var http = Http("bybit", endpoints.Hosts);
            venues.Add(new BybitVenue(endpoints, http, options.Products, options.Bybit.Symbols, time));
        }
        if (options.Coinbase.Enabled)
        {
            var endpoints = new CoinbaseEndpoints(options.Coinbase, time);
            venues.Add(new CoinbaseVenue(endpoints, Http("coinbase", endpoints.Hosts), options.Products, time));
        }
        if (options.Deribit.Enabled)
        {
            var endpoints = new DeribitEndpoints(options.Deribit, time);
            venues.Add(new DeribitVenue(endpoints, Http("deribit", endpoints.Hosts), options.Products, time));
        }
        if (options.Hyperliquid.Enabled)
        {
            var endpoints = new HyperliquidEndpoints(options.Hyperliquid, time);
            venues.Add(new HyperliquidVenue(endpoints, Http("hyperliquid", endpoints.Hosts), options.Products, time));
        }
        if (options.Kraken.Enabled)
        {
            var endpoints = new KrakenEndpoints(options.Kraken, time);
            venues.Add(new KrakenVenue(endpoints, Http("kraken", endpoints.Hosts), options.Products, time));
        }
        if (options.Okx.Enabled)
        {
            var endpoints = new OkxEndpoints(options.Okx, time);
            venues.Add(new OkxVenue(endpoints, Http("okx", endpoints.Hosts), options.Products, time));
        }
        return venues;
    }
}
