using System.Globalization;

namespace Decoupling.Pipeline.Venues.Coinbase;

/// <summary>Coinbase Exchange's public endpoints: their paths, and how many rows they give at once.</summary>
/// <remarks>Source: docs.cdp.coinbase.com/exchange, "REST API reference" and "Rate limits" (10 requests a second by address, 15 in a
/// burst), checked 2026-11-25.</remarks>
internal sealed class CoinbaseEndpoints
{
    /// <summary>The most bars that candles gives; a range of more is refused.</summary>
    public const int Bars = 300;

    private readonly VenueHost _host;

    /// <summary>Sets up the host with its limit.</summary>
    public CoinbaseEndpoints(SingleHostOptions options, TimeProvider time) =>
        _host = new(options.BaseAddress, new BucketBudget("requests", 10, TimeSpan.FromSeconds(1), 15, time), time);

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall Time() => new(_host, "time", 1);

    /// <summary>All products.</summary>
    public VenueCall Products() => new(_host, "products", 1);

    public VenueCall Candles(string symbol, TimeGrid page) =>
        new(
            _host,
            $"products/{symbol}/candles?granularity={Seconds(page.Step)}&start={Stamp(page.StartAt)}&end={Stamp(page.LastAt)}",
            1
        );

    public VenueCall Book(string symbol) => new(_host, $"products/{symbol}/book?level=2", 1) { IsUrgent = true };

    /// <summary>The venue's name of a bar's length, in seconds, or <see langword="null"/> if it has none.</summary>
    public static string? Seconds(TimeSpan step) =>
        step.TotalMinutes switch
        {
            1 => "60",
            5 => "300",
            15 => "900",
            60 => "3600",
            _ => null,
        };

    private static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
