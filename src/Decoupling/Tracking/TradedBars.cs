using Decoupling.Snapshots;

namespace Decoupling.Tracking;

/// <summary>Tells a price that was traded from one that a venue which stands still repeats.</summary>
internal static class TradedBars
{
    /// <summary>Whether a bar has a close that came of a trade. Without a volume column the close alone decides.</summary>
    public static bool Has(BarSeries bars, int index) =>
        !double.IsNaN(bars.Close[index]) && (bars.Volume is not { } volume || volume[index] > 0);

    /// <summary>The end of the newest bar with a trade, or <see langword="null"/> where no bar has one.</summary>
    public static DateTimeOffset? NewestEndAt(BarSeries bars)
    {
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            if (Has(bars, i))
            {
                return bars.StartAt + bars.Step * (i + 1);
            }
        }

        return null;
    }

    /// <summary>The newest close with a trade, or <see langword="null"/> where no bar has one.</summary>
    public static double? NewestClose(BarSeries bars)
    {
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            if (Has(bars, i))
            {
                return bars.Close[i];
            }
        }

        return null;
    }
}
