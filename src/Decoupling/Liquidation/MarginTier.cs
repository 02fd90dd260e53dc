namespace Decoupling.Liquidation;

/// <summary>One step of a venue's maintenance-margin table: how much a position from this size on must keep.</summary>
/// <param name="Floor">The notional from which the tier holds, at least 0: in USD for linear contracts, in coins for inverse ones.</param>
/// <param name="MaintenanceRate">The maintenance margin as a fraction of the notional, in (0, 1).</param>
/// <param name="Deduction">What is taken off again so that the margin has no jump at the floor, in the floor's unit, at least 0.</param>
public readonly record struct MarginTier(double Floor, double MaintenanceRate, double Deduction);
