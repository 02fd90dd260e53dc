namespace Decoupling.Cascades;

/// <summary>What is known of how price and volatility act on each other. What is not known is <see langword="null"/>, not 0.</summary>
public sealed record PriceVolatilityChannels
{
    /// <summary>κ: how far a dollar moves ln P, per USD, at least 0.</summary>
    public required double ImpactPerUsd { get; init; }

    /// <summary>ℓ: what is liquidated per unit of ln P, USD, at least 0.</summary>
    public double? LiquidationUsdPerLogPrice { get; init; }

    /// <summary>What holders of a fixed leverage trade with the move, per unit of ln P, USD.</summary>
    public double? LeverageTargetingUsdPerLogPrice { get; init; }

    /// <summary>What dealers trade against the move to stay hedged, per unit of ln P, USD; negative where they are short gamma and trade
    /// with it.</summary>
    public double? DealerGammaUsdPerLogPrice { get; init; }

    /// <summary>What dealers sell per unit of volatility to stay hedged, USD.</summary>
    public double? DealerVannaUsdPerVolatility { get; init; }

    /// <summary>How far a unit of ln P moves volatility.</summary>
    public double? VolatilityPerLogPrice { get; init; }

    /// <summary>How far a unit of volatility moves volatility by the hedging of vega.</summary>
    public double? VegaHedging { get; init; }
}

/// <summary>A channel by which price and volatility act on each other.</summary>
public enum PriceVolatilityChannel
{
    /// <summary>Positions closed by force.</summary>
    Liquidation,

    /// <summary>Holders who keep their leverage.</summary>
    LeverageTargeting,

    /// <summary>Dealers' hedging as the price moves.</summary>
    DealerGamma,

    /// <summary>Dealers' hedging as volatility moves.</summary>
    DealerVanna,

    /// <summary>Volatility that rises as the price falls.</summary>
    SpotVolatility,

    /// <summary>The hedging of vega.</summary>
    VegaHedging,
}
