namespace Decoupling.Accounts;

/// <summary>Positions that share one margin: a wallet's cross positions, or one isolated position.</summary>
internal sealed class MarginPool
{
    private readonly double balance;
    private readonly double free;

    /// <param name="balance">Wallet or isolated margin, in the settlement coin.</param>
    /// <param name="members">The positions, each with its market; at least one.</param>
    public MarginPool(double balance, IReadOnlyList<PoolMember> members)
    {
        this.balance = balance;
        Members = members;
        free = balance + members.Sum(FreeOf);
        EquityNow = Equity(0);
        MaintenanceNow = Maintenance(0);
    }

    public IReadOnlyList<PoolMember> Members { get; }

    /// <summary>Balance and open profits, in the settlement coin.</summary>
    public double EquityNow { get; }

    /// <summary>What the venue wants kept, in the settlement coin.</summary>
    public double MaintenanceNow { get; }

    /// <summary>Balance and open profits at the mark prices moved by a fraction, in the settlement coin.</summary>
    public double Equity(double move) =>
        balance + Members.Sum(member => member.Exposure.Profit(member.MarkPrice * (1 + move)));

    /// <summary>What the venue wants kept there, in the settlement coin.</summary>
    public double Maintenance(double move) =>
        Members.Sum(member => member.Exposure.Maintenance(member.MarkPrice * (1 + move)));

    /// <summary>What stands behind one position alone, as venues reckon it: the balance, and the others' open profits less what they must keep.</summary>
    public double MarginOf(PoolMember member) => Members.Count == 1 ? balance : free - FreeOf(member);

    /// <summary>What a coin of the settlement currency is worth in the quote currency at the moved mark price.</summary>
    public double QuotePerSettlement(double move = 0) =>
        Members[0].Exposure.QuotePerSettlement(Members[0].MarkPrice * (1 + move));

    private static double FreeOf(PoolMember member) =>
        member.Exposure.Profit(member.MarkPrice) - member.Exposure.Maintenance(member.MarkPrice);
}

/// <summary>A position of a pool.</summary>
/// <param name="Position">As it was written down.</param>
/// <param name="Market">What the snapshot says of its contract.</param>
/// <param name="Exposure">As arithmetic sees it.</param>
internal sealed record PoolMember(AccountPosition Position, PositionMarket Market, PositionExposure Exposure)
{
    public double MarkPrice => Market.MarkPrice;
}
