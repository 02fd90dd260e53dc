using System.Diagnostics.CodeAnalysis;

namespace Decoupling.Liquidation;

/// <summary>Which way a position gains: a long when the price rises, a short when it falls.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The market's own words.")]
public enum PositionSide
{
    /// <summary>Gains when the price rises; liquidated by a fall.</summary>
    Long,

    /// <summary>Gains when the price falls; liquidated by a rise.</summary>
    Short,
}
