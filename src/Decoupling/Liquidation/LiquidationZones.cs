namespace Decoupling.Liquidation;

/// <summary>What would be liquidated within one distance of the mark price.</summary>
/// <param name="Width">The distance as a fraction of the mark price, in (0, 1).</param>
/// <param name="LongUsd">Longs closed by a fall of so much, USD, at least 0.</param>
/// <param name="ShortUsd">Shorts closed by a rise of so much, USD, at least 0.</param>
public readonly record struct LiquidationBand(double Width, double LongUsd, double ShortUsd);

/// <summary>A place where liquidations are crowded: neighbouring bins that each hold a multiple of the mean of the widest band.</summary>
/// <param name="Price">The notional-weighted mean of the bins' centers (of their logarithms), quote currency per coin.</param>
/// <param name="Usd">The notional of the bins together, USD, greater than 0.</param>
public readonly record struct LiquidationCluster(double Price, double Usd);

/// <summary>What tells at which prices the open positions were entered.</summary>
public enum EntryEvidence
{
    /// <summary>Changes of the open interest: positions are placed where it rose.</summary>
    OpenInterest,

    /// <summary>Volume alone: positions are placed where trading was. Weaker: most trades open nothing.</summary>
    Volume,

    /// <summary>Neither: positions are spread evenly over time. Weakest.</summary>
    Time,
}
