using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>At which mark price a position is closed by force.</summary>
public sealed record LiquidationPriceResult : MetricResult
{
    /// <summary>Whether there is a price, and if not, why; <see langword="null"/> unless the status is Ok.</summary>
    public LiquidationOutcome? Outcome { get; init; }

    /// <summary>The mark price at which the equity meets the maintenance margin, greater than 0; with LiquidatableNow the mark
    /// price itself;
    /// otherwise <see langword="null"/>.</summary>
    public double? Price { get; init; }

    /// <summary>The price at which the margin is gone, greater than 0; <see langword="null"/> where no price takes it.</summary>
    public double? BankruptcyPrice { get; init; }

    /// <summary>How far the mark price is from <see cref="Price"/>, a fraction of the mark price, at least 0 (0 when
    /// liquidatable now).</summary>
    public double? Distance { get; init; }
}

/// <summary>D1. Tells at which price a venue closes a position: the one number that a leveraged trader must know.</summary>
/// <remarks>Linear: P* = (W + c - s·q·P₀) / (q·(m + f) - s·q). Inverse: P* = N·(s + m + f) / (W + c + s·N/P₀). W is the margin,
/// q coins, N the
/// face in USD, P₀ the entry, s +1 for a long and -1 for a short, m and c the tier's rate and deduction, f the fee of the closing order
/// where the venue counts it. Maintenance is the greatest of all tiers, so P* is the highest root for a long and the lowest for
/// a short. Bankruptcy: m = c = f = 0.
/// Prices in quote currency per coin. No history. Values that are no prices give InvalidInput, results beyond a double
/// OutOfDomain. O(tiers), no allocation but the result.
/// Source: venue documents; methods D1.</remarks>
public static class LiquidationPrice
{
    /// <summary>The highest closing fee that is taken for one, a fraction of the notional; venues ask below 0.001.</summary>
    public const double HighestFeeRate = 0.1;

    /// <summary>A position in a contract that is settled in the quote currency.</summary>
    /// <param name="position">The position and its margin.</param>
    /// <param name="tiers">The venue's table in the quote currency; the highest rate plus the fee must be below 1.</param>
    /// <param name="markPrice">The mark price now, quote currency per coin, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="closingFeeRate">f, in [0, 0.1]; 0 where the venue does not count it.</param>
    /// <exception cref="ArgumentException">The side is undefined, the table is missing, or fee and rates leave no equity to a
    /// position.</exception>
    public static LiquidationPriceResult Linear(
        LinearPosition position,
        MarginTiers tiers,
        double markPrice,
        DateTimeOffset asOf,
        double closingFeeRate = 0
    )
    {
        RequireSound(position.Side, tiers, closingFeeRate);
        var (side, size, entry, margin) = position;
        if (FindFault(size, "size", entry, margin, markPrice) is { } fault)
        {
            return None(MetricStatus.InvalidInput, fault, asOf);
        }

        if (size == 0)
        {
            return Found(LiquidationOutcome.NoPosition, null, null, markPrice, asOf);
        }

        var price = AffineLiquidation.Root(side, size, entry, margin, tiers.Span, closingFeeRate);
        var bankruptcy = side == PositionSide.Long ? entry - margin / size : entry + margin / size;
        return Judge(side, price, bankruptcy, markPrice, asOf);
    }

    /// <summary>A position in a contract that is settled in the coin.</summary>
    /// <param name="position">The position and its margin.</param>
    /// <param name="tiers">The venue's table in coins; the highest rate plus the fee must be below 1.</param>
    /// <param name="markPrice">The mark price now, USD per coin, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="closingFeeRate">f, in [0, 0.1]; 0 where the venue does not count it.</param>
    /// <exception cref="ArgumentException">The side is undefined, the table is missing, or fee and rates leave no equity to a
    /// position.</exception>
    public static LiquidationPriceResult Inverse(
        InversePosition position,
        MarginTiers tiers,
        double markPrice,
        DateTimeOffset asOf,
        double closingFeeRate = 0
    )
    {
        RequireSound(position.Side, tiers, closingFeeRate);
        var (side, face, entry, margin) = position;
        if (FindFault(face, "face value", entry, margin, markPrice) is { } fault)
        {
            return None(MetricStatus.InvalidInput, fault, asOf);
        }

        if (face == 0)
        {
            return Found(LiquidationOutcome.NoPosition, null, null, markPrice, asOf);
        }

        var inverseEntry = 1 / entry;
        if (!double.IsFinite(inverseEntry))
        {
            return None(
                MetricStatus.OutOfDomain,
                "The inverse of the entry price exceeds the range of a double.",
                asOf
            );
        }

        // A long gains as 1/P falls: in x = 1/P it is a short of the face value. A root at or below 0 lies beyond every price: infinitely high.
        var mirrored = side == PositionSide.Long ? PositionSide.Short : PositionSide.Long;
        var root = AffineLiquidation.Root(mirrored, face, inverseEntry, margin, tiers.Span, closingFeeRate);
        var bankruptcyRoot = side == PositionSide.Long ? inverseEntry + margin / face : inverseEntry - margin / face;
        return Judge(side, PriceOf(root), PriceOf(bankruptcyRoot), markPrice, asOf);
    }

    private static double PriceOf(double inversePrice) =>
        inversePrice <= 0 ? double.PositiveInfinity : 1 / inversePrice;

    // A long's price at or below 0 and a short's that is infinite are never reached; the opposite ends are behind every price.
    private static LiquidationPriceResult Judge(
        PositionSide side,
        double price,
        double bankruptcyPrice,
        double markPrice,
        DateTimeOffset asOf
    )
    {
        if (double.IsNaN(price) || double.IsNaN(bankruptcyPrice))
        {
            return None(MetricStatus.OutOfDomain, "The position exceeds the range of a double.", asOf);
        }

        var isLong = side == PositionSide.Long;
        double? bankruptcy = bankruptcyPrice is > 0 and < double.PositiveInfinity ? bankruptcyPrice : null;
        if (isLong ? price <= 0 : double.IsPositiveInfinity(price))
        {
            return Found(LiquidationOutcome.CannotBeLiquidatedByPrice, null, bankruptcy, markPrice, asOf);
        }

        return (isLong ? markPrice <= price : markPrice >= price)
            ? Found(LiquidationOutcome.LiquidatableNow, markPrice, bankruptcy, markPrice, asOf)
            : Found(LiquidationOutcome.Price, price, bankruptcy, markPrice, asOf);
    }

    private static void RequireSound(PositionSide side, MarginTiers tiers, double closingFeeRate)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        if (side is not (PositionSide.Long or PositionSide.Short))
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "A position is long or short.");
        }

        if (closingFeeRate is not (>= 0 and <= HighestFeeRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(closingFeeRate),
                closingFeeRate,
                $"A closing fee lies in [0, {HighestFeeRate.ToString(CultureInfo.InvariantCulture)}]."
            );
        }

        if (tiers.HighestRate + closingFeeRate >= 1)
        {
            throw new ArgumentException(
                $"The highest rate {Text(tiers.HighestRate)} and the fee {Text(closingFeeRate)} reach the whole notional.",
                nameof(tiers)
            );
        }
    }

    private static string? FindFault(double size, string sizeName, double entry, double margin, double markPrice)
    {
        if (size is not (>= 0 and < double.PositiveInfinity))
        {
            return $"The {sizeName} {Text(size)} is not a finite number of at least 0.";
        }

        if (entry is not (> 0 and < double.PositiveInfinity))
        {
            return $"The entry price {Text(entry)} is not above 0.";
        }

        if (markPrice is not (> 0 and < double.PositiveInfinity))
        {
            return $"The mark price {Text(markPrice)} is not above 0.";
        }

        return double.IsFinite(margin) ? null : $"The margin {Text(margin)} is not finite.";
    }

    private static LiquidationPriceResult Found(
        LiquidationOutcome outcome,
        double? price,
        double? bankruptcyPrice,
        double markPrice,
        DateTimeOffset asOf
    )
    {
        var distance = price is { } found ? Math.Abs(found / markPrice - 1) : (double?)null;
        if (distance is double.PositiveInfinity)
        {
            return None(MetricStatus.OutOfDomain, "The liquidation price exceeds the range of a double.", asOf);
        }

        return new LiquidationPriceResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            Outcome = outcome,
            Price = price,
            BankruptcyPrice = bankruptcyPrice,
            Distance = distance,
        };
    }

    private static LiquidationPriceResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
