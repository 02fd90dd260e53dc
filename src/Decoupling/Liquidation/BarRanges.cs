using System.Globalization;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>Each bar's price range in the logarithm, in bins. Without a high and a low the close stands for both.</summary>
/// <param name="lows">Room for a value a bar.</param>
/// <param name="highs">As much room.</param>
internal ref struct BarRanges(Span<double> lows, Span<double> highs)
{
    /// <summary>ln(low) over the bin width, NaN where the bar is missing.</summary>
    public Span<double> Low { get; } = lows;

    /// <summary>ln(high) over the bin width, NaN where the bar is missing.</summary>
    public Span<double> High { get; } = highs;

    /// <summary>The bars that are there.</summary>
    public int BarCount { get; private set; }

    /// <summary>The least of <see cref="Low"/>; positive infinity when every bar is missing.</summary>
    public double Lowest { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest of <see cref="High"/>; negative infinity when every bar is missing.</summary>
    public double Highest { get; private set; } = double.NegativeInfinity;

    public Refusal? Read(BarSeries bars, DateTimeOffset asOf, LiquidationMapOptions options)
    {
        if (bars.EndAt > asOf)
        {
            return new Refusal(MetricStatus.InvalidInput, $"The bars end at {bars.EndAt:u}, after the slot.");
        }

        var newest = -1;
        for (var i = 0; i < Low.Length; i++)
        {
            var close = bars.Close[i];
            if (double.IsNaN(close))
            {
                Low[i] = High[i] = double.NaN;
                continue;
            }

            var high = bars.High?[i] ?? close;
            var low = bars.Low?[i] ?? close;
            if (!(low > 0 && low <= close && close <= high && high < double.PositiveInfinity))
            {
                return new Refusal(
                    MetricStatus.InvalidInput,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Bar {i} has low {low:R}, close {close:R} and high {high:R}: no range of prices."
                    )
                );
            }

            Low[i] = Math.Log(low) / options.BinWidth;
            High[i] = high == low ? Low[i] : Math.Log(high) / options.BinWidth;
            Lowest = Math.Min(Lowest, Low[i]);
            Highest = Math.Max(Highest, High[i]);
            BarCount++;
            newest = i;
        }

        if (BarCount < options.MinimumBars)
        {
            return new Refusal(MetricStatus.InsufficientData, $"{BarCount} bars; {options.MinimumBars} are needed.");
        }

        var age = asOf - (bars.StartAt + bars.Step * (newest + 1));
        return age > 2 * bars.Step
            ? new Refusal(MetricStatus.Stale, $"The newest bar is {age} old; bars come every {bars.Step}.")
            : null;
    }
}
