using System.Globalization;

namespace Decoupling.Pipeline.Venues.Binance;

/// <summary>Binance's public endpoints: their paths, what they cost, and how many rows they give at once.</summary>
/// <remarks>Source: developers.binance.com, "Spot REST API" and "USDS-M futures", checked 2026-11-22. Limits by address: spot 6,000 and
/// USD-M 2,400 weights a minute, fundingRate and fundingInfo together 500 requests in 5 minutes, openInterestHist 1,000 in 5 minutes.</remarks>
internal sealed class BinanceEndpoints
{
    /// <summary>The most bars that api/v3/klines gives.</summary>
    public const int SpotBars = 1000;

    /// <summary>The most bars that fapi/v1/klines gives.</summary>
    public const int PerpetualBars = 1500;

    /// <summary>The most payments that fapi/v1/fundingRate gives.</summary>
    public const int FundingRates = 1000;

    /// <summary>The most samples that futures/data/openInterestHist gives.</summary>
    public const int OpenInterestSamples = 500;

    /// <summary>How far back futures/data/openInterestHist goes, less an hour so as not to stand on the edge.</summary>
    public static readonly TimeSpan OpenInterestHistory = TimeSpan.FromDays(30) - TimeSpan.FromHours(1);

    private const int BookLevels = 1000;

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private readonly VenueHost _spot;
    private readonly VenueHost _futures;
    private readonly RateBudget _funding;
    private readonly RateBudget _statistics;

    /// <summary>Sets up both hosts with their limits.</summary>
    public BinanceEndpoints(BinanceOptions options, TimeProvider time)
    {
        var minute = TimeSpan.FromMinutes(1);
        _spot = new(options.SpotBaseAddress, new WindowBudget("spot weight", 6000, minute, time), time);
        _futures = new(options.FuturesBaseAddress, new WindowBudget("USD-M weight", 2400, minute, time), time);
        _funding = new WindowBudget("USD-M funding", 500, FiveMinutes, time);
        _statistics = new WindowBudget("USD-M statistics", 1000, FiveMinutes, time);
    }

    /// <summary>Both hosts: a ban on one is a ban on the other.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_spot, _futures];

    /// <summary>Takes the spot limit that the venue tells, where it is below the documented one.</summary>
    public void Learn(int? weightPerMinute)
    {
        if (weightPerMinute is { } weight)
            _spot.Learn(_spot.Budget, weight);
    }

    public VenueCall SpotTime() => new(_spot, "api/v3/time", 1);

    public VenueCall FuturesTime() => new(_futures, "fapi/v1/time", 1);

    public VenueCall SpotStatus(string symbol) => new(_spot, $"api/v3/exchangeInfo?symbol={symbol}", 20);

    public VenueCall SpotKlines(string symbol, TimeGrid page) => new(_spot, $"api/v3/klines?{Bars(symbol, page)}", 2);

    public VenueCall PerpetualKlines(string symbol, TimeGrid page) =>
        new(_futures, $"fapi/v1/klines?{Bars(symbol, page)}", KlinesWeight(page.Count));

    /// <summary>What all contracts quote: also the list of them.</summary>
    public VenueCall PremiumIndices() => new(_futures, "fapi/v1/premiumIndex", 10);

    public VenueCall FundingInfo() => new(_futures, "fapi/v1/fundingInfo", 1, _funding);

    public VenueCall FundingRate(string symbol, DateTimeOffset fromAt, DateTimeOffset untilAt) =>
        new(
            _futures,
            $"fapi/v1/fundingRate?symbol={symbol}&startTime={Ms(fromAt)}&endTime={Ms(untilAt)}&limit={FundingRates}",
            1,
            _funding
        );

    public VenueCall OpenInterest(string symbol) => new(_futures, $"fapi/v1/openInterest?symbol={symbol}", 1);

    public VenueCall OpenInterestHistoryPage(string symbol, TimeGrid page) =>
        new(
            _futures,
            $"futures/data/openInterestHist?symbol={symbol}&period=1h&startTime={Ms(page.StartAt)}"
                + $"&endTime={Ms(page.LastAt)}&limit={page.Count}",
            1,
            _statistics
        );

    public VenueCall SpotDepth(string symbol) =>
        new(_spot, $"api/v3/depth?symbol={symbol}&limit={BookLevels}", 50) { IsUrgent = true };

    public VenueCall PerpetualDepth(string symbol) =>
        new(_futures, $"fapi/v1/depth?symbol={symbol}&limit={BookLevels}", 20) { IsUrgent = true };

    /// <summary>The venue's name of a bar's length, or <see langword="null"/> if it has none.</summary>
    public static string? Interval(TimeSpan step) =>
        step.TotalMinutes switch
        {
            1 => "1m",
            3 => "3m",
            5 => "5m",
            15 => "15m",
            30 => "30m",
            60 => "1h",
            _ => null,
        };

    /// <summary>What futures' klines cost by their number.</summary>
    public static int KlinesWeight(int limit) =>
        limit switch
        {
            < 100 => 1,
            < 500 => 2,
            <= 1000 => 5,
            _ => 10,
        };

    private static string Bars(string symbol, TimeGrid page) =>
        $"symbol={symbol}&interval={Interval(page.Step)}&startTime={Ms(page.StartAt)}&endTime={Ms(page.LastAt)}&limit={page.Count}";

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
