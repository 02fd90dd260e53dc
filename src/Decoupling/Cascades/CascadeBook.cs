using Decoupling.Numerics;

namespace Decoupling.Cascades;

/// <summary>The side of a book that forced orders meet.</summary>
/// <remarks>A contract that is settled in the coin is a fixed number of USD: with a price of 1 for the market's own, and sizes in USD, its book
/// is one of these too.</remarks>
public readonly ref struct CascadeBook
{
    /// <summary>A side of a book.</summary>
    /// <param name="prices">Prices, best first: bids for falls, asks for rises.</param>
    /// <param name="sizesCoins">The coins at each, above 0.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public CascadeBook(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizesCoins)
    {
        InputGate.RequireOneLength(prices, nameof(prices), sizesCoins, nameof(sizesCoins));
        Prices = prices;
        SizesCoins = sizesCoins;
    }

    /// <summary>The prices, best first.</summary>
    public ReadOnlySpan<double> Prices { get; }

    /// <summary>The coins at them.</summary>
    public ReadOnlySpan<double> SizesCoins { get; }
}
