using Decoupling.Snapshots;

namespace Decoupling.Tracking;

/// <summary>Where two series of bars cover the same time.</summary>
/// <param name="UnderlyingStart">The index of the first shared bar in the underlying's columns.</param>
/// <param name="DerivativeStart">The index of the same bar in the derivative's columns.</param>
/// <param name="Count">The number of shared bars, missing ones included; 0 when the series do not meet.</param>
internal readonly record struct BarOverlap(int UnderlyingStart, int DerivativeStart, int Count)
{
    /// <summary>Aligns by time.</summary>
    /// <exception cref="ArgumentException">The steps differ, or the bars open at different times within the step.</exception>
    public static BarOverlap Between(BarSeries underlying, BarSeries derivative)
    {
        if (underlying.Step != derivative.Step)
        {
            throw new ArgumentException(
                $"The derivative's bars are {derivative.Step} long and the underlying's {underlying.Step}.",
                nameof(derivative)
            );
        }

        var (shift, remainder) = Math.DivRem((derivative.StartAt - underlying.StartAt).Ticks, underlying.Step.Ticks);
        if (remainder != 0)
        {
            throw new ArgumentException(
                $"The derivative's bars start at {derivative.StartAt:O}, off the underlying's grid of {underlying.Step} from {underlying.StartAt:O}.",
                nameof(derivative)
            );
        }

        var start = Math.Max(0, shift);
        var end = Math.Min(underlying.Count, shift + derivative.Count);
        return end <= start ? default : new BarOverlap((int)start, (int)(start - shift), (int)(end - start));
    }

    /// <summary>The end of the newest run of so many bars in a row that both have, or <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? NewestEndAt(BarSeries underlying, BarSeries derivative, int barsInARow)
    {
        var run = 0;
        for (var i = Count - 1; i >= 0; i--)
        {
            run = IsTraded(underlying, derivative, i) ? run + 1 : 0;
            if (run == barsInARow)
            {
                return underlying.StartAt + underlying.Step * (UnderlyingStart + i + run);
            }
        }

        return null;
    }

    /// <summary>Whether both legs traded in a shared bar.</summary>
    public bool IsTraded(BarSeries underlying, BarSeries derivative, int index) =>
        TradedBars.Has(underlying, UnderlyingStart + index) && TradedBars.Has(derivative, DerivativeStart + index);
}
