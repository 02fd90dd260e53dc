using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>What can go wrong with a sound snapshot, one thing at a time.</summary>
internal static class SnapshotChanges
{
    public static MarketSnapshot Change(
        this MarketSnapshot snapshot,
        string venue,
        InstrumentKind kind,
        Func<InstrumentSnapshot, InstrumentSnapshot> change
    ) =>
        snapshot with
        {
            Instruments =
            [
                .. snapshot.Instruments.Select(instrument =>
                    instrument.Venue == venue && instrument.Kind == kind ? change(instrument) : instrument
                ),
            ],
        };

    public static MarketSnapshot ChangeBars(
        this MarketSnapshot snapshot,
        string venue,
        InstrumentKind kind,
        Func<BarSeries, BarSeries> change
    ) => snapshot.Change(venue, kind, instrument => instrument with { Bars = change(instrument.Bars!) });

    /// <summary>The bars from <paramref name="start"/> on, so many of them, did not come.</summary>
    public static BarSeries Missing(this BarSeries bars, int start, int count) =>
        bars with
        {
            Close = Replace(bars.Close, start, count, double.NaN),
            High = Replace(bars.High!, start, count, double.NaN),
            Low = Replace(bars.Low!, start, count, double.NaN),
            Volume = Replace(bars.Volume!, start, count, double.NaN),
        };

    public static BarSeries MissingLast(this BarSeries bars, int count) => bars.Missing(bars.Count - count, count);

    /// <summary>The series ends so many bars early.</summary>
    public static BarSeries Short(this BarSeries bars, int count) =>
        bars.Slice(bars.StartAt, bars.EndAt - bars.Step * count);

    /// <summary>The venue stands still: it repeats its last price, without volume.</summary>
    public static BarSeries Frozen(this BarSeries bars, int count)
    {
        var start = bars.Count - count;
        var price = bars.Close[start - 1];
        return bars with
        {
            Close = Replace(bars.Close, start, count, price),
            High = Replace(bars.High!, start, count, price),
            Low = Replace(bars.Low!, start, count, price),
            Volume = Replace(bars.Volume!, start, count, 0),
        };
    }

    private static double[] Replace(double[] column, int start, int count, double value)
    {
        double[] copy = [.. column];
        Array.Fill(copy, value, start, count);
        return copy;
    }
}
