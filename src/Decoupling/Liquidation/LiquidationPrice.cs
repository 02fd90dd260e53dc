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
        if (LiquidationPoint.FindFault(size, "size", entry, margin, markPrice) is { } fault)
        {
            return From(fault, asOf);
        }

        if (size == 0)
        {
            return From(LiquidationPoint.NoPosition, asOf);
        }

        var price = AffineLiquidation.Root(side, size, entry, margin, tiers.Span, closingFeeRate);
        var bankruptcy = side == PositionSide.Long ? entry - margin / size : entry + margin / size;
        return From(LiquidationPoint.Judge(side, price, bankruptcy, markPrice), asOf);
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
        if (LiquidationPoint.FindFault(face, "face value", entry, margin, markPrice) is { } fault)
        {
            return From(fault, asOf);
        }

        if (face == 0)
        {
            return From(LiquidationPoint.NoPosition, asOf);
        }

        if (!double.IsFinite(1 / entry))
        {
            return From(
                LiquidationPoint.BeyondDoubles("The inverse of the entry price exceeds the range of a double."),
                asOf
            );
        }

        var price = AffineLiquidation.InversePrice(side, face, entry, margin, tiers.Span, closingFeeRate);
        var bankruptcy = AffineLiquidation.InversePrice(side, face, entry, margin, AffineLiquidation.NoMargin, 0);
        return From(LiquidationPoint.Judge(side, price, bankruptcy, markPrice), asOf);
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

    private static LiquidationPriceResult From(LiquidationPoint point, DateTimeOffset asOf) =>
        new()
        {
            Status = point.Status,
            Reason = point.Reason,
            SampleCount = point.Status == MetricStatus.Ok ? 1 : 0,
            AsOf = asOf,
            Outcome = point.Outcome,
            Price = point.Price,
            BankruptcyPrice = point.BankruptcyPrice,
            Distance = point.Distance,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
