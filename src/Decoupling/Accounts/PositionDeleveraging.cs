using Decoupling.Liquidation;

namespace Decoupling.Accounts;

/// <summary>D9 of a position: the score by which its venue chooses whom to deleverage. The queue itself is the venue's own.</summary>
internal static class PositionDeleveraging
{
    private const string Binance = "binance";

    /// <summary>Whether the venue ranks by Binance's description; the others multiply profit and leverage as BitMEX does, or are not known to differ.</summary>
    public static bool IsByMarginRatio(string venue) => venue == Binance;

    public static AutoDeleverageResult Compute(MarginPool pool, PoolMember member)
    {
        var (exposure, mark, asOf) = (member.Exposure, member.MarkPrice, member.Market.SlotAt);
        var equity = pool.EquityNow;
        if (IsByMarginRatio(member.Position.Venue) && equity > 0)
        {
            return AutoDeleverageRank.ComputeBinance(
                exposure.Profit(mark),
                pool.BackingOf(member).Balance,
                pool.MaintenanceNow / equity,
                asOf
            );
        }

        // Values in the settlement coin grow with the gain: an inverse long's is negative. Bankruptcy is where the equity is gone.
        var sign = exposure.Terms.IsInverse ? -exposure.Sign : exposure.Sign;
        var markValue = sign * exposure.Notional(mark);
        return AutoDeleverageRank.Compute(
            markValue,
            sign * exposure.Notional(exposure.EntryPrice),
            markValue - equity,
            asOf
        );
    }
}
