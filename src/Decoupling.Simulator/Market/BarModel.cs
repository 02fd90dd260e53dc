using System.Collections.Concurrent;

namespace Decoupling.Simulator.Market;

/// <summary>One asset's prices at any time and its bars of any length; made a day at a time when asked for, and kept.</summary>
internal sealed class BarModel(PriceModel prices, MarkModel mark, ulong volumeStream)
{
    public const long MinuteMilliseconds = 60_000;
    private const int MinutesPerDay = 1440;
    private const int PointsPerMinute = 6;
    private static readonly double[] s_hump = Table(1);
    private static readonly double[] s_wave = Table(2);
    private readonly ConcurrentDictionary<(PriceSeries, int Venue, long Day), DayOfBars> _days = new();

    private sealed record DayOfBars(double[] BoundaryLogs, MinuteBar[] Bars);

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
        for (var startAt = from; startAt < to && startAt <= now; startAt += step)
        {
            var bar = new MarketBar(startAt, startAt + step, 0, int.MinValue, int.MaxValue, 0, 0);
            for (var at = startAt; at < startAt + step && at <= now; at += MinuteMilliseconds)
            {
                var minute = MinuteAt(series, venue, at / MinuteMilliseconds, now);
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

    private MinuteBar MinuteAt(PriceSeries series, int venue, long minute, long now)
    {
        var day = DayAt(series, venue, minute);
        var index = (int)(minute - minute / MinutesPerDay * MinutesPerDay);
        var left = now - minute * MinuteMilliseconds;
        if (left >= MinuteMilliseconds)
            return day.Bars[index];
        return Cut(series, day.BoundaryLogs, index, minute, day.Bars[index].Volume, left / (double)MinuteMilliseconds);
    }

    private DayOfBars DayAt(PriceSeries series, int venue, long minute) =>
        _days.GetOrAdd((series, venue, minute / MinutesPerDay), key => Make(key.Item1, key.Venue, key.Day));

    private DayOfBars Make(PriceSeries series, int venue, long day)
    {
        var first = day * MinutesPerDay;
        var logs = new double[MinutesPerDay + 1];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = BoundaryLog(series, venue, first + i);
        var bars = new MinuteBar[MinutesPerDay];
        for (var i = 0; i < bars.Length; i++)
            bars[i] = Cut(series, logs, i, first + i, Volume(series, venue, first + i), 1);
        return new(logs, bars);
    }

    /// <summary>A minute's bar up to <paramref name="fraction"/> of it.</summary>
    private MinuteBar Cut(PriceSeries series, double[] logs, int index, long minute, float volume, double fraction)
    {
        var (hump, wave) = prices.WiggleAt(minute);
        var (start, end) = (logs[index], logs[index + 1]);
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
            (float)(volume * fraction)
        );
    }

    private double LogAt(PriceSeries series, int venue, long at)
    {
        var minute = at / MinuteMilliseconds;
        var fraction = (at - minute * MinuteMilliseconds) / (double)MinuteMilliseconds;
        var logs = DayAt(series, venue, minute).BoundaryLogs;
        var index = (int)(minute - minute / MinutesPerDay * MinutesPerDay);
        var (hump, wave) = prices.WiggleAt(minute);
        return Inside(logs[index], logs[index + 1], hump, wave, fraction);
    }

    private double BoundaryLog(PriceSeries series, int venue, long minute) =>
        series switch
        {
            PriceSeries.Spot => prices.SpotLog(venue, minute),
            PriceSeries.Perpetual => prices.PerpetualLog(venue, minute),
            PriceSeries.Mark => mark.MarkLog(venue, minute),
            _ => prices.IndexLog(minute),
        };

    private float Volume(PriceSeries series, int venue, long minute)
    {
        if (series is PriceSeries.Mark or PriceSeries.Index)
            return 0;
        var (asset, profile) = (prices.Asset, VenueProfile.All[venue]);
        var share = series == PriceSeries.Spot ? profile.SpotShare : profile.PerpetualShare;
        var coins = asset.VolumeUsdPerDay * share / asset.StartPrice / MinutesPerDay;
        const double Spread = 0.6;
        var noise = Noise.Gaussian(volumeStream, (minute * 4 + venue) * 2 + (int)series);
        return (float)(coins * prices.StressAt(venue, minute).Volume * Math.Exp(Spread * noise - Spread * Spread / 2));
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
