using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>Whether price and volatility push each other further, by what is known of how they do.</summary>
public sealed record PriceVolatilityLoopResult : MetricResult
{
    /// <summary>ρ(M): at least 0, stable under 1. Of the known channels only where <see cref="IsPartial"/>.</summary>
    public double? SpectralRadius { get; init; }

    /// <summary>‖(I - M)⁻¹‖₂: the largest whole response to a unit shock; <see langword="null"/> from ρ(M) = 1 on.</summary>
    public double? Amplification { get; init; }

    /// <summary>The whole move of ln P per unit shock to it, an entry of (I - M)⁻¹; <see langword="null"/> from ρ(M) = 1 on.</summary>
    public double? PricePerPriceShock { get; init; }

    /// <summary>The whole move of ln P per unit shock to volatility; <see langword="null"/> also where volatility's channels are missing.</summary>
    public double? PricePerVolatilityShock { get; init; }

    /// <summary>The whole move of volatility per unit shock to ln P; <see langword="null"/> likewise.</summary>
    public double? VolatilityPerPriceShock { get; init; }

    /// <summary>The whole move of volatility per unit shock to it; <see langword="null"/> likewise.</summary>
    public double? VolatilityPerVolatilityShock { get; init; }

    /// <summary>Whether a channel is missing: the true radius may be larger or smaller.</summary>
    public bool? IsPartial { get; init; }

    /// <summary>The channels that are not known.</summary>
    public IReadOnlyList<PriceVolatilityChannel> Missing { get; init; } = [];
}

/// <summary>E6. Tells whether a move of price and volatility dies out or feeds on itself, over all channels that are known.</summary>
/// <remarks>x = (Δln P, Δσ), x = ε + Mx with M₁₁ = κ(ℓ + leverage targeting - gamma), M₁₂ = -κ·vanna, M₂₁ = Δσ per Δln P, M₂₂ =
/// vega hedging. The response is (I - M)⁻¹ε, stable while ρ(M) is under 1. Where a channel of volatility is missing, the loop of the price
/// alone is read; where one of the price is, M₁₁ is what is known of it. What is missing is named. O(1).
/// Source: linear response; R. Frey and A. Stremme, "Market volatility and feedback effects from dynamic hedging", 1997; methods E6.</remarks>
public static class PriceVolatilityLoop
{
    /// <summary>The loop of what is known.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static PriceVolatilityLoopResult Compute(PriceVolatilityChannels channels, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(channels);
        if (FindFault(channels) is { } fault)
        {
            return None(fault, asOf);
        }

        var missing = MissingOf(channels);
        double?[] trades =
        [
            channels.LiquidationUsdPerLogPrice,
            channels.LeverageTargetingUsdPerLogPrice,
            -channels.DealerGammaUsdPerLogPrice,
        ];
        if (trades.All(trade => trade is null))
        {
            return None(
                new Refusal(
                    MetricStatus.InsufficientData,
                    "No channel is known by which a move of the price feeds on itself."
                ),
                asOf
            );
        }

        var price = channels.ImpactPerUsd * trades.Sum(trade => trade ?? 0);
        var result = channels
            is { DealerVannaUsdPerVolatility: { } vanna, VolatilityPerLogPrice: { } slope, VegaHedging: { } vega }
            ? LoopMatrix.Joint(price, -channels.ImpactPerUsd * vanna, slope, vega, asOf)
            : LoopMatrix.OfPrice(price, asOf);
        return result is null
            ? None(new Refusal(MetricStatus.OutOfDomain, "The channels exceed the range of a double."), asOf)
            : result with
            {
                IsPartial = missing.Count > 0,
                Missing = missing,
                SampleCount = 6 - missing.Count,
            };
    }

    private static List<PriceVolatilityChannel> MissingOf(PriceVolatilityChannels channels)
    {
        var missing = new List<PriceVolatilityChannel>();
        Add(channels.LiquidationUsdPerLogPrice, PriceVolatilityChannel.Liquidation);
        Add(channels.LeverageTargetingUsdPerLogPrice, PriceVolatilityChannel.LeverageTargeting);
        Add(channels.DealerGammaUsdPerLogPrice, PriceVolatilityChannel.DealerGamma);
        Add(channels.DealerVannaUsdPerVolatility, PriceVolatilityChannel.DealerVanna);
        Add(channels.VolatilityPerLogPrice, PriceVolatilityChannel.SpotVolatility);
        Add(channels.VegaHedging, PriceVolatilityChannel.VegaHedging);
        return missing;

        void Add(double? value, PriceVolatilityChannel channel)
        {
            if (value is null)
            {
                missing.Add(channel);
            }
        }
    }

    private static Refusal? FindFault(PriceVolatilityChannels channels)
    {
        if (!(double.IsFinite(channels.ImpactPerUsd) && channels.ImpactPerUsd >= 0))
        {
            return Invalid($"The impact {CascadeText.Of(channels.ImpactPerUsd)} per USD is not at least 0.");
        }

        if (channels.LiquidationUsdPerLogPrice is { } liquidation && !(liquidation >= 0))
        {
            return Invalid($"The liquidations {CascadeText.Of(liquidation)} USD are not at least 0.");
        }

        return InputGate.AllFinite(
            channels.LiquidationUsdPerLogPrice ?? 0,
            channels.LeverageTargetingUsdPerLogPrice ?? 0,
            channels.DealerGammaUsdPerLogPrice ?? 0,
            channels.DealerVannaUsdPerVolatility ?? 0,
            channels.VolatilityPerLogPrice ?? 0,
            channels.VegaHedging ?? 0
        )
            ? null
            : Invalid("A channel is no finite number.");
    }

    private static Refusal Invalid(string reason) => new(MetricStatus.InvalidInput, reason);

    private static PriceVolatilityLoopResult None(Refusal fault, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
