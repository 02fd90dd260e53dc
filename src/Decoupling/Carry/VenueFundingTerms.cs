namespace Decoupling.Carry;

/// <summary>The funding terms of the venues' USD-settled perpetuals, by date.</summary>
/// <remarks>Caps differ by contract and are changed at short notice: these terms hold the range that coin contracts have had, 0.3 % (three
/// quarters of Binance's lowest maintenance margin, 0.4 %) to 4 % per interval. Where a venue states the contract's own cap, narrow
/// them with <see cref="FundingTerms.WithCap"/>.</remarks>
public static class VenueFundingTerms
{
    private const double InterestPerEightHours = 0.0001;
    private const double Clamp = 0.0005;
    private const double LeastCap = 0.003;
    private const double GreatestCap = 0.04;

    /// <summary>Binance divides the whole 8-hour rate among the payments since this time; before, it scaled the interest alone. Contracts that
    /// pay every 8 hours are alike under both.</summary>
    private static readonly DateTimeOffset s_binanceDividesFromAt = new(2025, 9, 18, 8, 1, 0, TimeSpan.Zero);

    private static readonly FundingTerms s_scaledByInterest = new()
    {
        Scaling = FundingScaling.InterestOnly,
        InterestPerEightHours = InterestPerEightHours,
        Clamp = Clamp,
        LeastCapPerInterval = LeastCap,
        GreatestCapPerInterval = GreatestCap,
        EffectiveAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly FundingTerms s_binanceDivided = s_scaledByInterest with
    {
        Scaling = FundingScaling.WholeRate,
        EffectiveAt = s_binanceDividesFromAt,
    };

    /// <summary>Binance USD-M: I = 0.01 % per 8 hours, c = 0.05 %.</summary>
    /// <remarks>Source: Binance, "Introduction to Binance Futures Funding Rates" (FAQ 360033525031), and the announcement of the formula
    /// [P + clamp(I - P, ±0.05 %)]/(8/N) from 2025-09-18 08:01 UTC.</remarks>
    public static FundingTerms Binance(DateTimeOffset asOf) =>
        asOf < s_binanceDividesFromAt ? s_scaledByInterest : s_binanceDivided;

    /// <summary>Bybit USDT and USDC perpetuals: I = 0.01 % per 8 hours, scaled to the interval of N hours; c = 0.05 % whatever N.</summary>
    /// <remarks>Source: Bybit, "What is funding rate and predicted rate" (Help Center). No change of the formula is known.</remarks>
    public static FundingTerms Bybit => s_scaledByInterest;

    /// <summary>The terms of a venue by its name in lower case, or <see langword="null"/> where they are not known.</summary>
    public static FundingTerms? Find(string venue, DateTimeOffset asOf) =>
        venue switch
        {
            "binance" => Binance(asOf),
            "bybit" => Bybit,
            _ => null,
        };
}
