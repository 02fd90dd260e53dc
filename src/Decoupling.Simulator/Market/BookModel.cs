namespace Decoupling.Simulator.Market;

/// <summary>Order books around the price of the moment: up to 1,000 levels a side, further apart the further out.</summary>
/// <remarks>Level k lies 5 % · (k / 500)^1.6 from the mid, a tick apart at least; sizes add up to the asset's depth within 1 %,
/// growing with the distance to the power 0.8. Stress thins the perpetuals' books by the script's factor and widens the spread.</remarks>
internal sealed class BookModel(PriceModel prices, BarModel bars, ulong stream, FaultTimeline faults)
{
    public const int MaxLevels = 1_000;
    private const double SizeSpread = 0.5;
    private const double CrossedFactor = 1.0005;

    /// <summary>Decimals of the size grid.</summary>
    public int LotDecimals(PriceSeries series) =>
        series == PriceSeries.Spot ? prices.Asset.SpotLotDecimals : prices.Asset.PerpetualLotDecimals;

    /// <summary>One side of the book at a Unix time in milliseconds, best first.</summary>
    public List<BookLevel> Side(PriceSeries series, int venue, bool isBid, long at, int count)
    {
        var minute = at / BarModel.MinuteMilliseconds;
        if (series != PriceSeries.Spot && StillSince(venue, isBid, minute) is { } since)
            at = since * BarModel.MinuteMilliseconds;
        minute = at / BarModel.MinuteMilliseconds;
        var depth = prices.StressAt(venue, minute, at % BarModel.MinuteMilliseconds / 60e3).Depth;
        if (series == PriceSeries.Spot)
            depth = Math.Sqrt(depth);
        var tick = (double)bars.Tick(series);
        var mid = bars.PriceAt(series, venue, at);
        if (isBid && series != PriceSeries.Spot && faults.Holds(MarketFaultKind.CrossedBook, venue, minute))
            mid *= CrossedFactor;
        var spread = mid * 0.1e-4 * (1 / depth - 1);
        var direction = isBid ? -1 : 1;
        var best = isBid ? (int)Math.Floor((mid - spread) / tick) : (int)Math.Floor((mid + spread) / tick) + 1;
        var lot = Math.Pow(10, -LotDecimals(series));
        var usdWithinOnePercent = depth * DepthUsd(series, venue);

        var levels = new List<BookLevel>(Math.Min(count, MaxLevels));
        var (previousTicks, previousDepth) = (best - direction, 0.0);
        for (var k = 0; k < count && k < MaxLevels; k++)
        {
            var distance = 0.05 * Math.Pow(k / 500.0, 1.6);
            var ticks = best + direction * (int)Math.Round(mid * distance / tick);
            if ((ticks - previousTicks) * direction <= 0)
                ticks = previousTicks + direction;
            if (ticks <= 0)
                break;
            var reached = Math.Abs(ticks * tick / mid - 1) + 0.2e-4;
            var cumulative = usdWithinOnePercent * Math.Pow(reached / 0.01, 0.8);
            var usd = (cumulative - previousDepth) * SizeNoise(series, venue, isBid, at, k);
            levels.Add(new(ticks, Math.Max(1, (long)(usd / (ticks * tick) / lot))));
            (previousTicks, previousDepth) = (ticks, cumulative);
        }
        return levels;
    }

    private long? StillSince(int venue, bool isBid, long minute) =>
        faults.Since(isBid ? MarketFaultKind.FrozenBids : MarketFaultKind.FrozenAsks, venue, minute);

    private double DepthUsd(PriceSeries series, int venue)
    {
        var profile = VenueProfile.All[venue];
        return prices.Asset.DepthUsd * (series == PriceSeries.Spot ? profile.SpotShare : profile.PerpetualShare);
    }

    /// <summary>Mean 1, another draw every second.</summary>
    private double SizeNoise(PriceSeries series, int venue, bool isBid, long at, int level)
    {
        var place = ((venue % 2 * 4 + (int)series) * 2 + (isBid ? 1 : 0)) * MaxLevels + level;
        var position = at / 1000 * (16 * MaxLevels) + place + Noise.Apart(venue / 2);
        return Math.Exp(SizeSpread * Noise.Gaussian(stream, position) - SizeSpread * SizeSpread / 2);
    }
}
