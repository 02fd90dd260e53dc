namespace Decoupling.Accounts;

/// <summary>Positions that share one margin: a wallet's cross positions, or one isolated position.</summary>
internal sealed class MarginPool
{
    private readonly double profit;

    /// <param name="balance">Wallet or isolated margin, in the settlement coin.</param>
    /// <param name="members">The positions, each with its market; at least one.</param>
    public MarginPool(double balance, IReadOnlyList<PoolMember> members)
    {
        Balance = balance;
        Members = members;
        profit = members.Sum(member => member.Profit);
        EquityNow = balance + profit;
        MaintenanceNow = members.Sum(member => member.Maintenance);
    }

    /// <summary>The wallet or the isolated margin, in the settlement coin.</summary>
    public double Balance { get; }

    public IReadOnlyList<PoolMember> Members { get; }

    /// <summary>Balance and open profits, in the settlement coin.</summary>
    public double EquityNow { get; }

    /// <summary>What the venue wants kept, in the settlement coin.</summary>
    public double MaintenanceNow { get; }

    /// <summary>Balance and open profits at the mark prices moved by a fraction, in the settlement coin.</summary>
    public double Equity(double move) =>
        Balance + Members.Sum(member => member.Exposure.Profit(member.MarkPrice * (1 + move)));

    /// <summary>What the venue wants kept there, in the settlement coin.</summary>
    public double Maintenance(double move) =>
        Members.Sum(member => member.Exposure.Maintenance(member.MarkPrice * (1 + move)));

    /// <summary>What stands behind one position alone, as venues reckon it: the balance, and what the others have gained and must keep.</summary>
    public PositionBacking BackingOf(PoolMember member) =>
        Members.Count == 1
            ? new PositionBacking(Balance, 0, 0)
            // The rounding of the subtraction must not make it negative.
            : new PositionBacking(Balance, Math.Max(0, MaintenanceNow - member.Maintenance), profit - member.Profit);

    /// <summary>What a coin of the settlement currency is worth in the quote currency at the moved mark price.</summary>
    public double QuotePerSettlement(double move = 0) =>
        Members[0].Exposure.QuotePerSettlement(Members[0].MarkPrice * (1 + move));
}

/// <summary>A position of a pool.</summary>
/// <param name="Position">As it was written down.</param>
/// <param name="Market">What the snapshot says of its contract.</param>
/// <param name="Exposure">As arithmetic sees it.</param>
internal sealed record PoolMember(AccountPosition Position, PositionMarket Market, PositionExposure Exposure)
{
    public double MarkPrice => Market.MarkPrice;

    /// <summary>What it has gained at the mark price, in the settlement coin.</summary>
    public double Profit => Exposure.Profit(MarkPrice);

    /// <summary>What must be kept at the mark price, in the settlement coin.</summary>
    public double Maintenance => Exposure.Maintenance(MarkPrice);
}
