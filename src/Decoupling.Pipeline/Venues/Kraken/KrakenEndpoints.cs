using System.Collections.Concurrent;
using System.Globalization;

namespace Decoupling.Pipeline.Venues.Kraken;

/// <summary>Kraken's public spot endpoints: their paths, and how many rows they give.</summary>
/// <remarks>Source: docs.kraken.com/api-reference, "Market data", checked 2026-11-25: OHLC gives the last 720 bars whatever is asked for, Depth
/// 500 levels a side. Limits: support.kraken.com/articles/206548367, checked 2026-11-26 in texts that quote it: public calls are counted by address, OHLC
/// by address and pair; one a second stays within the limit, and no other number is published. That is what is taken, without bursts.</remarks>
internal sealed class KrakenEndpoints
{
    /// <summary>The most bars that OHLC gives, the running one among them; older ones cannot be had.</summary>
    public const int Bars = 720;

    private const int BookLevels = 500;

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private readonly VenueHost _host;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, RateBudget> _bars = new(StringComparer.Ordinal);

    /// <summary>Sets up the host with its limit.</summary>
    public KrakenEndpoints(SingleHostOptions options, TimeProvider time) =>
        (_host, _time) = (new(options.BaseAddress, Budget("requests", time), time), time);

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall Time() => new(_host, "0/public/Time", 1);

    /// <summary>All pairs.</summary>
    public VenueCall Pairs() => new(_host, "0/public/AssetPairs", 1);

    /// <summary>The bars that open after the second before the grid's start.</summary>
    public VenueCall Ohlc(string symbol, TimeGrid grid) =>
        new(
            _host,
            $"0/public/OHLC?pair={symbol}&interval={Minutes(grid.Step)}&since={Before(grid.StartAt)}",
            1,
            _bars.GetOrAdd(symbol, pair => Budget($"OHLC {pair}", _time))
        );

    public VenueCall Depth(string symbol) =>
        new(_host, $"0/public/Depth?pair={symbol}&count={BookLevels}", 1) { IsUrgent = true };

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

    private static BucketBudget Budget(string name, TimeProvider time) => new(name, 1, OneSecond, 1, time, share: 1);

    private static string Before(DateTimeOffset at) =>
        (at.ToUnixTimeSeconds() - 1).ToString(CultureInfo.InvariantCulture);
}
