namespace Decoupling.Simulator.Venues;

/// <summary>One simulated REST interface. Each has its own address, request limits and reply formats.</summary>
public enum SimulatedVenue
{
    /// <summary>Binance spot: <c>api/v3/…</c>.</summary>
    BinanceSpot,

    /// <summary>Binance USD-M futures: <c>fapi/v1/…</c> and <c>futures/data/…</c>.</summary>
    BinanceFutures,

    /// <summary>Bybit, spot and linear: <c>v5/market/…</c>.</summary>
    Bybit,
}
