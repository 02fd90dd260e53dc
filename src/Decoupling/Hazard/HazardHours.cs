using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Hazard;

/// <summary>The hours that a derivative and its underlying share, in the columns that the features read.</summary>
/// <remarks>Columns of a day are over the 24 hours up to each one; they hold NaN in the first 23.</remarks>
internal readonly ref struct HazardHours
{
    private const int Columns = 10;

    private HazardHours(DateTimeOffset startAt, int count, Span<double> room)
    {
        StartAt = startAt;
        Close = room[..count];
        Premium = room.Slice(count, count);
        DaySquares = room.Slice(2 * count, count);
        DayReturns = room.Slice(3 * count, count);
        DayHighest = room.Slice(4 * count, count);
        LogDayVolume = room.Slice(5 * count, count);
    }

    /// <summary>The opening time of the first hour.</summary>
    public DateTimeOffset StartAt { get; }

    /// <summary>The underlying's close, NaN where it did not trade.</summary>
    public Span<double> Close { get; }

    /// <summary>The derivative's close over the underlying's less one, NaN where one of them did not trade.</summary>
    public Span<double> Premium { get; }

    /// <summary>The underlying's squared log returns of a day, summed; an hour without a trade breaks the chain and is never bridged.</summary>
    public Span<double> DaySquares { get; }

    /// <summary>How many returns that are.</summary>
    public Span<double> DayReturns { get; }

    /// <summary>The underlying's highest close of a day, 0 without one.</summary>
    public Span<double> DayHighest { get; }

    /// <summary>Log of the derivative's mean volume in the traded hours of a day, NaN where those are fewer than 20.</summary>
    public Span<double> LogDayVolume { get; }

    public int Count => Close.Length;

    /// <summary>How many numbers <see cref="Form"/> needs room for.</summary>
    public static int RoomFor(BarSeries underlying, BarSeries derivative) =>
        Columns * Math.Min(underlying.Count, derivative.Count);

    /// <summary>The end of an hour: the time at which it is read.</summary>
    public DateTimeOffset EndOf(int index) => StartAt + TimeSpan.FromHours(index + 1);

    /// <summary>Fills the columns from hourly bars of both legs. O(hours), no allocation.</summary>
    public static HazardHours Form(BarSeries underlying, BarSeries derivative, Span<double> room)
    {
        var overlap = BarOverlap.Between(underlying, derivative);
        var count = overlap.Count;
        var startAt = underlying.StartAt + underlying.Step * overlap.UnderlyingStart;
        var hours = new HazardHours(startAt, count, room);

        // What a day is summed of: nothing where an hour has nothing.
        var squares = room.Slice(6 * count, count);
        var returns = room.Slice(7 * count, count);
        var volumes = room.Slice(8 * count, count);
        var traded = room.Slice(9 * count, count);
        var previousLog = double.NaN;
        for (var i = 0; i < count; i++)
        {
            var (below, above) = (overlap.UnderlyingStart + i, overlap.DerivativeStart + i);
            var close = TradedBars.Has(underlying, below) ? underlying.Close[below] : double.NaN;
            var log = Math.Log(close);
            var change = log - previousLog;
            (squares[i], returns[i]) = double.IsNaN(change) ? (0, 0) : (change * change, 1);
            hours.Close[i] = close;
            hours.Premium[i] = TradedBars.Has(derivative, above) ? derivative.Close[above] / close - 1 : double.NaN;
            var coins = derivative.Volume?[above] ?? 0;
            (volumes[i], traded[i]) = coins > 0 ? (coins, 1) : (0, 0);
            previousLog = log;
        }

        DayWindow.Sum(squares, hours.DaySquares);
        DayWindow.Sum(returns, hours.DayReturns);
        FillVolumes(volumes, traded, squares, hours.LogDayVolume);

        var prices = squares;
        for (var i = 0; i < count; i++)
        {
            prices[i] = double.IsNaN(hours.Close[i]) ? 0 : hours.Close[i];
        }

        DayWindow.Max(prices, hours.DayHighest);
        return hours;
    }

    private static void FillVolumes(
        ReadOnlySpan<double> volumes,
        ReadOnlySpan<double> traded,
        Span<double> tradedHours,
        Span<double> logDayVolume
    )
    {
        DayWindow.Sum(traded, tradedHours);
        DayWindow.Sum(volumes, logDayVolume);
        for (var i = 0; i < logDayVolume.Length; i++)
        {
            logDayVolume[i] =
                tradedHours[i] >= HazardFeatures.LeastOf(DayWindow.Length)
                    ? Math.Log(logDayVolume[i] / tradedHours[i])
                    : double.NaN;
        }
    }
}
