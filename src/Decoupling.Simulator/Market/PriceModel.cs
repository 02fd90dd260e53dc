using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

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
    private const int MinutesPerDay = LatentSeries.MinutesPerDay;
    private readonly LatentSeries _fair;
    private readonly LatentSeries[] _spotNoise;
    private readonly LatentSeries[] _basisMean;
    private readonly LatentSeries[] _basisNoise;
    private readonly StressTimeline[] _stress;
    private readonly FaultTimeline _faults;
    private readonly ulong _wiggle;
    private readonly DaysOf[] _venues = [.. VenueProfile.All.Select(_ => new DaysOf())];
    private readonly ConcurrentDictionary<long, double[]> _indexDays = new();
    private IndexDay? _lastIndex;

    private sealed record IndexDay(long Day, double[] Logs);

    private sealed record DayOfPrices(long Day, double[] SpotLogs, double[] PerpetualLogs);

    /// <summary>The days of one venue that were made, and the one that was asked for last.</summary>
    private sealed class DaysOf
    {
        public readonly ConcurrentDictionary<long, DayOfPrices> Made = new();
        public DayOfPrices? Last;
    }

    public PriceModel(int seed, int assetIndex, long anchorDay, StressTimeline[] stress, FaultTimeline faults)
    {
        Asset = AssetProfile.All[assetIndex];
        _stress = stress;
        _faults = faults;
        _wiggle = Noise.Stream(seed, 1, assetIndex);
        var common = Noise.Stream(seed, 2);
        var own = Noise.Stream(seed, 3, assetIndex);
        var (shared, rest) = (Asset.Correlation, Math.Sqrt(1 - Asset.Correlation * Asset.Correlation));
        _fair = LatentSeries.Walk(
            anchorDay,
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
                            anchorDay,
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
    public double SpotLog(int venue, long minute) => DayAt(venue, minute).SpotLogs[minute % MinutesPerDay];

    /// <summary>The log index price at a minute's start: the spot prices of the index's venues in equal parts.</summary>
    public double IndexLog(long minute) => IndexDayAt(minute)[minute % MinutesPerDay];

    /// <summary>The log price of the perpetual at a minute's start.</summary>
    public double PerpetualLog(int venue, long minute) => DayAt(venue, minute).PerpetualLogs[minute % MinutesPerDay];

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

    private DayOfPrices DayAt(int venue, long minute)
    {
        var day = minute / MinutesPerDay;
        var days = _venues[venue];
        var last = Volatile.Read(ref days.Last);
        if (last?.Day == day)
            return last;
        var made = days.Made.GetOrAdd(day, key => Make(venue, key));
        Volatile.Write(ref days.Last, made);
        return made;
    }

    private double[] IndexDayAt(long minute)
    {
        var day = minute / MinutesPerDay;
        var last = Volatile.Read(ref _lastIndex);
        if (last?.Day == day)
            return last.Logs;
        var made = new IndexDay(day, _indexDays.GetOrAdd(day, MakeIndex));
        Volatile.Write(ref _lastIndex, made);
        return made.Logs;
    }

    private double[] MakeIndex(long day)
    {
        var members = Enumerable.Range(0, VenueProfile.All.Length).Where(venue => VenueProfile.All[venue].IsInIndex);
        double[][] spots = [.. members.Select(venue => DayAt(venue, day * MinutesPerDay).SpotLogs)];
        var index = new double[MinutesPerDay];
        foreach (var spot in spots)
        {
            for (var i = 0; i < MinutesPerDay; i++)
                index[i] += spot[i] / spots.Length;
        }
        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first request of a month runs it 43,200 times
    private DayOfPrices Make(int venue, long day)
    {
        var fair = _fair.Day(day);
        var (spotLogs, perpetualLogs) = (new double[MinutesPerDay], new double[MinutesPerDay]);
        var (spotNoise, noise, mean) = (
            _spotNoise[venue].Day(day),
            _basisNoise[venue].Day(day),
            _basisMean[venue].Day(day)
        );
        for (var i = 0; i < MinutesPerDay; i++)
        {
            var stress = _stress[venue].At(day * MinutesPerDay + i);
            var basisBps = BasisMeanBps + BasisMeanSpreadBps * mean[i] + BasisNoiseBps * stress.BasisNoise * noise[i];
            spotLogs[i] = fair[i] + stress.LogPrice + SpotNoiseBps * 1e-4 * spotNoise[i];
            if (_faults.Holds(MarketFaultKind.OwnIndex, venue, day * MinutesPerDay + i))
                spotLogs[i] += Math.Log(FaultTimeline.OwnPriceFactor);
            perpetualLogs[i] = spotLogs[i] + Math.Log(1 + (basisBps + stress.BasisBps) * 1e-4);
        }
        return new(day, spotLogs, perpetualLogs);
    }
}
