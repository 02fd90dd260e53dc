using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Archive;

/// <summary>The recorded history of one asset on one venue: a spot market, its perpetual, and the perpetual's funding.</summary>
public sealed record ArchiveMarket
{
    /// <summary>The underlying: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The venue that the files are of, in lower case. Default "binance".</summary>
    public string Venue { get; init; } = "binance";

    /// <summary>The venue's symbol of the spot market: "BTCUSDT".</summary>
    public required string SpotSymbol { get; init; }

    /// <summary>The venue's symbol of the linear perpetual: "BTCUSDT".</summary>
    public required string PerpetualSymbol { get; init; }

    /// <summary>The coin in which both are quoted and settled. Default "USDT".</summary>
    public string SettlementCoin { get; init; } = "USDT";

    /// <summary>The spot market's bars, as <see cref="ArchiveBars"/> reads them.</summary>
    public required BarSeries Spot { get; init; }

    /// <summary>The perpetual's bars of last prices.</summary>
    public required BarSeries Perpetual { get; init; }

    /// <summary>The perpetual's funding, as <see cref="ArchiveFunding"/> reads it.</summary>
    public required FundingPayments Funding { get; init; }
}
