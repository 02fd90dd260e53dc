using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Accounts;

/// <summary>Tells an account's owner what each position risks and what to do about it.</summary>
/// <remarks>Pure: the same account and snapshots give the same answer. A wallet one of whose positions has no price has no equity, so none of
/// its positions has an answer; the others have. Cross positions are reckoned as venues do: each with the others held at their mark prices.
/// Source: methods C1, D1, D8 and H1 to H5, combined here.</remarks>
public static class AccountScoring
{
    /// <summary>Assesses an account.</summary>
    /// <param name="account">A sound account, as the reader gives it.</param>
    /// <param name="markets">The snapshots by asset; a position of another asset has no answer.</param>
    /// <param name="asOf">The slot's time, UTC: that of the newest snapshot used.</param>
    public static AccountAssessment Compute(
        Account account,
        IReadOnlyDictionary<string, SnapshotMarkets> markets,
        DateTimeOffset asOf
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(markets);
        var answers = new PositionAssessment[account.Positions.Count];
        var pools = new List<MarginPool>();
        var groups = account.Positions.Select((position, index) => (position, index)).GroupBy(PoolKey);
        foreach (var group in groups)
        {
            if (MakePool(account, [.. group], markets, asOf, answers) is { } pool)
            {
                pools.Add(pool);
            }
        }

        return AccountTotals.Of(account, answers, pools, asOf);
    }

    private static (string Venue, string Coin, int Isolated) PoolKey((AccountPosition Position, int Index) one) =>
        one.Position.Margin == MarginMode.Isolated
            ? ("", "", one.Index)
            : (one.Position.Venue, one.Position.SettlementCoin, -1);

    private static MarginPool? MakePool(
        Account account,
        IReadOnlyList<(AccountPosition Position, int Index)> group,
        IReadOnlyDictionary<string, SnapshotMarkets> markets,
        DateTimeOffset asOf,
        PositionAssessment[] answers
    )
    {
        var members = new List<PoolMember>(group.Count);
        foreach (var (position, index) in group)
        {
            if (MemberOf(position, markets, asOf, out var refusal) is { } member)
            {
                members.Add(member);
            }
            else
            {
                answers[index] = PositionScoring.Without(position, refusal.Status, refusal.Reason, null, asOf);
            }
        }

        if (members.Count < group.Count)
        {
            foreach (var (position, index) in group)
            {
                answers[index] ??= PositionScoring.Without(
                    position,
                    MetricStatus.InsufficientData,
                    "Another position of the same wallet has no price, so what the wallet is worth is not known.",
                    null,
                    asOf
                );
            }

            return null;
        }

        var pool = new MarginPool(BalanceOf(account, group[0].Position), members);
        for (var i = 0; i < members.Count; i++)
        {
            answers[group[i].Index] = PositionScoring.Compute(account, pool, members[i]);
        }

        return pool;
    }

    private static PoolMember? MemberOf(
        AccountPosition position,
        IReadOnlyDictionary<string, SnapshotMarkets> markets,
        DateTimeOffset asOf,
        out Refusal refusal
    )
    {
        if (!markets.TryGetValue(position.Asset, out var snapshot))
        {
            refusal = new Refusal(MetricStatus.InsufficientData, "No snapshot of the asset is stored.");
            return null;
        }

        if (asOf - snapshot.SlotAt > 2 * snapshot.SlotLength)
        {
            refusal = new Refusal(MetricStatus.Stale, "The newest snapshot of the asset is older than two slots.");
            return null;
        }

        if (snapshot.Find(position, out refusal) is not { } market)
        {
            return null;
        }

        if (market.Instrument.SettlementCoin != position.SettlementCoin)
        {
            refusal = new Refusal(
                MetricStatus.InvalidInput,
                "The contract is settled in another coin than the file says."
            );
            return null;
        }

        var size =
            position.SizeUnit == PositionSizeUnit.Contracts
                ? position.Size * market.Instrument.ContractMultiplier
                : position.Size;
        return new PoolMember(
            position,
            market,
            new PositionExposure(position.Side, position.Margin, size, position.EntryPrice, market.Terms)
        );
    }

    private static double BalanceOf(Account account, AccountPosition position) =>
        position.IsolatedMargin
        ?? account
            .Wallets.Single(wallet => wallet.Venue == position.Venue && wallet.Coin == position.SettlementCoin)
            .Balance;
}
