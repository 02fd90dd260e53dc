using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Accounts;

/// <summary>All that is said of one account. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record AccountAssessment : MetricResult
{
    /// <summary>The account as it was written down.</summary>
    public required Account Account { get; init; }

    /// <summary>One a position, in the account's order.</summary>
    public required IReadOnlyList<PositionAssessment> Positions { get; init; }

    /// <summary>C1: whether the equity as a whole exceeds what must be kept; a wallet of its own may not.</summary>
    public AccountState? State { get; init; }

    /// <summary>The equity behind all positions, quote currency; may be negative.</summary>
    public double? EquityUsd { get; init; }

    /// <summary>The positions' notional, both sides added, quote currency.</summary>
    public double? NotionalUsd { get; init; }

    /// <summary>What the venues want kept, quote currency.</summary>
    public double? MaintenanceMarginUsd { get; init; }

    /// <summary>C1: notional over equity; <see langword="null"/> without equity.</summary>
    public double? EffectiveLeverage { get; init; }

    /// <summary>C1: maintenance over equity; <see langword="null"/> without equity.</summary>
    public double? MarginRatio { get; init; }

    /// <summary>What each of <see cref="AccountGrid.Moves"/> of all prices at once does, falls first.</summary>
    public IReadOnlyList<AccountMove> Moves { get; init; } = [];

    /// <summary>The position that is likeliest to be liquidated within the account's horizon.</summary>
    public PositionAssessment? Weakest { get; init; }

    /// <summary>How many positions are above the chosen chance.</summary>
    public int? PositionsAboveTarget { get; init; }

    /// <summary>The collateral that gets all of them below it, quote currency, at least 0: the most that a position of each wallet needs;
    /// <see langword="null"/> where no amount would.</summary>
    public double? AddCollateralUsd { get; init; }
}

/// <summary>What a move of all prices at once does to an account.</summary>
/// <param name="Move">The move, a fraction of the mark prices.</param>
/// <param name="PositionsLiquidated">How many positions the venues close.</param>
/// <param name="EquityUsd">The equity behind the others, quote currency.</param>
public readonly record struct AccountMove(double Move, int PositionsLiquidated, double EquityUsd);
