using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Carry;

/// <summary>B2: the premium at which a linear perpetual offers no arbitrage: what the funding rule and the two interest rates make fair.</summary>
/// <remarks>f/S - 1 = (r_a - r_b - ι)/(κ + r_b - r_a), from f/S = (κ - ι)/(κ + r_b - r_a), written so that the difference from one keeps its
/// digits. O(1). Source: Ackerer, Hugonnier and Jermann, "Perpetual Futures Pricing", 2024.</remarks>
public static class NoArbitragePremium
{
    /// <summary>The fair premium under these rates.</summary>
    /// <param name="terms">The premium's rate and the interest rates.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>InvalidInput for a rate that is not finite, OutOfDomain where κ + r_b - r_a is not above 0: funding then pulls too weakly to hold
    /// the price, and no fair one exists.</returns>
    public static NoArbitragePremiumResult Compute(NoArbitrageTerms terms, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (
            !InputGate.AllFinite(
                terms.PremiumRatePerYear,
                terms.InterestFactorPerYear,
                terms.QuoteRatePerYear,
                terms.CoinRatePerYear
            )
        )
        {
            return Without(MetricStatus.InvalidInput, "A rate is not a finite number.", asOf);
        }

        var pull = terms.PremiumRatePerYear + terms.CoinRatePerYear - terms.QuoteRatePerYear;
        if (pull <= 0)
        {
            return Without(MetricStatus.OutOfDomain, "Funding pulls too weakly for a fair premium to exist.", asOf);
        }

        var premium = (terms.QuoteRatePerYear - terms.CoinRatePerYear - terms.InterestFactorPerYear) / pull;
        var premiumBps = premium * 1e4;
        if (!InputGate.AllFinite(pull, premiumBps))
        {
            return Without(MetricStatus.OutOfDomain, "The rates are too large for the premium to be a number.", asOf);
        }

        return new NoArbitragePremiumResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            PremiumBps = premiumBps,
        };
    }

    private static NoArbitragePremiumResult Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 1,
            AsOf = asOf,
        };
}

/// <summary>The rates that make a perpetual's premium fair.</summary>
public sealed record NoArbitrageTerms
{
    /// <summary>κ: the rate per year at which funding pays the premium; 1095 by default, the whole premium every 8 hours.</summary>
    public double PremiumRatePerYear { get; init; } = 1095;

    /// <summary>ι: the interest factor in the funding rule, a fraction per year. Default 0: the premium alone is paid.</summary>
    public double InterestFactorPerYear { get; init; }

    /// <summary>r_a: what the quote currency earns, a fraction per year.</summary>
    public required double QuoteRatePerYear { get; init; }

    /// <summary>r_b: what the coin earns, a fraction per year. Default 0: a coin in a wallet earns nothing.</summary>
    public double CoinRatePerYear { get; init; }
}

/// <summary>A perpetual's fair premium. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record NoArbitragePremiumResult : MetricResult
{
    /// <summary>f/S - 1 in basis points: positive when the perpetual should be dearer than its underlying.</summary>
    public double? PremiumBps { get; init; }
}
