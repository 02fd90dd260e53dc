using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H5: how far the price usually moves within a bar, gaps included: the yardstick of a stop that noise does not reach.</summary>
/// <remarks>True range = max(high, previous close) - min(low, previous close); the average is the plain mean of the first n, then
/// A += (TR - A)/n. A missing bar (NaN) is passed over, and the bar after it has its own range only. Quote currency per coin, at least 0.
/// Minimum history: n bars. One pass. Source: Wilder, "New Concepts in Technical Trading Systems", 1978.</remarks>
public static class AverageTrueRange
{
    /// <summary>The average at the last bar.</summary>
    /// <param name="highs">Each bar's high, above 0, or NaN where the bar is missing.</param>
    /// <param name="lows">Its low.</param>
    /// <param name="closes">Its close.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="period">n, at least 1. Default 14, Wilder's.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or the period is below 1.</exception>
    public static AverageTrueRangeResult Compute(
        ReadOnlySpan<double> highs,
        ReadOnlySpan<double> lows,
        ReadOnlySpan<double> closes,
        DateTimeOffset asOf,
        int period = 14
    )
    {
        InputGate.RequireOneLength(highs, nameof(highs), lows, nameof(lows));
        InputGate.RequireOneLength(highs, nameof(highs), closes, nameof(closes));
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);

        var count = 0;
        double average = 0;
        var previous = double.NaN;
        for (var i = 0; i < closes.Length; i++)
        {
            var (high, low, close) = (highs[i], lows[i], closes[i]);
            if (double.IsNaN(close))
            {
                previous = double.NaN;
                continue;
            }

            if (!(low > 0 && low <= close && close <= high && high < double.PositiveInfinity))
            {
                return Without(
                    MetricStatus.InvalidInput,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Bar {i} has low {low:R}, close {close:R} and high {high:R}: no range of prices."
                    ),
                    count,
                    asOf
                );
            }

            var range = double.IsNaN(previous) ? high - low : Math.Max(high, previous) - Math.Min(low, previous);
            count++;
            average += (range - average) / Math.Min(count, period);
            previous = close;
        }

        return count >= period
            ? new AverageTrueRangeResult
            {
                Status = MetricStatus.Ok,
                SampleCount = count,
                AsOf = asOf,
                RangePerBar = average,
            }
            : Without(MetricStatus.InsufficientData, $"{count} bars; {period} are needed.", count, asOf);
    }

    private static AverageTrueRangeResult Without(
        MetricStatus status,
        string reason,
        int sampleCount,
        DateTimeOffset asOf
    ) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = sampleCount,
            AsOf = asOf,
        };
}

/// <summary>The usual range of a bar. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record AverageTrueRangeResult : MetricResult
{
    /// <summary>The range of a bar, quote currency per coin, at least 0.</summary>
    public double? RangePerBar { get; init; }
}
