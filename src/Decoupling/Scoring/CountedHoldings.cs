using System.Globalization;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>What somebody counted by hand: worth so many dollars, and too old after a while.</summary>
internal static class CountedHoldings
{
    /// <summary>What a quantity is worth, USD; <see langword="null"/> where it is in coins and no price is known.</summary>
    public static double? UsdOf(double quantity, QuantityUnit unit, double? price) =>
        unit switch
        {
            QuantityUnit.Usd => quantity,
            QuantityUnit.Coins when quantity * price is { } usd && double.IsFinite(usd) => usd,
            _ => null,
        };

    /// <summary>Why a count is too old for a slot, or <see langword="null"/>.</summary>
    public static Refusal? FindFault(string what, DateTimeOffset countedAt, DateTimeOffset slotAt, TimeSpan ageLimit) =>
        slotAt - countedAt is var age && age > ageLimit
            ? new Refusal(
                MetricStatus.Stale,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {what} was counted {age.TotalDays:0} days before the slot; {ageLimit.TotalDays:0.#} may pass."
                )
            )
            : null;
}
