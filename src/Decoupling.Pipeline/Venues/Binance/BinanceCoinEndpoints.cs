using System.Globalization;

namespace Decoupling.Pipeline.Venues.Binance;

/// <summary>Binance's public endpoints of contracts settled in the coin (COIN-M).</summary>
/// <remarks>Source: developers.binance.com, "COIN-M futures, market data" and "Limits" (2,400 weights a minute by address), checked
/// 2026-11-25 in a mirror of those pages.</remarks>
internal sealed class BinanceCoinEndpoints
{
    /// <summary>The most bars that dapi/v1/klines gives.</summary>
    public const int Bars = 1500;

    /// <summary>The most payments that dapi/v1/fundingRate gives.</summary>
    public const int FundingRates = 1000;

    /// <summary>The most samples that futures/data/openInterestHist gives.</summary>
    public const int OpenInterestSamples = 500;

    private const int BookLevels = 1000;

    private readonly VenueHost _host;

    /// <summary>Sets up the host with its limit.</summary>
    public BinanceCoinEndpoints(BinanceOptions options, TimeProvider time) =>
        _host = new(
            options.CoinBaseAddress,
            new WindowBudget("COIN-M weight", 2400, TimeSpan.FromMinutes(1), time),
            time
        );

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall ExchangeInfo() => new(_host, "dapi/v1/exchangeInfo", 1);

    public VenueCall Klines(string symbol, TimeGrid page) =>
        new(
            _host,
            $"dapi/v1/klines?symbol={symbol}&interval={BinanceEndpoints.Interval(page.Step)}"
                + $"&startTime={Ms(page.StartAt)}&endTime={Ms(page.LastAt)}&limit={page.Count}",
            BinanceEndpoints.KlinesWeight(page.Count)
        );

    public VenueCall PremiumIndex(string symbol) => new(_host, $"dapi/v1/premiumIndex?symbol={symbol}", 10);

    public VenueCall FundingInfo() => new(_host, "dapi/v1/fundingInfo", 1);

    public VenueCall FundingRate(string symbol, DateTimeOffset fromAt, DateTimeOffset untilAt) =>
        new(
            _host,
            $"dapi/v1/fundingRate?symbol={symbol}&startTime={Ms(fromAt)}&endTime={Ms(untilAt)}&limit={FundingRates}",
            1
        );

    public VenueCall OpenInterest(string symbol) => new(_host, $"dapi/v1/openInterest?symbol={symbol}", 1);

    public VenueCall OpenInterestHistory(string pair, TimeGrid page) =>
        new(
            _host,
            $"futures/data/openInterestHist?pair={pair}&contractType=PERPETUAL&period=1h"
                + $"&startTime={Ms(page.StartAt)}&endTime={Ms(page.LastAt)}&limit={page.Count}",
            1
        );

    public VenueCall Depth(string symbol) =>
        new(_host, $"dapi/v1/depth?symbol={symbol}&limit={BookLevels}", 20) { IsUrgent = true };

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
