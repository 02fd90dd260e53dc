using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Sizing;

namespace Decoupling.Accounts;

/// <summary>All that is said of one position. Values are <see langword="null"/> unless the status is Ok, and where their own input is missing.</summary>
public sealed record PositionAssessment : MetricResult
{
    /// <summary>The position as it was written down.</summary>
    public required AccountPosition Position { get; init; }

    /// <summary>What the snapshot says of its contract.</summary>
    public PositionMarket? Market { get; init; }

    /// <summary>The coins that are gained or lost with the price, above 0.</summary>
    public double? SizeCoins { get; init; }

    /// <summary>The notional at the mark price, quote currency, above 0.</summary>
    public double? NotionalUsd { get; init; }

    /// <summary>C1: margin or wallet with all open profits and losses, quote currency; may be negative.</summary>
    public double? EquityUsd { get; init; }

    /// <summary>What the venue wants kept of that equity, for all positions that share it, quote currency.</summary>
    public double? MaintenanceMarginUsd { get; init; }

    /// <summary>C1: notional over equity; <see langword="null"/> without equity.</summary>
    public double? EffectiveLeverage { get; init; }

    /// <summary>C1: maintenance over equity; 1 is liquidation; <see langword="null"/> without equity.</summary>
    public double? MarginRatio { get; init; }

    /// <summary>D2 to D6: where the venue closes the position.</summary>
    public LiquidationPoint? Liquidation { get; init; }

    /// <summary>C1: ln of mark over liquidation price, in deviations of a day, at least 0.</summary>
    public double? LiquidationDistanceSigmas { get; init; }

    /// <summary>σ per √year that the odds are reckoned with.</summary>
    public double? VolatilityPerYear { get; init; }

    /// <summary>D8 within each of <see cref="AccountGrid.Horizons"/>; empty without a volatility.</summary>
    public IReadOnlyList<double> LiquidationProbabilities { get; init; } = [];

    /// <summary>D8 within the account's own horizon.</summary>
    public double? TargetLiquidationProbability { get; init; }

    /// <summary>What each of <see cref="AccountGrid.Moves"/> does, falls first.</summary>
    public IReadOnlyList<PositionMove> Moves { get; init; } = [];

    /// <summary>D9: how near the position, where it gains, is to being closed for another's bankruptcy.</summary>
    public AutoDeleverageResult? AutoDeleverage { get; init; }

    /// <summary>E5: what keeping the present leverage takes after a rise of 1 %; <see langword="null"/> without equity.</summary>
    public LeveragedTokenFlowResult? KeepLeverage { get; init; }

    /// <summary>H1.</summary>
    public VolatilityTargetLeverageResult? VolatilityTarget { get; init; }

    /// <summary>H2.</summary>
    public KellyLeverageResult? Kelly { get; init; }

    /// <summary>H3.</summary>
    public TailRiskLeverageResult? TailRisk { get; init; }

    /// <summary>H4, with the margin tiers that the position itself would come into.</summary>
    public LiquidationOddsLeverageResult? LiquidationOdds { get; init; }

    /// <summary>What the venue lets a position of that size be opened at, above 0; <see langword="null"/> where it is not known.</summary>
    public double? VenueHighestLeverage { get; init; }

    /// <summary>The least of H1 to H4 and of what the venue allows.</summary>
    public RiskAdjustedLeverageResult? Allowed { get; init; }

    /// <summary>H5: a stop that closes the position before the venue does.</summary>
    public StopAssessment? Stop { get; init; }

    /// <summary>What gets the position below the chosen chance; <see langword="null"/> where it is below already or the odds are not known.</summary>
    public RiskAdvice? Advice { get; init; }

    /// <summary>Whether the chance within the account's horizon is above the chosen one.</summary>
    public bool? IsAboveTarget { get; init; }
}

/// <summary>What a move of the contract's price does to a position, the others' prices staying.</summary>
/// <param name="Move">The move, a fraction of the mark price: -0.05 is a fall of 5 %.</param>
/// <param name="IsLiquidated">Whether the venue closes the position on the way.</param>
/// <param name="EquityUsd">The equity after the move, quote currency; <see langword="null"/> when the position is liquidated: what is left
/// then depends on the fill.</param>
public readonly record struct PositionMove(double Move, bool IsLiquidated, double? EquityUsd);

/// <summary>A stop, and what it had to make room for.</summary>
/// <param name="Placement">The farthest stop that is safe, or why none is.</param>
/// <param name="ImpactBps">What closing the position costs against the mid price, in bp; <see langword="null"/> where the book does not say.</param>
/// <param name="GapBps">How far the price may jump over the stop, in bp; <see langword="null"/> where the bars are too few.</param>
public sealed record StopAssessment(StopPlacementResult Placement, double? ImpactBps, double? GapBps);

/// <summary>Two ways to get below the chosen chance of liquidation; either is enough.</summary>
/// <param name="ReduceShare">The share of the position to close with the margin left in place, in (0, 1].</param>
/// <param name="ReduceCoins">The same in coins at the mark price, above 0.</param>
/// <param name="ReduceUsd">The same as notional, quote currency, above 0.</param>
/// <param name="AddCollateral">The margin to add instead, in the settlement coin, above 0.</param>
/// <param name="AddCollateralUsd">The same at the mark price, quote currency, above 0.</param>
public sealed record RiskAdvice(
    double ReduceShare,
    double ReduceCoins,
    double ReduceUsd,
    double AddCollateral,
    double AddCollateralUsd
);
