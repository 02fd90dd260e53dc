namespace Decoupling.Simulator.Market;

/// <summary>One bar in prices and coins.</summary>
internal readonly record struct PriceBar(
    long StartAt,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Coins
);

/// <summary>One asset on one venue in prices and coins, whatever unit the venue itself counts in.</summary>
/// <param name="asset">The asset.</param>
/// <param name="venue">The venue's place in <see cref="VenueProfile.All"/>.</param>
/// <param name="series">Spot, or a derivative: all derivatives of an asset on a venue share the perpetual's distance from spot.</param>
/// <param name="expiresAt">When a dated future is delivered (Unix milliseconds), or null for spot and perpetuals.</param>
internal sealed class VenueMarket(AssetMarket asset, int venue, PriceSeries series, long? expiresAt = null)
{
    /// <summary>What a dated future costs above the perpetual, a fraction a year.</summary>
    private const double CarryPerYear = 0.05;

    private const double MillisecondsPerYear = 365 * 86_400_000.0;

    public AssetMarket Asset => asset;

    public int Venue => venue;

    public decimal Tick => asset.Bars.Tick(series);

    /// <summary>Decimals of the venue's quantities in coins.</summary>
    public int CoinDecimals => asset.Books.LotDecimals(series);

    public decimal Last(long at) => At(asset.Bars.TicksAt(series, venue, at), at);

    public decimal Mark(long at) =>
        decimal.Round((decimal)(asset.Bars.PriceAt(PriceSeries.Mark, venue, at) * Carry(at)), 2);

    public decimal Index(long at) => decimal.Round((decimal)asset.Bars.PriceAt(PriceSeries.Index, venue, at), 2);

    /// <summary>One side of the open interest.</summary>
    public decimal OpenInterestCoins(long at) =>
        decimal.Round((decimal)asset.OpenInterest.CoinsAt(venue, at) * (expiresAt is null ? 1 : 0.1m), CoinDecimals);

    public IEnumerable<PriceBar> Bars(long from, long to, long step, long now) =>
        asset
            .Bars.Bars(series, venue, from, to, step, now)
            .Select(bar => new PriceBar(
                bar.StartAt,
                At(bar.Open, bar.StartAt),
                At(bar.High, bar.StartAt),
                At(bar.Low, bar.StartAt),
                At(bar.Close, bar.StartAt),
                decimal.Round((decimal)bar.Volume, CoinDecimals)
            ));

    public IEnumerable<(decimal Price, decimal Coins)> Side(bool isBid, long at, int count)
    {
        var lot = new decimal(1, 0, 0, false, (byte)CoinDecimals);
        return asset
            .Books.Side(series, venue, isBid, at, count)
            .Select(level => (level.PriceTicks * Tick + Premium(at), level.SizeLots * lot));
    }

    public IEnumerable<Liquidation> LiquidationsBetween(long from, long to) =>
        asset.Liquidations.Between(
            venue,
            DateTimeOffset.FromUnixTimeMilliseconds(from),
            DateTimeOffset.FromUnixTimeMilliseconds(to)
        );

    /// <summary>The next two quarterly deliveries: the last Friday of March, June, September and December at 08:00 UTC.</summary>
    public static long[] Deliveries(long now)
    {
        var deliveries = new List<long>();
        var month = DateTimeOffset.FromUnixTimeMilliseconds(now).UtcDateTime;
        month = new DateTime(month.Year, (month.Month + 2) / 3 * 3, 1, 8, 0, 0, DateTimeKind.Utc);
        for (; deliveries.Count < 2; month = month.AddMonths(3))
        {
            var last = month.AddMonths(1).AddDays(-1);
            var friday = last.AddDays(-((last.DayOfWeek - DayOfWeek.Friday + 7) % 7));
            var at = new DateTimeOffset(friday).ToUnixTimeMilliseconds();
            if (at > now)
                deliveries.Add(at);
        }
        return [.. deliveries];
    }

    private decimal At(int ticks, long at) => ticks * Tick + Premium(at);

    /// <summary>A future's premium on the tick grid, the same for a whole day, so that levels and bars keep their order.</summary>
    private decimal Premium(long at) =>
        expiresAt is null
            ? 0
            : decimal.Round((decimal)(asset.Profile.StartPrice * (Carry(at / 86_400_000 * 86_400_000) - 1)) / Tick)
                * Tick;

    private double Carry(long at) =>
        expiresAt is { } delivery ? 1 + CarryPerYear * Math.Max(0, delivery - at) / MillisecondsPerYear : 1;
}
