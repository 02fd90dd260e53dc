using Decoupling.Snapshots;

namespace Decoupling.Cascades;

/// <summary>The side of a book that forced orders meet.</summary>
public readonly ref struct CascadeBook
{
    private readonly double? contractUsd;

    /// <summary>A side whose sizes are coins.</summary>
    /// <param name="prices">Prices, best first: bids for falls, asks for rises.</param>
    /// <param name="sizesCoins">The coins at each, above 0.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public CascadeBook(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizesCoins)
    {
        Numerics.InputGate.RequireOneLength(prices, nameof(prices), sizesCoins, nameof(sizesCoins));
        Prices = prices;
        Sizes = sizesCoins;
    }

    private CascadeBook(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes, double? contractUsd)
        : this(prices, sizes) => this.contractUsd = contractUsd;

    /// <summary>The side of an instrument's book that falls, or rises, eat.</summary>
    /// <param name="book">The book.</param>
    /// <param name="isFall">Whether it is the bids.</param>
    /// <param name="instrument">The instrument; inverse kinds have levels of contracts, each worth its multiplier in USD.</param>
    public static CascadeBook Of(OrderBook book, bool isFall, InstrumentSnapshot instrument)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(instrument);
        var contractUsd = instrument.Kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture
            ? instrument.ContractMultiplier
            : (double?)null;
        return isFall
            ? new CascadeBook(book.BidPrices, book.BidSizes, contractUsd)
            : new CascadeBook(book.AskPrices, book.AskSizes, contractUsd);
    }

    /// <summary>The prices, best first.</summary>
    public ReadOnlySpan<double> Prices { get; }

    /// <summary>The sizes at them: coins, or contracts of inverse instruments.</summary>
    public ReadOnlySpan<double> Sizes { get; }

    /// <summary>What a unit of size is worth at a price, USD: a coin is worth the price, an inverse contract its face.</summary>
    internal double UsdPerUnit(double price) => contractUsd ?? price;
}
