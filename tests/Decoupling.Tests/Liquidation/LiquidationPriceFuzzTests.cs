using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Liquidation;

public sealed class LiquidationPriceFuzzTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly double[] Wild =
    [
        -double.MaxValue,
        -1e300,
        -1,
        0,
        double.Epsilon,
        1e-308,
        1e-160,
        1e-5,
        1,
        100,
        1e9,
        1e160,
        1e300,
        double.MaxValue,
        double.PositiveInfinity,
        double.NaN,
    ];

    [Fact]
    public void Both_WildInputs_GiveFiniteNumbersOrAStatus()
    {
        var tiers = MarginTiers.FromRates([0, 1e5, 1e300], [0.005, 0.01, 0.5]);
        foreach (var side in new[] { PositionSide.Long, PositionSide.Short })
        foreach (var size in Wild)
        foreach (var entry in Wild)
        foreach (var margin in Wild)
        foreach (var mark in Wild)
        {
            ShouldBeSound(LiquidationPrice.Linear(new LinearPosition(side, size, entry, margin), tiers, mark, AsOf));
            ShouldBeSound(LiquidationPrice.Inverse(new InversePosition(side, size, entry, margin), tiers, mark, AsOf));
        }
    }

    private static void ShouldBeSound(LiquidationPriceResult found)
    {
        var isSound =
            (found.Status == MetricStatus.Ok) == (found.Outcome is not null)
            && (found.Status == MetricStatus.Ok) == (found.Reason is null)
            && IsPriceOrAbsent(found.Price)
            && IsPriceOrAbsent(found.BankruptcyPrice)
            && found.Distance is null or (>= 0 and < double.PositiveInfinity);
        if (!isSound)
        {
            Assert.Fail(found.ToString());
        }
    }

    private static bool IsPriceOrAbsent(double? price) => price is null or (> 0 and < double.PositiveInfinity);
}
