using Decoupling.Simulator.Market;

namespace Decoupling.Simulator.Tests.Market;

/// <summary>What the market tests read of a scripted market, minute by minute.</summary>
internal static class MarketSamples
{
    public static readonly DateTimeOffset StartAt = new(2025, 3, 11, 12, 0, 0, TimeSpan.Zero);

    public static ScriptedMarket Demo(int seed = 1) => new(MarketScript.Demo(StartAt, seed));

    public static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static double PriceAt(this AssetMarket asset, PriceSeries series, int venue, DateTimeOffset at) =>
        asset.Bars.TicksAt(series, venue, Milliseconds(at)) * (double)asset.Bars.Tick(series);

    public static double BasisBps(this AssetMarket asset, int venue, DateTimeOffset at) =>
        (asset.PriceAt(PriceSeries.Perpetual, venue, at) / asset.PriceAt(PriceSeries.Spot, venue, at) - 1) * 1e4;

    /// <summary>Basis at each minute's start in [from, to), minutes after the script's start.</summary>
    public static double[] BasisBps(this AssetMarket asset, int venue, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(minute => asset.BasisBps(venue, StartAt.AddMinutes(minute)))];

    /// <summary>Closes of the minutes in [from, to).</summary>
    public static double[] Closes(
        this AssetMarket asset,
        PriceSeries series,
        int venue,
        DateTimeOffset from,
        DateTimeOffset to
    ) =>
        [
            .. asset
                .Bars.Bars(series, venue, Milliseconds(from), Milliseconds(to), 60_000, Milliseconds(to))
                .Select(bar => bar.Close * (double)asset.Bars.Tick(series)),
        ];

    /// <summary>One side's depth within a distance of the mid, in coins.</summary>
    public static double DepthCoins(this AssetMarket asset, int venue, bool isBid, DateTimeOffset at, double within)
    {
        var mid = asset.PriceAt(PriceSeries.Perpetual, venue, at);
        var tick = (double)asset.Bars.Tick(PriceSeries.Perpetual);
        var lot = Math.Pow(10, -asset.Books.LotDecimals(PriceSeries.Perpetual));
        return asset
            .Books.Side(PriceSeries.Perpetual, venue, isBid, Milliseconds(at), 1_000)
            .Where(level => Math.Abs(level.PriceTicks * tick / mid - 1) <= within)
            .Sum(level => level.SizeLots * lot);
    }

    public static double StandardDeviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
