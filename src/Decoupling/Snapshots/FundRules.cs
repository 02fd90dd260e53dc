namespace Decoupling.Snapshots;

/// <summary>Says what is wrong with insurance funds and leveraged funds, in a snapshot or in the user's file.</summary>
public static class FundRules
{
    private const double HighestLeverage = 20;
    private const int MostFunds = 1_000;

    /// <summary>What is wrong with an insurance fund, as the end of a sentence; or <see langword="null"/> when it is sound.</summary>
    public static string? FindFault(InsuranceFundQuote fund)
    {
        ArgumentNullException.ThrowIfNull(fund);
        return !InstrumentRules.IsSize(fund.Quantity) ? "is below 0 or not finite"
            : fund.Unit is not (QuantityUnit.Coins or QuantityUnit.Usd) ? "is in neither coins nor US dollars"
            : FindFault(fund.CountedAt, fund.Source);
    }

    /// <summary>What is wrong with a leveraged fund, as the end of a sentence; or <see langword="null"/> when it is sound.</summary>
    public static string? FindFault(LeveragedFundQuote fund)
    {
        ArgumentNullException.ThrowIfNull(fund);
        return !SnapshotRules.IsText(fund.Name, SnapshotRules.MaxNameLength)
                ? "has a name that is empty, too long or has control characters"
            : !(fund.NetAssetsUsd > 0 && double.IsFinite(fund.NetAssetsUsd))
                ? "has net assets that are not above 0 and finite"
            : !(Math.Abs(fund.Leverage) <= HighestLeverage) || fund.Leverage is 0 or 1
                ? $"has a leverage that is 0 or 1, or beyond ±{HighestLeverage}"
            : fund.RebalancesAt < TimeSpan.Zero
            || fund.RebalancesAt >= TimeSpan.FromDays(1)
            || fund.RebalancesAt.Ticks % TimeSpan.TicksPerMinute != 0
                ? "rebalances at no minute of the day"
            : FindFault(fund.CountedAt, fund.Source);
    }

    internal static void Check(MarketSnapshot snapshot, List<string> reasons)
    {
        foreach (var venue in snapshot.Venues)
        {
            if (venue.InsuranceFund is { } fund && FindFault(fund) is { } fault)
            {
                reasons.Add($"The insurance fund of {venue.Venue} {fault}.");
            }
        }

        if (snapshot.LeveragedFunds.Count > MostFunds)
        {
            reasons.Add($"There are {snapshot.LeveragedFunds.Count} leveraged funds, more than {MostFunds}.");
            return;
        }

        string? previous = null;
        foreach (var fund in snapshot.LeveragedFunds)
        {
            if (FindFault(fund) is { } fault)
            {
                reasons.Add($"A leveraged fund {fault}.");
            }
            else if (previous is not null && string.CompareOrdinal(previous, fund.Name) >= 0)
            {
                reasons.Add("The leveraged funds are not in the order of their names, each once.");
            }

            previous = fund.Name;
        }
    }

    private static string? FindFault(DateTimeOffset countedAt, string source) =>
        !SnapshotRules.IsTime(countedAt) ? "was counted at a time that is not in UTC"
        : !SnapshotRules.IsText(source, SnapshotRules.MaxTextLength)
            ? "has a source that is empty, too long or has control characters"
        : null;
}
