using System.Globalization;

namespace Decoupling.Pipeline.Venues.Kraken;

/// <summary>Kraken's public spot endpoints: their paths, and how many rows they give.</summary>
/// <remarks>Source: docs.kraken.com/api-reference, "Market data", checked 2026-11-25: OHLC gives the last 720 bars whatever is asked for, Depth
/// 500 levels a side. For public calls no number is documented but "about one a second"; this is what is taken.</remarks>
internal sealed class KrakenEndpoints
{
    /// <summary>The most bars that OHLC gives, the running one among them; older ones cannot be had.</summary>
    public const int Bars = 720;

    private const int BookLevels = 500;

    private readonly VenueHost _host;

    /// <summary>Sets up the host with its limit.</summary>
    public KrakenEndpoints(SingleHostOptions options, TimeProvider time) =>
        _host = new(options.BaseAddress, new RateBudget(10, TimeSpan.FromSeconds(10), time), time);

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall Time() => new(_host, "0/public/Time", 1);

    public VenueCall Pair(string symbol) => new(_host, $"0/public/AssetPairs?pair={symbol}", 1);

    /// <summary>The bars that open after the second before the grid's start.</summary>
    public VenueCall Ohlc(string symbol, TimeGrid grid) =>
        new(_host, $"0/public/OHLC?pair={symbol}&interval={Minutes(grid.Step)}&since={Before(grid.StartAt)}", 1);

    public VenueCall Depth(string symbol) => new(_host, $"0/public/Depth?pair={symbol}&count={BookLevels}", 1);

    /// <summary>The venue's name of a bar's length, or <see langword="null"/> if it has none.</summary>
    public static string? Minutes(TimeSpan step) =>
        step.TotalMinutes switch
        {
            1 => "1",
            5 => "5",
            15 => "15",
            30 => "30",
            60 => "60",
            _ => null,
        };

    private static string Before(DateTimeOffset at) =>
        (at.ToUnixTimeSeconds() - 1).ToString(CultureInfo.InvariantCulture);
}
