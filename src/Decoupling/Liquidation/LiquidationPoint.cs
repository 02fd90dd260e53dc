using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>Where a position is liquidated, as a value: for many positions at a time.</summary>
/// <param name="Status">Ok, InvalidInput for values that are no prices or sizes, OutOfDomain beyond the range of a double.</param>
/// <param name="Reason">A sentence when the status is not Ok; else <see langword="null"/>.</param>
/// <param name="Outcome">Whether there is a price, and if not, why; <see langword="null"/> unless the status is Ok.</param>
/// <param name="Price">The mark price at which the equity meets the maintenance margin, above 0; with LiquidatableNow the mark price itself.</param>
/// <param name="BankruptcyPrice">The price at which the margin is gone, above 0; <see langword="null"/> where no price takes it.</param>
/// <param name="Distance">How far the mark price is from <paramref name="Price"/>, a fraction of the mark price, at least 0.</param>
public readonly record struct LiquidationPoint(
    MetricStatus Status,
    string? Reason,
    LiquidationOutcome? Outcome,
    double? Price,
    double? BankruptcyPrice,
    double? Distance
)
{
    internal static LiquidationPoint NoPosition { get; } =
        new(MetricStatus.Ok, null, LiquidationOutcome.NoPosition, null, null, null);

    internal static LiquidationPoint Invalid(string reason) =>
        new(MetricStatus.InvalidInput, reason, null, null, null, null);

    internal static LiquidationPoint BeyondDoubles(string reason) =>
        new(MetricStatus.OutOfDomain, reason, null, null, null, null);

    /// <summary>A long's price at or below 0 and a short's that is infinite are never reached; the opposite ends are behind every price.</summary>
    internal static LiquidationPoint Judge(PositionSide side, double price, double bankruptcyPrice, double markPrice)
    {
        if (double.IsNaN(price) || double.IsNaN(bankruptcyPrice))
        {
            return BeyondDoubles("The position exceeds the range of a double.");
        }

        var isLong = side == PositionSide.Long;
        double? bankruptcy = bankruptcyPrice is > 0 and < double.PositiveInfinity ? bankruptcyPrice : null;
        if (isLong ? price <= 0 : double.IsPositiveInfinity(price))
        {
            return Found(LiquidationOutcome.CannotBeLiquidatedByPrice, null, bankruptcy, null);
        }

        if (isLong ? markPrice <= price : markPrice >= price)
        {
            return Found(LiquidationOutcome.LiquidatableNow, markPrice, bankruptcy, 0);
        }

        var distance = Math.Abs(price / markPrice - 1);
        return double.IsPositiveInfinity(distance)
            ? BeyondDoubles("The liquidation price exceeds the range of a double.")
            : Found(LiquidationOutcome.Price, price, bankruptcy, distance);
    }

    internal static LiquidationPoint? FindFault(
        double size,
        string sizeName,
        double entryPrice,
        double margin,
        double markPrice
    )
    {
        if (size is not (>= 0 and < double.PositiveInfinity))
        {
            return Invalid($"The {sizeName} {Text(size)} is not a finite number of at least 0.");
        }

        if (entryPrice is not (> 0 and < double.PositiveInfinity))
        {
            return Invalid($"The entry price {Text(entryPrice)} is not above 0.");
        }

        if (markPrice is not (> 0 and < double.PositiveInfinity))
        {
            return Invalid($"The mark price {Text(markPrice)} is not above 0.");
        }

        return double.IsFinite(margin) ? null : Invalid($"The margin {Text(margin)} is not finite.");
    }

    private static LiquidationPoint Found(
        LiquidationOutcome outcome,
        double? price,
        double? bankruptcyPrice,
        double? distance
    ) => new(MetricStatus.Ok, null, outcome, price, bankruptcyPrice, distance);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
