using Decoupling.Numerics;

namespace Decoupling.Carry;

/// <summary>How a venue's funding formula becomes the rate of contracts that pay more often than every 8 hours.</summary>
public enum FundingScaling
{
    /// <summary>The formula gives a rate per 8 hours; each payment is its share by time. Binance, Hyperliquid, Deribit.</summary>
    WholeRate,

    /// <summary>The formula gives the rate per payment; the interest alone is scaled to the interval, the clamp is not. Bybit.</summary>
    InterestOnly,
}

/// <summary>The terms by which a venue turns a premium into funding, and back: fractions, longs pay when positive.</summary>
/// <remarks>
/// <para>F = P + clamp(I - P, -c, +c), scaled to the interval, then capped. F is flat at I while |P - I| ≤ c (the dead band) and runs beside
/// P outside it. Deribit's max(d, P) + min(-d, P) is the same with I = 0 and c = d.</para>
/// <para>P is the venue's average over the round, from impact prices; a premium of one moment only approximates it.</para>
/// <para>Source: the venues' pages, named with each entry of <see cref="VenueFundingTerms"/>.</para>
/// </remarks>
public sealed record FundingTerms
{
    /// <summary>A published rate has eight decimals, so it stands for anything within half of the last one.</summary>
    private const double RateRounding = 0.5e-8;

    private static readonly TimeSpan s_formulaPeriod = TimeSpan.FromHours(8);

    /// <summary>How the formula scales to the interval.</summary>
    public required FundingScaling Scaling { get; init; }

    /// <summary>I: the interest, a fraction per 8 hours; finite.</summary>
    public required double InterestPerEightHours { get; init; }

    /// <summary>c, or Deribit's d: half the width of the dead band, a fraction of the price; finite, at least 0.</summary>
    public required double Clamp { get; init; }

    /// <summary>The lowest that the contract's cap can be, a fraction per interval; above 0. A rate at or beyond it may have been capped. Equal
    /// to <see cref="GreatestCapPerInterval"/> when the contract's own cap is known.</summary>
    public required double LeastCapPerInterval { get; init; }

    /// <summary>The highest that the contract's cap can be, a fraction per interval. A rate beyond it is no rate: a wrong unit, most likely.</summary>
    public required double GreatestCapPerInterval { get; init; }

    /// <summary>From when the terms apply, UTC, inclusive.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>The same terms for a contract whose cap is known, a fraction per interval.</summary>
    public FundingTerms WithCap(double capPerInterval) =>
        this with
        {
            LeastCapPerInterval = capPerInterval,
            GreatestCapPerInterval = capPerInterval,
        };

    /// <summary>The funding rate that a premium leads to: a fraction per interval, within ± the greatest cap.</summary>
    /// <param name="premiumFraction">P, a fraction of the index.</param>
    /// <param name="interval">The time between two payments, positive.</param>
    public double RateFor(double premiumFraction, TimeSpan interval)
    {
        InputGate.RequirePositive(interval, nameof(interval));
        var interest = Interest(interval);
        var rate = premiumFraction + Math.Clamp(interest - premiumFraction, -Clamp, Clamp);
        return Math.Clamp(rate * RateShare(interval), -GreatestCapPerInterval, GreatestCapPerInterval);
    }

    /// <summary>Refuses terms out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the term and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(InterestPerEightHours, -1, 1, nameof(InterestPerEightHours));
        ArgumentOutOfRangeException.ThrowIfNegative(Clamp);
        InputGate.RequireWithin(Clamp, -1, 1, nameof(Clamp));
        InputGate.RequireWithin(LeastCapPerInterval, 0, 1, nameof(LeastCapPerInterval));
        InputGate.RequireWithin(GreatestCapPerInterval, 0, 1, nameof(GreatestCapPerInterval));
        ArgumentOutOfRangeException.ThrowIfLessThan(GreatestCapPerInterval, LeastCapPerInterval);
    }

    internal bool IsBeyondAnyCap(double ratePerInterval) =>
        Math.Abs(ratePerInterval) > GreatestCapPerInterval + RateRounding;

    internal bool MayBeCapped(double ratePerInterval) =>
        Math.Abs(ratePerInterval) >= LeastCapPerInterval - RateRounding;

    /// <summary>The premiums that lead to a rate: the dead band for the interest itself, a point elsewhere; open on the rate's own side where it
    /// may be capped, since the formula then gave that rate or more.</summary>
    internal PremiumBand ImpliedPremium(double ratePerInterval, TimeSpan interval)
    {
        var share = RateShare(interval);
        var rate = ratePerInterval / share;
        var interest = Interest(interval);
        var isAtInterest = Math.Abs(rate - interest) <= RateRounding / share;
        var low = isAtInterest || rate < interest ? rate - Clamp : rate + Clamp;
        var high = isAtInterest || rate > interest ? rate + Clamp : rate - Clamp;
        return !MayBeCapped(ratePerInterval) ? new PremiumBand(low, high)
            : ratePerInterval > 0 ? new PremiumBand(low, null)
            : new PremiumBand(null, high);
    }

    /// <summary>The interest in the period that the formula speaks of.</summary>
    private double Interest(TimeSpan interval) =>
        Scaling == FundingScaling.InterestOnly
            ? InterestPerEightHours * (interval / s_formulaPeriod)
            : InterestPerEightHours;

    /// <summary>The share of the formula's rate that one payment is.</summary>
    private double RateShare(TimeSpan interval) => Scaling == FundingScaling.WholeRate ? interval / s_formulaPeriod : 1;
}

/// <summary>The premiums that a funding rate leaves possible, fractions; an absent end is open.</summary>
internal readonly record struct PremiumBand(double? Low, double? High)
{
    /// <summary>The signed distance of a premium from the band: 0 inside, positive above.</summary>
    public double Gap(double premium) =>
        premium > High ? premium - High.Value
        : premium < Low ? premium - Low.Value
        : 0;
}
