using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Bybit;

/// <summary>Bybit's past open interest in US dollars: told in dollars of inverse contracts, and in coins of linear ones.</summary>
internal static class BybitOpenInterestUsd
{
    /// <summary>Samples in US dollars.</summary>
    public static Reading<IReadOnlyList<WireSample>> OfUsd(IReadOnlyList<WireSample> usd) =>
        usd.Select(sample => sample with { Value = WireValue.Cents(sample.Value) }).ToList();

    /// <summary>Samples in coins, each valued at the close of the bar that ended then, and left out where there is none.</summary>
    /// <param name="coins">The samples.</param>
    /// <param name="carried">Hourly bars of the snapshot before, or <see langword="null"/>.</param>
    /// <param name="fresh">The instrument with the bars that were fetched.</param>
    public static Reading<IReadOnlyList<WireSample>> OfCoins(
        IReadOnlyList<WireSample> coins,
        BarSeries? carried,
        InstrumentSnapshot fresh
    )
    {
        var valued = new List<WireSample>();
        foreach (var sample in coins)
        {
            var price = sample.At is { } at ? CloseAt(at, fresh.HourlyBars, fresh.Bars, carried) : 1;
            if (!double.IsNaN(price))
                valued.Add(sample with { Value = WireValue.Cents(sample.Value * price) });
        }
        return coins.Count > 0 && valued.Count == 0 ? new Missing("there are no bars to value it by") : valued;
    }

    /// <summary>The first close of several series at a time; NaN where none has a bar that ended then.</summary>
    private static double CloseAt(DateTimeOffset at, params ReadOnlySpan<BarSeries?> series)
    {
        foreach (var bars in series)
        {
            var close = TimeGrid.CloseAt(bars, at);
            if (!double.IsNaN(close))
                return close;
        }
        return double.NaN;
    }
}
