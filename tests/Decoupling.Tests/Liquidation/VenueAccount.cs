using Decoupling.Liquidation;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Liquidation;

/// <summary>Equity and maintenance margin of a position by the plainest route: the bracket that the size falls in, one price at a time.</summary>
internal sealed record VenueAccount(string Venue, InstrumentKind Kind, LiquidationTerms Terms, VenuePosition Position)
{
    private bool IsInverse => Kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture;

    /// <summary>What is left at a price, less the fee of closing where the venue counts it, settlement currency.</summary>
    public double Equity(double price)
    {
        var sign = Position.Side == PositionSide.Long ? 1 : -1;
        var gain = IsInverse
            ? sign * Position.Size * (1 / Position.EntryPrice - 1 / price)
            : sign * Position.Size * (price - Position.EntryPrice);
        return Position.Margin + Position.OtherUnrealizedProfit + gain - FeeRate * Notional(price);
    }

    /// <summary>What this position and the others must keep.</summary>
    public double Maintenance(double price)
    {
        var notional = Notional(Venue == "bybit" && IsEntryBased ? Position.EntryPrice : price);
        return Position.OtherMaintenanceMargin
            + (Bracket(notional) is var (rate, deduction) ? rate * notional - deduction : 0);
    }

    /// <summary>The size of the numbers that the difference of the two comes from.</summary>
    public double Scale(double price) =>
        Math.Abs(Position.Margin)
        + Math.Abs(Position.OtherUnrealizedProfit)
        + Position.OtherMaintenanceMargin
        + Notional(price)
        + Notional(Position.EntryPrice);

    private bool IsEntryBased => Terms.Rule == LiquidationRules.BybitByEntry;

    private double FeeRate =>
        Venue == "okx" || (Venue == "bybit" && Position.Mode == MarginMode.Cross) ? Terms.ClosingFeeRate : 0;

    private double Notional(double price) => IsInverse ? Position.Size / price : Position.Size * price;

    private (double Rate, double Deduction) Bracket(double notional)
    {
        var tiers = Terms.Tiers.Tiers;
        if (Venue == "deribit")
        {
            var coins = IsInverse ? notional : Position.Size;
            return (tiers[0].MaintenanceRate + Terms.Scale.RateGrowthPerCoin * coins, 0);
        }

        var measure = Venue == "okx" ? Position.Size / Terms.Scale.ContractSize : notional;
        var tier = tiers.Last(tier => tier.Floor < measure || tier.Floor == 0);
        return (tier.MaintenanceRate, tier.Deduction);
    }
}
