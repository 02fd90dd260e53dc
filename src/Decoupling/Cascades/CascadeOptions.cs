using Decoupling.Numerics;

namespace Decoupling.Cascades;

/// <summary>How much of the depth stays, when a cascade is taken to have ended, and what is known of the margin behind it.</summary>
public sealed record CascadeOptions
{
    /// <summary>The share of the depth that stays when it is needed, in (0, 1]. Default 1, the book as it stands. 0.3 is a stressed
    /// book.</summary>
    public double DepthShare { get; init; } = 1;

    /// <summary>What stands where the fetched book ends. Default <see cref="BeyondBook.Nothing"/>.</summary>
    public BeyondBook Beyond { get; init; } = BeyondBook.Nothing;

    /// <summary>The move at which a cascade is cut off, a fraction in (0, 1). Default 0.99.</summary>
    public double MaximumMove { get; init; } = 0.99;

    /// <summary>The rounds after which it is cut off, at least 1. Default 100,000: more than a map has bins.</summary>
    public int MaximumRounds { get; init; } = 100_000;

    /// <summary>The maintenance margin that stands between a liquidation price and bankruptcy, a fraction of the notional in
    /// (0, 1); <see langword="null"/>, the default, gives no bad debt.</summary>
    public double? MaintenanceRate { get; init; }

    /// <summary>The venue's insurance fund, USD, at least 0; <see langword="null"/>, the default, gives no cover.</summary>
    public double? InsuranceFundUsd { get; init; }

    /// <summary>How fast the venue closes positions, USD a second, above 0; <see langword="null"/>, the default, gives no
    /// duration.</summary>
    public double? LiquidationUsdPerSecond { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        if (!(DepthShare > 0 && DepthShare <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(DepthShare), DepthShare, "A share lies in (0, 1].");
        }

        InputGate.RequireWithin(MaximumMove, 0, 1, nameof(MaximumMove));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumRounds, 1);
        if (MaintenanceRate is { } rate)
        {
            InputGate.RequireWithin(rate, 0, 1, nameof(MaintenanceRate));
        }

        if (InsuranceFundUsd is { } fund && !(double.IsFinite(fund) && fund >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(InsuranceFundUsd), fund, "A fund is finite and at least 0.");
        }

        if (LiquidationUsdPerSecond is { } speed)
        {
            InputGate.RequireWithin(speed, 0, double.PositiveInfinity, nameof(LiquidationUsdPerSecond));
        }
    }
}

/// <summary>What is assumed to stand beyond the last level that was fetched.</summary>
public enum BeyondBook
{
    /// <summary>Nothing: a cascade that gets there ends as <see cref="CascadeOutcome.BookExhausted"/>.</summary>
    Nothing,

    /// <summary>The fetched side's mean size per step of the logarithm of the price goes on. An assumption; results that rest on it
    /// say so.</summary>
    MeanDensity,
}
