using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>All venues of a simulator.</summary>
internal static class SevenVenues
{
    public static VenueOptions At(VenueSimulator simulator) =>
        new()
        {
            AllowedHosts = [simulator.BybitAddress.Authority],
            Binance = new BinanceOptions
            {
                SpotBaseAddress = simulator.BinanceSpotAddress,
                FuturesBaseAddress = simulator.BinanceFuturesAddress,
                CoinBaseAddress = simulator.BinanceCoinAddress,
            },
            Bybit = new BybitOptions { BaseAddress = simulator.BybitAddress },
            Okx = At(simulator.OkxAddress),
            Deribit = At(simulator.DeribitAddress),
            Hyperliquid = At(simulator.HyperliquidAddress),
            Coinbase = At(simulator.CoinbaseAddress),
            Kraken = At(simulator.KrakenAddress),
            RetryDelay = TimeSpan.FromMilliseconds(10),
        };

    private static SingleHostOptions At(Uri address) => new() { Enabled = true, BaseAddress = address };
}
