namespace Decoupling.Simulator.Market;

/// <summary>Open interest of an asset's perpetuals in coins, one side of the market.</summary>
/// <remarks>It strays by 3 % (one deviation, half-life a day) and by 0.1 % (half-life 5 min), and falls where the script says so.</remarks>
internal sealed class OpenInterestModel
{
    private const double SlowSpread = 0.03;
    private const double FastSpread = 0.001;
    private readonly PriceModel _prices;
    private readonly FaultTimeline _faults;
    private readonly LatentSeries[] _slow;
    private readonly LatentSeries[] _fast;

    public OpenInterestModel(int seed, int assetIndex, long anchorDay, PriceModel prices, FaultTimeline faults)
    {
        _prices = prices;
        _faults = faults;
        _slow = Reverting(24 * 60, 7);
        _fast = Reverting(5, 8);

        LatentSeries[] Reverting(double halfLifeMinutes, int purpose) =>
            [
                .. VenueProfile.All.Select(
                    (_, venue) =>
                        LatentSeries.Reverting(
                            anchorDay,
                            halfLifeMinutes,
                            Noise.Stream(seed, purpose, assetIndex, venue)
                        )
                ),
            ];
    }

    /// <summary>Coins at a Unix time in milliseconds.</summary>
    public double CoinsAt(int venue, long at)
    {
        var minute = at / BarModel.MinuteMilliseconds;
        var fraction = (at - minute * BarModel.MinuteMilliseconds) / (double)BarModel.MinuteMilliseconds;
        var asset = _prices.Asset;
        var calm = asset.OpenInterestUsd * VenueProfile.All[venue].PerpetualShare / asset.StartPrice;
        var factor =
            _faults.Holds(MarketFaultKind.OpenInterestUnitJump, venue, minute) ? FaultTimeline.UnitFactor
            : _faults.Holds(MarketFaultKind.OpenInterestHalved, venue, minute) ? FaultTimeline.OpenInterestShare
            : 1;
        return calm
            * factor
            * Math.Exp(
                SlowSpread * _slow[venue].At(minute, fraction)
                    + FastSpread * _fast[venue].At(minute, fraction)
                    + _prices.StressAt(venue, minute, fraction).LogOpenInterest
            );
    }
}
