using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H5: whether a stop closes a position before its venue does, with room for the order's own impact and for a gap.</summary>
/// <remarks>A stop is safe when it stands at least impact + gap nearer to the mark price than P* does; the farthest safe stop is
/// P* ± (impact + gap). One that is not is an error that says "stop behind liquidation": the venue would be first. Without a liquidation
/// price every stop is safe. Quote currency per coin. O(1). Source: methods H5.</remarks>
public static class StopPlacement
{
    /// <summary>Begins the reason of every stop that the venue's liquidation would forestall.</summary>
    public const string BehindLiquidation = "Stop behind liquidation";

    /// <summary>The farthest safe stop, or a check of one that the trader has.</summary>
    /// <param name="side">Which side the position is on.</param>
    /// <param name="markPrice">The mark price now, above 0.</param>
    /// <param name="liquidationPrice">P*, above 0, or <see langword="null"/> where no price liquidates the position.</param>
    /// <param name="impactPerCoin">How far the closing order moves the price on average, at least 0.</param>
    /// <param name="gapPerCoin">How far the price may jump over the stop, at least 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="stopPrice">The trader's stop, or <see langword="null"/> for the farthest that is safe.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is undefined.</exception>
    public static StopPlacementResult Compute(
        PositionSide side,
        double markPrice,
        double? liquidationPrice,
        double impactPerCoin,
        double gapPerCoin,
        DateTimeOffset asOf,
        double? stopPrice = null
    )
    {
        var sign = SizingLimits.SignOf(side);
        if (FindFault(sign, markPrice, liquidationPrice, impactPerCoin, gapPerCoin, stopPrice) is { } fault)
        {
            return Without(MetricStatus.InvalidInput, fault, asOf);
        }

        var cushion = impactPerCoin + gapPerCoin;
        double? farthest = liquidationPrice is { } price ? price + sign * cushion : null;
        if ((stopPrice ?? farthest) is not { } stop)
        {
            return Without(
                MetricStatus.OutOfDomain,
                "No price liquidates the position; no stop is needed for that.",
                asOf
            );
        }

        if (!InputGate.AllFinite(cushion, stop / markPrice, farthest ?? 0))
        {
            return Without(MetricStatus.OutOfDomain, "The stop exceeds the range of a double.", asOf);
        }

        if (sign * (markPrice - stop) <= 0)
        {
            return Without(
                MetricStatus.OutOfDomain,
                $"{BehindLiquidation}: impact and gap take {Text(cushion)}, and the liquidation price is nearer than that.",
                asOf
            );
        }

        if (farthest is { } limit && sign * (stop - limit) < 0)
        {
            return Without(
                MetricStatus.OutOfDomain,
                $"{BehindLiquidation}: the stop {Text(stop)} is beyond {Text(limit)}, the farthest that is safe.",
                asOf
            );
        }

        return new StopPlacementResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            StopPrice = stop,
            FarthestSafeStopPrice = farthest,
            Distance = Math.Abs(stop / markPrice - 1),
        };
    }

    private static string? FindFault(
        double sign,
        double markPrice,
        double? liquidationPrice,
        double impactPerCoin,
        double gapPerCoin,
        double? stopPrice
    )
    {
        if (!InputGate.IsPrice(markPrice))
        {
            return $"The mark price {Text(markPrice)} is not above 0.";
        }

        if (liquidationPrice is { } price && !InputGate.IsPrice(price))
        {
            return $"The liquidation price {Text(price)} is not above 0.";
        }

        if (impactPerCoin is not (>= 0 and < double.PositiveInfinity))
        {
            return $"The impact {Text(impactPerCoin)} is not at least 0.";
        }

        if (gapPerCoin is not (>= 0 and < double.PositiveInfinity))
        {
            return $"The gap {Text(gapPerCoin)} is not at least 0.";
        }

        return stopPrice is { } stop && !(InputGate.IsPrice(stop) && sign * (markPrice - stop) > 0)
            ? $"The stop {Text(stop)} is not on the losing side of the mark price {Text(markPrice)}."
            : null;
    }

    private static StopPlacementResult Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>A stop that closes the position before the venue does. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record StopPlacementResult : MetricResult
{
    /// <summary>The stop: the trader's, or the farthest that is safe; quote currency per coin, above 0.</summary>
    public double? StopPrice { get; init; }

    /// <summary>The farthest stop that is safe; <see langword="null"/> where no price liquidates the position.</summary>
    public double? FarthestSafeStopPrice { get; init; }

    /// <summary>How far <see cref="StopPrice"/> is, a fraction of the mark price, above 0.</summary>
    public double? Distance { get; init; }
}
