using Decoupling.Results;

namespace Decoupling.Crowding;

/// <summary>C2: how much is bet for each unit of what could back it or absorb it.</summary>
/// <remarks>
/// <para>Open interest over the venue's reserve is its estimated leverage ratio; over the market capitalisation it is the share of
/// the coin that is bet on; over the volume of 24 hours it is the days that an unwinding would take if it were all of the trade.
/// Both sides of a ratio come in one unit, whichever it is. O(1).</para>
/// <para>A venue that also takes stablecoins for margin needs them in the reserve, or the ratio misstates leverage. A level says little;
/// compare it with the same venue's past.</para>
/// <para>Source: CryptoQuant, "User Guide: Estimated Leverage Ratio".</para>
/// </remarks>
public static class EstimatedLeverageRatio
{
    /// <summary>Open interest over the venue's reserve: 0.16 is a bet of 16 cents on each dollar held.</summary>
    /// <param name="openInterest">All open contracts of the coin on the venue; at least 0.</param>
    /// <param name="reserve">What the venue holds to back them, in the same unit; <see langword="null"/> where nobody knows.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>InvalidInput for an input that is negative or no number; OutOfDomain without a reserve, or where the ratio
    /// overflows.</returns>
    public static OpenInterestRatioResult Compute(double openInterest, double? reserve, DateTimeOffset asOf) =>
        Ratio(openInterest, reserve, "reserve", asOf);

    /// <summary>Open interest over the market capitalisation: the share of all the coin's value that is bet on.</summary>
    /// <param name="openInterest">All open contracts of the coin; at least 0.</param>
    /// <param name="marketCapitalisation">The coins in circulation at today's price, in the same unit, or <see langword="null"/>.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>As of a reserve.</returns>
    public static OpenInterestRatioResult ComputeOfMarketCapitalisation(
        double openInterest,
        double? marketCapitalisation,
        DateTimeOffset asOf
    ) => Ratio(openInterest, marketCapitalisation, "market capitalisation", asOf);

    /// <summary>Open interest over the volume of 24 hours: how many days of all trade an unwinding would take.</summary>
    /// <param name="openInterest">All open contracts; at least 0.</param>
    /// <param name="volumePerDay">What traded in the last 24 hours, in the same unit, or <see langword="null"/>.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>As of a reserve.</returns>
    public static OpenInterestRatioResult ComputeDaysToUnwind(
        double openInterest,
        double? volumePerDay,
        DateTimeOffset asOf
    ) => Ratio(openInterest, volumePerDay, "volume of 24 hours", asOf);

    private static OpenInterestRatioResult Ratio(
        double openInterest,
        double? denominator,
        string name,
        DateTimeOffset asOf
    )
    {
        if (denominator is not { } known)
        {
            return Without(new Refusal(MetricStatus.OutOfDomain, $"The {name} is not known."), asOf);
        }

        if ((Quantity.Check("open interest", openInterest) ?? Quantity.Check(name, known)) is { } refusal)
        {
            return Without(refusal, asOf);
        }

        if (known == 0)
        {
            return Without(
                new Refusal(MetricStatus.OutOfDomain, $"The {name} is 0, so there is no ratio to it."),
                asOf
            );
        }

        var ratio = openInterest / known;
        return double.IsFinite(ratio)
            ? new OpenInterestRatioResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                Ratio = ratio,
            }
            : Without(new Refusal(MetricStatus.OutOfDomain, $"The {name} is too small for a ratio to it."), asOf);
    }

    internal static OpenInterestRatioResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 1,
            AsOf = asOf,
        };
}

/// <summary>Open interest over something. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record OpenInterestRatioResult : MetricResult
{
    /// <summary>Open interest over the denominator, at least 0: a multiple, a share, or days.</summary>
    public double? Ratio { get; init; }
}
