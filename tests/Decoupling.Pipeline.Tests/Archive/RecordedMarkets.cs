using System.Collections.Concurrent;
using Decoupling.Pipeline.Archive;

namespace Decoupling.Pipeline.Tests.Archive;

/// <summary>The recorded pairs of DECOUPLING_DATA, cut into snapshots; a test without them is skipped.</summary>
internal static class RecordedMarkets
{
    /// <summary>Asset, spot file, perpetual file, funding file and minutes a bar of each pair.</summary>
    public static TheoryData<string, string, string, string, int> All { get; } =
        new()
        {
            { "BTC", "2024_BTCUSDT_spot_5m", "2024_BTCUSDT_perp_5m", "2024_BTCUSDT_funding_8h", 5 },
            { "SOL", "2024_SOLUSDT_spot_5m", "2024_SOLUSDT_perp_5m", "2024_SOLUSDT_funding_8h", 5 },
            { "BTC", "2025Q1_BTCUSDT_spot_5m", "2025Q1_BTCUSDT_perp_5m", "2025Q1_BTCUSDT_funding_8h", 5 },
            { "ETH", "2025Q1_ETHUSDT_spot_5m", "2025Q1_ETHUSDT_perp_5m", "2025Q1_ETHUSDT_funding_8h", 5 },
            { "BTC", "2025_BTCUSDT_spot_1m", "2025-05-25_BTCUSDT_perp_1m", "2025-05-25_BTCUSDT_funding_8h", 1 },
            { "ETH", "2025_ETHUSDT_spot_1m", "2025-05-25_ETHUSDT_perp_1m", "2025-05-25_ETHUSDT_funding_8h", 1 },
            { "BTC", "2025_BTCUSDT_spot_1m", "2025-07-06_BTCUSDT_perp_1m", "2025-07-06_BTCUSDT_funding_8h", 1 },
            { "ETH", "2025_ETHUSDT_spot_1m", "2025-07-06_ETHUSDT_perp_1m", "2025-07-06_ETHUSDT_funding_8h", 1 },
        };

    /// <summary>Files that have been read; the snapshots are cut anew for each reader.</summary>
    private static readonly ConcurrentDictionary<string, ArchiveMarket> Markets = new(StringComparer.Ordinal);

    public static ArchiveSnapshots Read(string asset, string spot, string perpetual, string funding, int minutes)
    {
        var step = TimeSpan.FromMinutes(minutes);
        var market = Markets.GetOrAdd(
            perpetual,
            _ => new ArchiveMarket
            {
                Asset = asset,
                SpotSymbol = $"{asset}USDT",
                PerpetualSymbol = $"{asset}USDT",
                Spot = ArchiveBars.Read([PathOf(spot, minutes)]),
                Perpetual = ArchiveBars.Read([PathOf(perpetual, minutes)]),
                Funding = ArchiveFunding.Read([PathOf(funding, minutes)]),
            }
        );
        return new ArchiveSnapshots(market, step, step);
    }

    private static string PathOf(string file, int minutes) =>
        SharedData.PathOrSkip($"binance_{minutes}m", $"{file}.csv.gz");
}
