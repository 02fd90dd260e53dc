using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H5: a stop as far away as the market's own noise says.</summary>
/// <remarks>Stop = entry - s·k·ATR. Quote currency per coin, above 0. O(1). Source: Wilder, "New Concepts in Technical Trading Systems",
/// 1978.</remarks>
public static class AtrStop
{
    /// <summary>The stop of one entry.</summary>
    /// <param name="side">Which side the position is on.</param>
    /// <param name="entryPrice">The entry, quote currency per coin, above 0.</param>
    /// <param name="range">The average true range; one without a value passes its status and reason on.</param>
    /// <param name="multiple">k, above 0 and up to 100. Default 3, Wilder's.</param>
    /// <exception cref="ArgumentException">The side is undefined, or the multiple is out of range.</exception>
    public static AtrStopResult Compute(
        PositionSide side,
        double entryPrice,
        AverageTrueRangeResult range,
        double multiple = 3
    )
    {
        ArgumentNullException.ThrowIfNull(range);
        var sign = SizingLimits.SignOf(side);
        if (!(multiple is > 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(multiple), multiple, "A multiple lies in (0, 100].");
        }

        if (range is not { Status: MetricStatus.Ok, RangePerBar: { } perBar })
        {
            return Without(range, range.Status, range.Reason ?? "There is no range.");
        }

        if (!InputGate.IsPrice(entryPrice))
        {
            return Without(
                range,
                MetricStatus.InvalidInput,
                string.Create(CultureInfo.InvariantCulture, $"The entry price {entryPrice:R} is not above 0.")
            );
        }

        var stop = entryPrice - sign * multiple * perBar;
        return InputGate.IsPrice(stop)
            ? new AtrStopResult
            {
                Status = MetricStatus.Ok,
                SampleCount = range.SampleCount,
                AsOf = range.AsOf,
                StopPrice = stop,
            }
            : Without(range, MetricStatus.OutOfDomain, "The stop would stand at no price above 0.");
    }

    private static AtrStopResult Without(AverageTrueRangeResult range, MetricStatus status, string reason) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = range.SampleCount,
            AsOf = range.AsOf,
        };
}

/// <summary>A stop beyond the noise. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record AtrStopResult : MetricResult
{
    /// <summary>The stop, quote currency per coin, above 0.</summary>
    public double? StopPrice { get; init; }
}
