using System.Globalization;

namespace Decoupling.Pipeline.Venues.Bybit;

/// <summary>Bybit's public endpoints: their paths, and how many rows they give at once. Each costs one request.</summary>
/// <remarks>Source: bybit-exchange.github.io/docs/v5/market and /docs/v5/rate-limit, checked 2026-11-22.
/// The limit by address is 600 requests in 5 seconds.</remarks>
internal sealed class BybitEndpoints
{
    /// <summary>The most bars that v5/market/kline gives.</summary>
    public const int Bars = 1000;

    /// <summary>The most payments that v5/market/funding/history gives.</summary>
    public const int FundingRates = 200;

    /// <summary>The most samples that v5/market/open-interest gives.</summary>
    public const int OpenInterestSamples = 200;

    private const int SpotBookLevels = 200;
    private const int ContractBookLevels = 500;

    private readonly VenueHost _host;

    /// <summary>Sets up the host with its limit.</summary>
    public BybitEndpoints(BybitOptions options, TimeProvider time) =>
        _host = new(options.BaseAddress, new WindowBudget("requests", 600, TimeSpan.FromSeconds(5), time), time);

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall Time() => Ask("time");

    public VenueCall Klines(string category, string symbol, TimeGrid page) =>
        Ask(
            $"kline?category={category}&symbol={symbol}&interval={Interval(page.Step)}"
                + $"&start={Ms(page.StartAt)}&end={Ms(page.LastAt)}&limit={page.Count}"
        );

    public VenueCall Ticker(string category, string symbol) => Ask($"tickers?category={category}&symbol={symbol}");

    public VenueCall Instrument(string category, string symbol) =>
        Ask($"instruments-info?category={category}&symbol={symbol}");

    public VenueCall FundingHistory(string category, string symbol, DateTimeOffset fromAt, DateTimeOffset untilAt) =>
        Ask(
            $"funding/history?category={category}&symbol={symbol}&startTime={Ms(fromAt)}&endTime={Ms(untilAt)}&limit={FundingRates}"
        );

    public VenueCall OpenInterest(string category, string symbol, TimeGrid page) =>
        Ask(
            $"open-interest?category={category}&symbol={symbol}&intervalTime=1h&startTime={Ms(page.StartAt)}"
                + $"&endTime={Ms(page.LastAt)}&limit={page.Count}"
        );

    public VenueCall OrderBook(string category, string symbol) =>
        Ask(
            $"orderbook?category={category}&symbol={symbol}&limit={(category == "spot" ? SpotBookLevels : ContractBookLevels)}"
        ) with
        {
            IsUrgent = true,
        };

    /// <summary>The venue's name of a bar's length, or <see langword="null"/> if it has none.</summary>
    public static string? Interval(TimeSpan step) =>
        step.TotalMinutes switch
        {
            1 => "1",
            3 => "3",
            5 => "5",
            15 => "15",
            30 => "30",
            60 => "60",
            _ => null,
        };

    private VenueCall Ask(string endpoint) => new(_host, $"v5/market/{endpoint}", 1);

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
