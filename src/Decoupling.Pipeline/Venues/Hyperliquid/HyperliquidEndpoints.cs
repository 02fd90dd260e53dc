using System.Globalization;

namespace Decoupling.Pipeline.Venues.Hyperliquid;

/// <summary>Hyperliquid's public data: one address, asked by POST; what it costs, and how many rows it gives at once.</summary>
/// <remarks>Source: hyperliquid.gitbook.io, "Info endpoint", "Perpetuals", "Spot" and "Rate limits and user limits", checked 2026-11-25 in
/// a mirror of those pages. The limit by address is 1,200 weights a minute: l2Book 2, all else 20, and more by the rows that come. Ranges of
/// time give 500 rows; of candles the last 5,000 are kept.</remarks>
internal sealed class HyperliquidEndpoints
{
    /// <summary>How many bars are asked for at once.</summary>
    public const int Bars = 500;

    /// <summary>The most payments that fundingHistory gives.</summary>
    public const int FundingRates = 500;

    private const int Ordinary = 20;
    private const int Cheap = 2;

    /// <summary>This limit is the narrowest for what is asked: less is left to others.</summary>
    private const double LargerShare = 0.95;

    private readonly VenueHost _host;

    /// <summary>Sets up the host with its limit.</summary>
    public HyperliquidEndpoints(SingleHostOptions options, TimeProvider time) =>
        _host = new(
            options.BaseAddress,
            new WindowBudget("weight", 1200, TimeSpan.FromMinutes(1), time, LargerShare),
            time
        );

    /// <summary>The one host.</summary>
    public IReadOnlyList<VenueHost> Hosts => [_host];

    public VenueCall Perpetuals() => Ask("""{"type":"metaAndAssetCtxs"}""", Ordinary);

    public VenueCall Spot() => Ask("""{"type":"spotMeta"}""", Ordinary);

    public VenueCall Candles(string coin, TimeGrid page) =>
        Ask(
            $$$"""{"type":"candleSnapshot","req":{"coin":"{{{coin}}}","interval":"{{{Interval(page.Step)}}}","startTime":{{{Ms(page.StartAt)}}},"endTime":{{{Ms(page.LastAt)}}}}}""",
            Ordinary + page.Count / 60
        );

    public VenueCall FundingHistory(string coin, DateTimeOffset fromAt, DateTimeOffset untilAt) =>
        Ask(
            $$"""{"type":"fundingHistory","coin":"{{coin}}","startTime":{{Ms(fromAt)}},"endTime":{{Ms(untilAt)}}}""",
            Ordinary + Math.Min(FundingRates, (int)(untilAt - fromAt).TotalHours + 1) / 20
        );

    public VenueCall Book(string coin) =>
        Ask($$"""{"type":"l2Book","coin":"{{coin}}"}""", Cheap) with
        {
            IsUrgent = true,
        };

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

    private VenueCall Ask(string json, int weight) => new(_host, "info", weight) { PostedJson = json };

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
