using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Carry;

/// <summary>B2: what holding the derivative costs per year, and whether its premium is what its funding rate says it should be.</summary>
/// <remarks>
/// <para>Funding per year = F·(365·24 h/interval), so that 1 h, 4 h and 8 h contracts compare. The rate's formula (<see cref="FundingTerms"/>)
/// is inverted to the premiums that lead to it; the gap is the observed premium's signed distance from them.</para>
/// <para>The inverse is a band while the rate sits at the interest, a point outside, and open on the far side where the rate is at a cap or
/// may be: then the premium is known to be at least so far out, and no more. O(1).</para>
/// <para>Source: Binance, "Introduction to Binance Futures Funding Rates"; Bybit, "What is funding rate and predicted rate"; Deribit,
/// "Perpetual Funding".</para>
/// </remarks>
public static class FundingPressure
{
    private const double BpsPerUnit = 1e4;

    /// <summary>Compares one premium with one funding rate.</summary>
    /// <param name="premiumFraction">The observed premium (price - index)/index, a fraction; <see langword="null"/> where it is not known: then what the
    /// rate costs and implies stands, and the gap is absent.</param>
    /// <param name="ratePerInterval">F, a fraction of the notional per interval; longs pay when positive.</param>
    /// <param name="interval">The time between two payments, positive.</param>
    /// <param name="terms">The venue's terms for this contract at this time.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>InvalidInput for a premium or rate that is not finite or a rate beyond any cap, OutOfDomain when the terms were not yet in
    /// force or a value overflows.</returns>
    /// <exception cref="ArgumentException">The interval is not positive, or a term is out of range.</exception>
    public static FundingPressureResult Compute(
        double? premiumFraction,
        double ratePerInterval,
        TimeSpan interval,
        FundingTerms terms,
        DateTimeOffset asOf
    )
    {
        ArgumentNullException.ThrowIfNull(terms);
        terms.Validate();
        InputGate.RequirePositive(interval, nameof(interval));
        if (Check(premiumFraction, ratePerInterval, terms, asOf) is { } refusal)
        {
            return Without(refusal, asOf);
        }

        var implied = terms.ImpliedPremium(ratePerInterval, interval);
        var fundingPerYear = ratePerInterval * CryptoYear.PeriodsPerYear(interval);
        var premiumBps = premiumFraction * BpsPerUnit;
        var gapBps = premiumFraction is { } premium ? implied.Gap(premium) * BpsPerUnit : (double?)null;
        if (!InputGate.AllFinite(fundingPerYear, premiumBps ?? 0, gapBps ?? 0))
        {
            return Without(
                new Refusal(MetricStatus.OutOfDomain, "The premium is too large to be a number in bp."),
                asOf
            );
        }

        return new FundingPressureResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            FundingPerYear = fundingPerYear,
            PremiumBps = premiumBps,
            ImpliedPremiumLowBps = implied.Low * BpsPerUnit,
            ImpliedPremiumHighBps = implied.High * BpsPerUnit,
            GapBps = gapBps,
            MayBeCapped = terms.MayBeCapped(ratePerInterval),
        };
    }

    private static Refusal? Check(double? premium, double rate, FundingTerms terms, DateTimeOffset asOf)
    {
        if (premium is { } observed && !double.IsFinite(observed))
        {
            return Invalid($"The premium is {premium}, not a number.");
        }

        if (!double.IsFinite(rate))
        {
            return Invalid($"The funding rate is {rate}, not a number.");
        }

        if (terms.IsBeyondAnyCap(rate))
        {
            return Invalid(
                $"The funding rate {rate} is beyond the cap of ±{terms.GreatestCapPerInterval} per interval; is it a fraction?"
            );
        }

        return asOf < terms.EffectiveAt
            ? new Refusal(MetricStatus.OutOfDomain, $"The funding terms apply from {terms.EffectiveAt:O} only.")
            : null;
    }

    private static Refusal Invalid(FormattableString reason) =>
        new(MetricStatus.InvalidInput, reason.ToString(CultureInfo.InvariantCulture));

    private static FundingPressureResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 1,
            AsOf = asOf,
        };
}

/// <summary>What funding costs and what premium it implies. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record FundingPressureResult : MetricResult
{
    /// <summary>The rate per year of 365·24 h, a fraction, not compounded: longs pay it when positive.</summary>
    public double? FundingPerYear { get; init; }

    /// <summary>The observed premium in basis points.</summary>
    public double? PremiumBps { get; init; }

    /// <summary>The least premium in basis points that leads to the rate; absent, with status Ok, where a negative rate may be capped.</summary>
    public double? ImpliedPremiumLowBps { get; init; }

    /// <summary>The greatest premium in basis points that leads to the rate; absent, with status Ok, where a positive rate may be capped.</summary>
    public double? ImpliedPremiumHighBps { get; init; }

    /// <summary>The observed premium's distance from the implied ones in basis points: 0 inside, positive when the derivative is dearer than its
    /// funding says.</summary>
    public double? GapBps { get; init; }

    /// <summary>Whether the rate is at the contract's cap or may be, which leaves the implied premium open on its far side.</summary>
    public bool? MayBeCapped { get; init; }
}
