namespace Decoupling.Simulator.Venues;

/// <summary>One simulated REST interface. Each has its own address, request limits and reply formats.</summary>
public enum SimulatedVenue
{
    /// <summary>Binance spot: <c>api/v3/…</c>.</summary>
    BinanceSpot,

    /// <summary>Binance USD-M futures: <c>fapi/v1/…</c> and <c>futures/data/…</c>.</summary>
    BinanceFutures,

    /// <summary>Binance COIN-M futures: <c>dapi/v1/…</c> and <c>futures/data/…</c>.</summary>
    BinanceCoin,

    /// <summary>Bybit, spot, linear and inverse: <c>v5/market/…</c>.</summary>
    Bybit,

    /// <summary>OKX, spot, swap and futures: <c>api/v5/…</c>.</summary>
    Okx,

    /// <summary>Deribit, perpetuals and futures: <c>api/v2/public/…</c>.</summary>
    Deribit,

    /// <summary>Hyperliquid, perpetuals and spot: <c>info</c>, by POST.</summary>
    Hyperliquid,

    /// <summary>Coinbase Exchange, spot: <c>products/…</c>.</summary>
    Coinbase,

    /// <summary>Kraken, spot: <c>0/public/…</c>.</summary>
    Kraken,
}
