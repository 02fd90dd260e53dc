namespace Decoupling.Numerics;

/// <summary>The year of a market that never closes: 365 days of 24 hours (ACT/365), by which every rate is annualised.</summary>
internal static class CryptoYear
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(365);

    /// <summary>How many periods of a positive length a year holds.</summary>
    public static double PeriodsPerYear(TimeSpan period) => Length / period;
}
