using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>All that decides at which price a venue liquidates positions in one product at one time. Found once, used for any number of positions.</summary>
public sealed record LiquidationTerms
{
    /// <summary>Whether contracts are settled in the coin.</summary>
    public required bool IsInverse { get; init; }

    /// <summary>The margin tiers.</summary>
    public required MarginTiers Tiers { get; init; }

    /// <summary>How a position is measured against the tiers' floors.</summary>
    public required MarginScale Scale { get; init; }

    /// <summary>The venue's rule.</summary>
    public required LiquidationRule Rule { get; init; }

    /// <summary>The fee of the closing order, in [0, 0.1]; used where the rule counts it.</summary>
    public double ClosingFeeRate { get; init; }

    /// <summary>The highest leverages, as far as they are known.</summary>
    public LeverageCaps Caps { get; init; } = LeverageCaps.None;

    /// <summary>Whether the margin table is an assumption.</summary>
    public bool IsMarginTableAssumed { get; init; }

    /// <summary>The terms by D1 alone: tiers in the settlement currency, margin of the mark value, no fee.</summary>
    public static LiquidationTerms General(MarginTiers tiers, bool isInverse = false) =>
        new()
        {
            IsInverse = isInverse,
            Tiers = tiers,
            Scale = new MarginScale(isInverse ? MarginTierUnit.Coins : MarginTierUnit.Usd),
            Rule = LiquidationRules.General,
        };

    /// <summary>The terms of a venue's product at a time, from the dated tables.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="asset">The underlying in upper case.</param>
    /// <param name="kind">A perpetual or a future.</param>
    /// <param name="at">The slot's time.</param>
    /// <param name="tables">The margin tables.</param>
    /// <param name="fees">The fees; where the venue's is not known none is counted.</param>
    /// <returns>The terms, or <see langword="null"/> where no margin table applies.</returns>
    public static LiquidationTerms? Find(
        string venue,
        string asset,
        InstrumentKind kind,
        DateTimeOffset at,
        MarginTierTables tables,
        VenueFees fees
    ) =>
        tables.Find(venue, asset, kind, at) is { } table
            ? new LiquidationTerms
            {
                IsInverse = kind.IsInverse(),
                Tiers = table.Tiers,
                Scale = table.Scale,
                Caps = table.Caps,
                Rule = LiquidationRules.Find(venue, at),
                ClosingFeeRate = fees.Find(venue, kind, at)?.TakerRate ?? 0,
                IsMarginTableAssumed = table.IsAssumption,
            }
            : null;

    /// <summary>What a position must keep at a price, in the settlement currency; the closing fee is not in it.</summary>
    /// <param name="size">Coins of a linear position, USD of an inverse one; above 0.</param>
    /// <param name="entryPrice">The average entry price.</param>
    /// <param name="price">The mark price.</param>
    public double MaintenanceMargin(double size, double entryPrice, double price)
    {
        var notional = Notional(size, Rule.Basis == MaintenanceBasis.EntryValue ? entryPrice : price);
        if (Scale.IsFixedBySize(IsInverse))
        {
            return RateOfSize(size) * notional;
        }

        return Scale.RateGrowthPerCoin > 0
            ? (Tiers.HighestRate + Scale.RateGrowthPerCoin * notional) * notional
            : Tiers.MaintenanceMargin(notional);
    }

    /// <summary>The highest leverage at which the venue lets a position of this size be opened, or <see langword="null"/> where it is not known.</summary>
    /// <param name="size">Coins of a linear position, USD of an inverse one; above 0.</param>
    /// <param name="price">The mark price.</param>
    public double? HighestLeverage(double size, double price) =>
        Caps.Find(Scale.IsFixedBySize(IsInverse) ? Scale.InFloorUnits(size) : Notional(size, price));

    /// <summary>The rate that follows from the size alone.</summary>
    internal double RateOfSize(double size)
    {
        var units = Scale.InFloorUnits(size);
        return Scale.RateGrowthPerCoin > 0
            ? Tiers.HighestRate + Scale.RateGrowthPerCoin * units
            : Tiers.MaintenanceMargin(units) / units;
    }

    internal double Notional(double size, double price) => IsInverse ? size / price : size * price;
}
