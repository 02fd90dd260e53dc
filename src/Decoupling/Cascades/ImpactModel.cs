using Decoupling.Numerics;

namespace Decoupling.Cascades;

/// <summary>How far a forced size moves the price, by a formula instead of a book.</summary>
public abstract record ImpactModel
{
    private protected ImpactModel() { }

    /// <summary>Checks the parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range; the message names it and its value.</exception>
    public abstract void Validate();

    /// <summary>The fraction by which the price has moved once so much was traded in one direction, USD, at least 0.</summary>
    internal abstract double MoveOf(double sizeUsd);
}

/// <summary>E1, linear: each dollar moves the price alike, Δln P = κQ.</summary>
/// <param name="ImpactPerUsd">κ, the fraction that a dollar moves the price, per USD, above 0.</param>
public sealed record LinearImpact(double ImpactPerUsd) : ImpactModel
{
    /// <inheritdoc/>
    public override void Validate() =>
        InputGate.RequireWithin(ImpactPerUsd, 0, double.PositiveInfinity, nameof(ImpactPerUsd));

    internal override double MoveOf(double sizeUsd) => ImpactPerUsd * sizeUsd;
}

/// <summary>E1, square root: large orders move the price less per dollar, Yσ√(Q/V).</summary>
/// <param name="VolatilityPerDay">σ, the volatility of a day, a fraction, above 0.</param>
/// <param name="VolumeUsdPerDay">V, what trades in a day, USD, above 0.</param>
public sealed record SquareRootImpact(double VolatilityPerDay, double VolumeUsdPerDay) : ImpactModel
{
    /// <summary>Y, above 0. Default 0.7: within the 0.5 to 1 that is found over markets.</summary>
    public double Prefactor { get; init; } = 0.7;

    /// <inheritdoc/>
    public override void Validate()
    {
        InputGate.RequireWithin(VolatilityPerDay, 0, double.PositiveInfinity, nameof(VolatilityPerDay));
        InputGate.RequireWithin(VolumeUsdPerDay, 0, double.PositiveInfinity, nameof(VolumeUsdPerDay));
        InputGate.RequireWithin(Prefactor, 0, double.PositiveInfinity, nameof(Prefactor));
    }

    internal override double MoveOf(double sizeUsd) =>
        Prefactor * VolatilityPerDay * Math.Sqrt(sizeUsd / VolumeUsdPerDay);
}
