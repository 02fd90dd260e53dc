namespace Decoupling.Liquidation;

/// <summary>Which positions the ladder shows, and over which horizons their odds are given.</summary>
public sealed record LiquidationLadderOptions
{
    /// <summary>Leverages, above 1 and up to 1000, strictly increasing. Default 5, 10, 20, 50 and 100: what venues offer at a
    /// click.</summary>
    public IReadOnlyList<double> Leverages { get; init; } = [5, 10, 20, 50, 100];

    /// <summary>The horizons of the odds, above 0. Default 8 and 24 hours: a funding round and a day.</summary>
    public IReadOnlyList<TimeSpan> Horizons { get; init; } = [TimeSpan.FromHours(8), TimeSpan.FromHours(24)];

    /// <summary>The notional that decides the margin tier, USD, above 0. Default 10,000: a retail position, in every venue's
    /// lowest tier.</summary>
    public double NotionalUsd { get; init; } = 10_000;

    /// <summary>The drift of the price per year, a fraction within ±1e6. Default 0: no view on direction.</summary>
    public double DriftPerYear { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Leverages);
        ArgumentNullException.ThrowIfNull(Horizons);
        LeverageMix.RequireRising(Leverages, nameof(Leverages));
        foreach (var horizon in Horizons)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(horizon, TimeSpan.Zero, nameof(Horizons));
        }

        if (NotionalUsd is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(NotionalUsd),
                NotionalUsd,
                "A notional is finite and above 0."
            );
        }

        if (!(Math.Abs(DriftPerYear) <= LiquidationProbability.HighestDriftPerYear))
        {
            throw new ArgumentOutOfRangeException(nameof(DriftPerYear), DriftPerYear, "The drift is out of range.");
        }
    }
}
