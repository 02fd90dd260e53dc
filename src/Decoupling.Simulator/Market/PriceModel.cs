namespace Decoupling.Simulator.Market;

/// <summary>One asset's hidden prices on the minute grid: a fair price, each venue's spot, its perpetual's distance, the index.</summary>
/// <remarks>Spot keeps within 0.4 bp (one deviation) of the fair price. A perpetual's distance from its spot is a slow mean
/// (1 ± 1.5 bp, half-life 8 h) with noise of 1.2 bp (half-life 2 min) and what the script adds.</remarks>
internal sealed class PriceModel
{
    private const double SpotNoiseBps = 0.4;
    private const double BasisNoiseBps = 1.2;
    private const double BasisMeanBps = 1;
    private const double BasisMeanSpreadBps = 1.5;
    private readonly LatentSeries _fair;
    private readonly LatentSeries[] _spotNoise;
    private readonly LatentSeries[] _basisMean;
    private readonly LatentSeries[] _basisNoise;
    private readonly StressTimeline[] _stress;
    private readonly ulong _wiggle;

    public PriceModel(int seed, int assetIndex, long anchorMinute, StressTimeline[] stress)
    {
        Asset = AssetProfile.All[assetIndex];
        _stress = stress;
        _wiggle = Noise.Stream(seed, 1, assetIndex);
        var common = Noise.Stream(seed, 2);
        var own = Noise.Stream(seed, 3, assetIndex);
        var (shared, rest) = (Asset.Correlation, Math.Sqrt(1 - Asset.Correlation * Asset.Correlation));
        _fair = LatentSeries.Walk(
            anchorMinute,
            Math.Log(Asset.StartPrice),
            DeviationAt,
            minute => shared * Noise.Gaussian(common, minute) + rest * Noise.Gaussian(own, minute)
        );
        _spotNoise = Reverting(2, 4);
        _basisMean = Reverting(8 * 60, 5);
        _basisNoise = Reverting(2, 6);

        LatentSeries[] Reverting(double halfLifeMinutes, int purpose) =>
            [
                .. VenueProfile.All.Select(
                    (_, venue) =>
                        LatentSeries.Reverting(
                            anchorMinute,
                            halfLifeMinutes,
                            Noise.Stream(seed, purpose, assetIndex, venue)
                        )
                ),
            ];
    }

    public AssetProfile Asset { get; }

    public Stress StressAt(int venue, long minute) => _stress[venue].At(minute);

    public Stress StressAt(int venue, long minute, double fraction) => _stress[venue].At(minute, fraction);

    /// <summary>The log spot price at a minute's start.</summary>
    public double SpotLog(int venue, long minute) =>
        _fair.At(minute) + _stress[venue].At(minute).LogPrice + SpotNoiseBps * 1e-4 * _spotNoise[venue].At(minute);

    /// <summary>The log index price at a minute's start: the venues' spot prices in equal parts.</summary>
    public double IndexLog(long minute)
    {
        var sum = 0.0;
        for (var venue = 0; venue < _stress.Length; venue++)
            sum += SpotLog(venue, minute);
        return sum / _stress.Length;
    }

    /// <summary>The log price of the perpetual at a minute's start.</summary>
    public double PerpetualLog(int venue, long minute)
    {
        var stress = _stress[venue].At(minute);
        var mean = BasisMeanBps + BasisMeanSpreadBps * _basisMean[venue].At(minute);
        var noise = BasisNoiseBps * stress.BasisNoise * _basisNoise[venue].At(minute);
        return SpotLog(venue, minute) + Math.Log(1 + (mean + noise + stress.BasisBps) * 1e-4);
    }

    /// <summary>The perpetual's distance from the index at a minute's start, a fraction.</summary>
    public double Premium(int venue, long minute) => Math.Exp(PerpetualLog(venue, minute) - IndexLog(minute)) - 1;

    /// <summary>The deviation of the minute's log return.</summary>
    public double DeviationAt(long minute) => Asset.VolatilityPerMinute * _stress[0].At(minute).Volatility;

    /// <summary>The two weights of the path within a minute, which all series of the asset share.</summary>
    public (double Hump, double Wave) WiggleAt(long minute)
    {
        // The first two terms of the Karhunen-Loève series of a Brownian bridge.
        var scale = DeviationAt(minute) * Math.Sqrt(2) / Math.PI;
        return (scale * Noise.Gaussian(_wiggle, 2 * minute), scale / 2 * Noise.Gaussian(_wiggle, 2 * minute + 1));
    }
}
