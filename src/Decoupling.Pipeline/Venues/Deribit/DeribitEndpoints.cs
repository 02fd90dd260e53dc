using System.Globalization;

namespace Decoupling.Pipeline.Venues.Deribit;

/// <summary>Deribit's public endpoints, JSON-RPC by GET: their paths, their limits, and how many rows they give at once.</summary>
/// <remarks>Source: docs.deribit.com, "API reference, market data", and support.deribit.com, "Rate limits" (20 requests a second
/// with a burst of 100, by address for those without an account; get_instruments one in 10 seconds with a burst of 5), checked
/// 2026-11-25. How many rows a call gives at most is documented for trades only; the pages here stay under what others have seen.</remarks>
internal sealed class DeribitEndpoints
{
    /// <summary>How many bars are asked for at once.</summary>
    public const int Bars = 1000;

    /// <summary>How many hours of funding are asked for at once: a month.</summary>
    public const int FundingHours = 720;

    /// <summary>The most trades that get_last_trades_by_instrument_and_time gives.</summary>
    public const int Trades = 1000;

    private const int BookLevels = 1000;

    private readonly VenueHost _host;
    private readonly RateBudget _lists;

    /// <summary>Sets up the host with its limits.</summary>
    public DeribitEndpoints(SingleHostOptions options, TimeProvider time)
    {
        _host = new(options.BaseAddress, new BucketBudget("requests", 20, TimeSpan.FromSeconds(1), 100, time), time);
        _lists = new BucketBudget("get_instruments", 1, TimeSpan.FromSeconds(10), 5, time);
    }

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall Time() => new(_host, "api/v2/public/get_time", 1);

    /// <summary>The futures, perpetuals among them, that settle in a currency.</summary>
    public VenueCall Futures(string currency) =>
        new(_host, $"api/v2/public/get_instruments?currency={currency}&kind=future&expired=false", 1, _lists);

    public VenueCall Ticker(string symbol) => Ask("ticker", $"instrument_name={symbol}");

    public VenueCall Chart(string symbol, TimeGrid page) =>
        Ask(
            "get_tradingview_chart_data",
            $"instrument_name={symbol}&start_timestamp={Ms(page.StartAt)}&end_timestamp={Ms(page.LastAt)}&resolution={Interval(page.Step)}"
        );

    public VenueCall FundingHistory(string symbol, TimeGrid page) =>
        Ask(
            "get_funding_rate_history",
            $"instrument_name={symbol}&start_timestamp={Ms(page.StartAt)}&end_timestamp={Ms(page.LastAt)}"
        );

    public VenueCall TradesBetween(string symbol, DateTimeOffset fromAt, DateTimeOffset untilAt) =>
        Ask(
            "get_last_trades_by_instrument_and_time",
            $"instrument_name={symbol}&start_timestamp={Ms(fromAt)}&end_timestamp={Ms(untilAt)}&count={Trades}&sorting=asc"
        );

    public VenueCall Book(string symbol) =>
        Ask("get_order_book", $"instrument_name={symbol}&depth={BookLevels}") with
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

    private VenueCall Ask(string method, string query) => new(_host, $"api/v2/public/{method}?{query}", 1);

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
