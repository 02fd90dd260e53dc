using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Decoupling.Simulator.Market;

/// <summary>One asset's prices at any time and its bars of any length; made a day at a time when asked for, and kept.</summary>
internal sealed class BarModel(PriceModel prices, MarkModel mark, ulong volumeStream, FaultTimeline faults)
{
    public const long MinuteMilliseconds = 60_000;
    private const int MinutesPerDay = LatentSeries.MinutesPerDay;
    private const int PointsPerMinute = 6;
    private static readonly double[] s_hump = Table(1);
    private static readonly double[] s_wave = Table(2);
    private readonly ConcurrentDictionary<(PriceSeries, int Venue, long Day), MinuteBar[]> _days = new();

    /// <summary>The price grid of a series.</summary>
    public decimal Tick(PriceSeries series) =>
        series switch
        {
            PriceSeries.Spot => 0.01m,
            PriceSeries.Perpetual => prices.Asset.PerpetualTick,
            _ => 0.0001m,
        };

    /// <summary>The price in ticks at a Unix time in milliseconds.</summary>
    public int TicksAt(PriceSeries series, int venue, long at) =>
        ToTicks(LogAt(series, venue, at), 1 / (double)Tick(series));

    /// <summary>The price at a Unix time in milliseconds, before it is set on the grid.</summary>
    public double PriceAt(PriceSeries series, int venue, long at) => Math.Exp(LogAt(series, venue, at));

    /// <summary>The bars that open in [from, to), both on the grid of <paramref name="step"/>; the one that holds now is cut there.</summary>
    public IEnumerable<MarketBar> Bars(PriceSeries series, int venue, long from, long to, long step, long now)
    {
        var page = (Day: -1L, Bars: Array.Empty<MinuteBar>());
        for (var startAt = from; startAt < to && startAt <= now; startAt += step)
        {
            var bar = new MarketBar(startAt, startAt + step, 0, int.MinValue, int.MaxValue, 0, 0);
            for (var at = startAt; at < startAt + step && at <= now; at += MinuteMilliseconds)
            {
                var (index, left) = (at / MinuteMilliseconds, now - at);
                if (page.Day != index / MinutesPerDay && left >= MinuteMilliseconds)
                    page = (index / MinutesPerDay, DayOf(series, venue, index / MinutesPerDay));
                var minute =
                    left >= MinuteMilliseconds
                        ? page.Bars[index % MinutesPerDay]
                        : Cut(series, venue, index, left / (double)MinuteMilliseconds);
                bar = bar with
                {
                    Open = at == startAt ? minute.Open : bar.Open,
                    High = Math.Max(bar.High, minute.High),
                    Low = Math.Min(bar.Low, minute.Low),
                    Close = minute.Close,
                    Volume = bar.Volume + minute.Volume,
                };
            }
            yield return bar;
        }
    }

    private MinuteBar[] DayOf(PriceSeries series, int venue, long day) =>
        _days.GetOrAdd((series, venue, day), key => Make(key.Item1, key.Venue, key.Day));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first request of a month runs it 43,200 times
    private MinuteBar[] Make(PriceSeries series, int venue, long day)
    {
        var bars = new MinuteBar[MinutesPerDay];
        for (var i = 0; i < bars.Length; i++)
            bars[i] = Cut(series, venue, day * MinutesPerDay + i, 1);
        return bars;
    }

    /// <summary>A minute's bar up to <paramref name="fraction"/> of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first request of a month runs it 43,200 times
    private MinuteBar Cut(PriceSeries series, int venue, long minute, double fraction)
    {
        if (StillSince(series, venue, minute) is { } since)
        {
            var price = ToTicks(BoundaryLog(series, venue, since), 1 / (double)Tick(series));
            var isOut = faults.Holds(MarketFaultKind.Outage, venue, minute);
            return new(price, price, price, price, isOut ? 0 : (float)(Volume(series, venue, minute) * fraction));
        }
        var bar = Moving(series, venue, minute, fraction);
        var factor = PrintFactor(series, venue, minute);
        return factor == 1
            ? bar
            : bar with
            {
                High = (int)(Math.Max(bar.High, bar.Close) * factor),
                Close = (int)(bar.Close * factor),
            };
    }

    /// <summary>Since when a traded price repeats itself; null while it moves.</summary>
    private long? StillSince(PriceSeries series, int venue, long minute) =>
        series switch
        {
            PriceSeries.Spot => faults.Since(MarketFaultKind.FrozenSpot, venue, minute),
            PriceSeries.Perpetual => faults.Since(MarketFaultKind.FrozenLast, venue, minute)
                ?? faults.Since(MarketFaultKind.Outage, venue, minute),
            _ => null,
        };

    /// <summary>How far off the bars print what the book does not follow.</summary>
    private double PrintFactor(PriceSeries series, int venue, long minute) =>
        series != PriceSeries.Perpetual ? 1
        : faults.Holds(MarketFaultKind.OutlierPrint, venue, minute) ? FaultTimeline.PrintFactor
        : faults.Restarts(venue, minute) ? FaultTimeline.RestartFactor
        : 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first request of a month runs it 43,200 times
    private MinuteBar Moving(PriceSeries series, int venue, long minute, double fraction)
    {
        var (hump, wave) = prices.WiggleAt(minute);
        var (start, end) = (BoundaryLog(series, venue, minute), BoundaryLog(series, venue, minute + 1));
        var close = fraction == 1 ? end : Inside(start, end, hump, wave, fraction);
        var (high, low) = (Math.Max(start, close), Math.Min(start, close));
        for (var point = 1; point < PointsPerMinute && point < fraction * PointsPerMinute; point++)
        {
            var share = point / (double)PointsPerMinute;
            var log = start + (end - start) * share + hump * s_hump[point] + wave * s_wave[point];
            (high, low) = (Math.Max(high, log), Math.Min(low, log));
        }
        var perTick = 1 / (double)Tick(series);
        return new(
            ToTicks(start, perTick),
            ToTicks(high, perTick),
            ToTicks(low, perTick),
            ToTicks(close, perTick),
            (float)(Volume(series, venue, minute) * fraction)
        );
    }

    private double LogAt(PriceSeries series, int venue, long at)
    {
        var minute = at / MinuteMilliseconds;
        if (StillSince(series, venue, minute) is { } since)
            return BoundaryLog(series, venue, since);
        var fraction = (at - minute * MinuteMilliseconds) / (double)MinuteMilliseconds;
        var (hump, wave) = prices.WiggleAt(minute);
        var (start, end) = (BoundaryLog(series, venue, minute), BoundaryLog(series, venue, minute + 1));
        return Inside(start, end, hump, wave, fraction);
    }

    private double BoundaryLog(PriceSeries series, int venue, long minute) =>
        series switch
        {
            PriceSeries.Spot => prices.SpotLog(venue, minute),
            PriceSeries.Perpetual => prices.PerpetualLog(venue, minute) + ScaleLog(venue, minute),
            PriceSeries.Mark => mark.MarkLog(venue, minute),
            _ => faults.Holds(MarketFaultKind.OwnIndex, venue, minute)
                ? prices.SpotLog(venue, minute)
                : prices.IndexLog(minute),
        };

    private double ScaleLog(int venue, long minute) =>
        faults.Holds(MarketFaultKind.PriceUnitJump, venue, minute) ? Math.Log(FaultTimeline.UnitFactor) : 0;

    private double Volume(PriceSeries series, int venue, long minute)
    {
        if (series is PriceSeries.Mark or PriceSeries.Index)
            return 0;
        var (asset, profile) = (prices.Asset, VenueProfile.All[venue]);
        var share = series == PriceSeries.Spot ? profile.SpotShare : profile.PerpetualShare;
        var coins = asset.VolumeUsdPerDay * share / asset.StartPrice / MinutesPerDay;
        const double Spread = 0.6;
        var noise = Noise.Gaussian(volumeStream, (minute * 4 + venue % 4) * 2 + (int)series + Noise.Apart(venue / 4));
        return coins * prices.StressAt(venue, minute).Volume * Math.Exp(Spread * noise - Spread * Spread / 2);
    }

    private static double Inside(double start, double end, double hump, double wave, double fraction) =>
        start
        + (end - start) * fraction
        + hump * Math.Sin(Math.PI * fraction)
        + wave * Math.Sin(2 * Math.PI * fraction);

    private static int ToTicks(double log, double ticksPerUnit) => (int)Math.Round(Math.Exp(log) * ticksPerUnit);

    private static double[] Table(int waves) =>
        [.. Enumerable.Range(0, PointsPerMinute).Select(i => Math.Sin(waves * Math.PI * i / PointsPerMinute))];
}
