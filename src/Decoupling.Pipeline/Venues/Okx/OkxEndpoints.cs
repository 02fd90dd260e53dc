using System.Collections.Concurrent;
using System.Globalization;

namespace Decoupling.Pipeline.Venues.Okx;

/// <summary>OKX's public endpoints: their paths, their limits, and how many rows they give at once.</summary>
/// <remarks>Source: www.okx.com/docs-v5/en, "Market data", "Public data" and "Trading statistics", checked 2026-11-25 in a mirror of
/// those pages. Limits are in requests in 2 seconds: by address, or by address and instrument where noted. Of liquidation-orders
/// the pages of that mirror say nothing any more; clients that use it were read instead.</remarks>
internal sealed class OkxEndpoints
{
    /// <summary>The most bars that market/candles and market/history-candles give.</summary>
    public const int Bars = 300;

    /// <summary>The most payments that public/funding-rate-history gives.</summary>
    public const int FundingRates = 400;

    /// <summary>The most samples that the open-interest history gives.</summary>
    public const int OpenInterestSamples = 100;

    /// <summary>The most liquidations that public/liquidation-orders gives.</summary>
    public const int Liquidations = 100;

    /// <summary>How many bars back market/candles goes, less a few so as not to stand on the edge.</summary>
    private const int RecentBars = 1440 - 20;

    private const int BookLevels = 400;
    private const string Everyone = "";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly VenueHost _host;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(string Endpoint, string Instrument), RateBudget> _budgets = new();

    /// <summary>Sets up the host; each endpoint has a limit of its own.</summary>
    public OkxEndpoints(SingleHostOptions options, TimeProvider time)
    {
        _time = time;
        _host = new(options.BaseAddress, Budget("public/time", 10), time);
    }

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall Time() => Ask("public/time", "", 10);

    /// <summary>All instruments of a type.</summary>
    public VenueCall Instruments(string type) => Ask("public/instruments", $"instType={type}", 20, type);

    /// <summary>Bars after one time and before another, both exclusive, newest first.</summary>
    public VenueCall Candles(string symbol, TimeGrid page, DateTimeOffset slotAt)
    {
        var query =
            $"instId={symbol}&bar={Interval(page.Step)}&after={Ms(page.EndAt)}&before={Ms(page.StartAt, -1)}&limit={page.Count}";
        return page.StartAt >= slotAt - page.Step * RecentBars
            ? Ask("market/candles", query, 40)
            : Ask("market/history-candles", query, 20);
    }

    /// <summary>All mark prices of a type.</summary>
    public VenueCall MarkPrices(string type) => Ask("public/mark-price", $"instType={type}", 10, type);

    /// <summary>All indices in a currency.</summary>
    public VenueCall IndexTickers(string quoteCoin) => Ask("market/index-tickers", $"quoteCcy={quoteCoin}", 20);

    public VenueCall FundingRate(string symbol) => Ask("public/funding-rate", $"instId={symbol}", 10, symbol);

    public VenueCall FundingHistory(string symbol, DateTimeOffset fromAt, DateTimeOffset untilAt) =>
        Ask(
            "public/funding-rate-history",
            $"instId={symbol}&before={Ms(fromAt, -1)}&after={Ms(untilAt, 1)}&limit={FundingRates}",
            10,
            symbol
        );

    /// <summary>The open interest of all contracts of a type.</summary>
    public VenueCall OpenInterests(string type) => Ask("public/open-interest", $"instType={type}", 20, type);

    public VenueCall OpenInterestHistory(string symbol, TimeGrid page) =>
        Ask(
            "rubik/stat/contracts/open-interest-history",
            $"instId={symbol}&period=1H&begin={Ms(page.StartAt, -1)}&end={Ms(page.LastAt, 1)}&limit={page.Count}",
            10,
            symbol
        );

    public VenueCall Book(string symbol) =>
        Ask("market/books", $"instId={symbol}&sz={BookLevels}", 40) with
        {
            IsUrgent = true,
        };

    public VenueCall LiquidationOrders(string underlying) =>
        Ask("public/liquidation-orders", $"instType=SWAP&uly={underlying}&state=filled&limit={Liquidations}", 40);

    /// <summary>The venue's name of a bar's length, or <see langword="null"/> if it has none.</summary>
    public static string? Interval(TimeSpan step) =>
        step.TotalMinutes switch
        {
            1 => "1m",
            3 => "3m",
            5 => "5m",
            15 => "15m",
            30 => "30m",
            60 => "1H",
            _ => null,
        };

    private VenueCall Ask(string endpoint, string query, int limit, string instrument = Everyone) =>
        new(
            _host,
            query.Length == 0 ? $"api/v5/{endpoint}" : $"api/v5/{endpoint}?{query}",
            1,
            _budgets.GetOrAdd(
                (endpoint, instrument),
                _ => Budget(instrument.Length == 0 ? endpoint : $"{endpoint} {instrument}", limit)
            )
        );

    private WindowBudget Budget(string name, int limit) => new(name, limit, Window, _time);

    private static string Ms(DateTimeOffset at, int add = 0) =>
        (at.ToUnixTimeMilliseconds() + add).ToString(CultureInfo.InvariantCulture);
}
