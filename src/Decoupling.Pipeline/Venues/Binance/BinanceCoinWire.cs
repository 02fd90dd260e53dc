using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues.Binance;

// Replies of Binance's contracts settled in the coin (COIN-M), as sent; only the fields that are read. What they share with USD-M is in
// BinanceWire.cs. Source: developers.binance.com, "COIN-M futures, market data", checked 2026-11-25.

/// <summary>GET dapi/v1/exchangeInfo: all contracts.</summary>
internal sealed record BinanceCoinExchange(IReadOnlyList<BinanceCoinContract?>? Symbols);

/// <summary>One contract.</summary>
/// <param name="Symbol">"BTCUSD_PERP".</param>
/// <param name="ContractType">PERPETUAL, or the quarter.</param>
/// <param name="ContractStatus">TRADING, PENDING_TRADING, PRE_DELIVERING, DELIVERING or DELIVERED.</param>
/// <param name="ContractSize">US dollars.</param>
/// <param name="MarginAsset">The coin that it settles in.</param>
/// <param name="Filters">The price's among them.</param>
internal sealed record BinanceCoinContract(
    string? Symbol,
    string? ContractType,
    string? ContractStatus,
    decimal? ContractSize,
    string? MarginAsset,
    IReadOnlyList<BinanceFilter?>? Filters
);

/// <summary>A rule of a contract; PRICE_FILTER has the tick.</summary>
internal sealed record BinanceFilter(string? FilterType, decimal? TickSize);

/// <summary>GET futures/data/openInterestHist on the COIN-M address: contracts, whatever the unit of the value beside them is.</summary>
internal sealed record BinanceCoinOpenInterestSample(
    string? Pair,
    string? ContractType,
    decimal? SumOpenInterest,
    decimal? Timestamp
);

// GET dapi/v1/klines: rows whose sixth column is contracts and whose eighth is coins.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WireNumber)])]
[JsonSerializable(typeof(BinanceCoinExchange))]
[JsonSerializable(typeof(IReadOnlyList<WireColumns>))]
[JsonSerializable(typeof(IReadOnlyList<BinancePremiumIndex?>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceCoinOpenInterestSample?>))]
internal sealed partial class BinanceCoinJson : JsonSerializerContext;
