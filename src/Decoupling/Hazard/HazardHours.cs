using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Hazard;

/// <summary>The hours that a derivative and its underlying share, in the columns that the features read; NaN where an hour has none.</summary>
internal readonly ref struct HazardHours
{
    private const int Columns = 4;

    private HazardHours(DateTimeOffset startAt, int count, Span<double> room)
    {
        StartAt = startAt;
        Close = room[..count];
        SquaredReturn = room.Slice(count, count);
        Premium = room.Slice(2 * count, count);
        LogDayVolume = room.Slice(3 * count, count);
    }

    /// <summary>The opening time of the first hour.</summary>
    public DateTimeOffset StartAt { get; }

    /// <summary>The underlying's closes of hours in which it traded.</summary>
    public Span<double> Close { get; }

    /// <summary>Its squared log returns; an hour without a trade breaks the chain and is never bridged.</summary>
    public Span<double> SquaredReturn { get; }

    /// <summary>The derivative's close over the underlying's less one, where both traded.</summary>
    public Span<double> Premium { get; }

    /// <summary>Log of the derivative's mean volume in the traded hours of the 24 up to this one, of which 20 are needed.</summary>
    public Span<double> LogDayVolume { get; }

    public int Count => Close.Length;

    /// <summary>How many numbers <see cref="Form"/> needs room for.</summary>
    public static int RoomFor(BarSeries underlying, BarSeries derivative) =>
        Columns * Math.Min(underlying.Count, derivative.Count);

    /// <summary>The end of an hour: the time at which it is read.</summary>
    public DateTimeOffset EndOf(int index) => StartAt + TimeSpan.FromHours(index + 1);

    /// <summary>Fills the columns from hourly bars of both legs. One pass, and one over each day's volume.</summary>
    public static HazardHours Form(BarSeries underlying, BarSeries derivative, Span<double> room)
    {
        var overlap = BarOverlap.Between(underlying, derivative);
        var startAt = underlying.StartAt + underlying.Step * overlap.UnderlyingStart;
        var hours = new HazardHours(startAt, overlap.Count, room);
        var previousLog = double.NaN;
        for (var i = 0; i < hours.Count; i++)
        {
            var (below, above) = (overlap.UnderlyingStart + i, overlap.DerivativeStart + i);
            var close = TradedBars.Has(underlying, below) ? underlying.Close[below] : double.NaN;
            var log = Math.Log(close);
            var change = log - previousLog;
            hours.Close[i] = close;
            hours.SquaredReturn[i] = change * change;
            hours.Premium[i] = TradedBars.Has(derivative, above) ? derivative.Close[above] / close - 1 : double.NaN;
            hours.LogDayVolume[i] = LogDayVolumeOf(derivative, above);
            previousLog = log;
        }

        return hours;
    }

    private static double LogDayVolumeOf(BarSeries derivative, int last)
    {
        if (derivative.Volume is not { } volume || last < HazardFeatures.Day - 1)
        {
            return double.NaN;
        }

        var (sum, traded) = (0.0, 0);
        foreach (var coins in volume.AsSpan(last - HazardFeatures.Day + 1, HazardFeatures.Day))
        {
            if (coins > 0)
            {
                sum += coins;
                traded++;
            }
        }

        return traded >= HazardFeatures.LeastOf(HazardFeatures.Day) ? Math.Log(sum / traded) : double.NaN;
    }
}
