using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues.Coinbase;

// Coinbase Exchange's replies as sent; only the fields that are read. Errors come with their HTTP status.
// Source: docs.cdp.coinbase.com/exchange, "REST API reference, products", checked 2026-11-25 in a mirror of those pages.

/// <summary>GET time: seconds since 1970, with decimals.</summary>
internal sealed record CoinbaseTime(decimal? Epoch);

/// <summary>GET products: all of them.</summary>
/// <param name="Id">The symbol: "BTC-USD".</param>
/// <param name="QuoteCurrency">What the price is in.</param>
/// <param name="QuoteIncrement">The least step of the price.</param>
/// <param name="Status">online, offline, internal or delisted.</param>
/// <param name="TradingDisabled">Whether trading is off.</param>
/// <param name="CancelOnly">Whether orders can be cancelled only.</param>
/// <param name="AuctionMode">Whether the book collects orders for an auction and does not match.</param>
internal sealed record CoinbaseProduct(
    string? Id,
    string? QuoteCurrency,
    decimal? QuoteIncrement,
    string? Status,
    bool? TradingDisabled,
    bool? CancelOnly,
    bool? AuctionMode
);

/// <summary>GET products/{id}/book?level=2: the whole book by price, best first; a level is price, size in coins and number of orders.</summary>
internal sealed record CoinbaseBook(
    IReadOnlyList<WireLevel>? Bids,
    IReadOnlyList<WireLevel>? Asks,
    string? Time,
    bool? AuctionMode
);

// GET products/{id}/candles: rows of opening time in seconds, low, high, open, close and volume in coins, newest first. A length without
// trades has no row, and rows from before the range may come.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(WireNumber)]
)]
[JsonSerializable(typeof(CoinbaseTime))]
[JsonSerializable(typeof(IReadOnlyList<CoinbaseProduct?>))]
[JsonSerializable(typeof(IReadOnlyList<WireColumns>))]
[JsonSerializable(typeof(CoinbaseBook))]
internal sealed partial class CoinbaseJson : JsonSerializerContext;
