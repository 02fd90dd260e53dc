using Decoupling.Results;

namespace Decoupling.Hazard;

/// <summary>What keeps an hour from being read.</summary>
internal enum HazardFault
{
    None,
    ShortHistory,
    UnderlyingGap,
    StillPrice,
    NoVolume,
    SteadyVolume,
    PremiumGap,
    FundingGap,
    FundingBeyondCap,
    UnknownTerms,
    Overflow,
}

/// <summary>Says each fault as a status and a sentence.</summary>
internal static class HazardFaults
{
    public static Refusal ToRefusal(this HazardFault fault) =>
        fault switch
        {
            HazardFault.ShortHistory => Insufficient("The hourly bars do not reach back 21 days."),
            HazardFault.UnderlyingGap => Insufficient("The spot market's hourly bars have too many gaps."),
            HazardFault.StillPrice => new Refusal(MetricStatus.Degenerate, "The spot price did not move for a day."),
            HazardFault.NoVolume => Insufficient("The derivative's hourly volume has too many gaps."),
            HazardFault.SteadyVolume => new Refusal(MetricStatus.Degenerate, "The derivative's volume did not vary."),
            HazardFault.PremiumGap => Insufficient("Derivative and spot traded together in too few of the last hours."),
            HazardFault.FundingGap => Insufficient("The funding paid over the last 7 days is not known whole."),
            HazardFault.FundingBeyondCap => new Refusal(
                MetricStatus.InvalidInput,
                "A funding rate of the last 7 days is beyond any cap; is it a fraction?"
            ),
            HazardFault.UnknownTerms => new Refusal(
                MetricStatus.OutOfDomain,
                "The venue's funding terms are not known."
            ),
            HazardFault.Overflow => new Refusal(MetricStatus.OutOfDomain, "The hourly bars exceed what can be read."),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
        };

    private static Refusal Insufficient(string reason) => new(MetricStatus.InsufficientData, reason);
}
