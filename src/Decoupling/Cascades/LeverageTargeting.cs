using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>What a holder who keeps his leverage trades because the price moved.</summary>
public sealed record LeverageTargetingResult : MetricResult
{
    /// <summary>L = A/E as it stands, at least 1 where there is debt.</summary>
    public double? Leverage { get; init; }

    /// <summary>What brings it back to the target, USD: bought when positive, sold when negative.</summary>
    public double? TradeUsd { get; init; }

    /// <summary>What each further unit of ln P makes him trade at the target, USD: with the move when positive.</summary>
    public double? TradeUsdPerLogPrice { get; init; }
}

/// <summary>E5. Tells how much a holder who keeps a fixed leverage must buy after a rise and sell after a fall.</summary>
/// <remarks>Trade = L*·E - A; per unit of ln P, L*·E·(L* - 1). USD, signed. No history of its own. O(1).
/// Source: T. Adrian and H. S. Shin, "Liquidity and leverage", 2010; methods E5.</remarks>
public static class LeverageTargeting
{
    /// <summary>The trade that restores a leverage.</summary>
    /// <param name="assetsUsd">A: what is held, USD, at least 0.</param>
    /// <param name="equityUsd">E: what of it is the holder's own, USD, above 0.</param>
    /// <param name="targetLeverage">L*, above 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static LeverageTargetingResult Compute(
        double assetsUsd,
        double equityUsd,
        double targetLeverage,
        DateTimeOffset asOf
    )
    {
        if (!(double.IsFinite(assetsUsd) && assetsUsd >= 0))
        {
            return None(
                MetricStatus.InvalidInput,
                $"The assets are {CascadeText.Of(assetsUsd)} USD, not at least 0.",
                asOf
            );
        }

        if (!InputGate.IsPrice(targetLeverage))
        {
            return None(
                MetricStatus.InvalidInput,
                $"The target {CascadeText.Of(targetLeverage)} is not above 0.",
                asOf
            );
        }

        if (!double.IsFinite(equityUsd))
        {
            return None(MetricStatus.InvalidInput, $"The equity {CascadeText.Of(equityUsd)} USD is no number.", asOf);
        }

        if (equityUsd <= 0)
        {
            return None(MetricStatus.OutOfDomain, "The holder is insolvent: there is no leverage to restore.", asOf);
        }

        var held = targetLeverage * equityUsd;
        var perLogPrice = held * (targetLeverage - 1);
        var leverage = assetsUsd / equityUsd;
        return InputGate.AllFinite(held, perLogPrice, leverage)
            ? new LeverageTargetingResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                Leverage = leverage,
                TradeUsd = held - assetsUsd,
                TradeUsdPerLogPrice = perLogPrice,
            }
            : None(MetricStatus.OutOfDomain, "The trade exceeds the range of a double.", asOf);
    }

    private static LeverageTargetingResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
