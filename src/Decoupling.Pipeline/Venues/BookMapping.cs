using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>An order book from a venue's levels.</summary>
internal static class BookMapping
{
    /// <summary>Takes a book whose sides are filled, in order and positive; anything else is refused whole, as depth would be wrong. Sides that cross are kept
    /// for the gates, which say so in the row.</summary>
    /// <param name="bids">Best first.</param>
    /// <param name="asks">Best first.</param>
    /// <param name="venueAt">The venue's time of the book.</param>
    /// <param name="receivedAt">Ours.</param>
    /// <param name="unitsPerSize">What the venue's sizes are multiplied by, in decimals so that they stay short: coins per contract where it counts contracts and the book is to be in coins.</param>
    public static Reading<OrderBook> From(
        IReadOnlyList<WireLevel>? bids,
        IReadOnlyList<WireLevel>? asks,
        DateTimeOffset? venueAt,
        DateTimeOffset receivedAt,
        decimal unitsPerSize = 1
    )
    {
        if (bids is not { Count: > 0 } || asks is not { Count: > 0 })
            return new Missing("a side of the book is empty");
        if (venueAt is not { } at)
            return new Missing("the book has no readable time");
        var (bidPrices, bidSizes) = (new double[bids.Count], new double[bids.Count]);
        var (askPrices, askSizes) = (new double[asks.Count], new double[asks.Count]);
        if (!Fill(bids, bidPrices, bidSizes, unitsPerSize) || !Fill(asks, askPrices, askSizes, unitsPerSize))
            return new Missing("a level has no readable price or size above zero");
        if (!Decreases(bidPrices) || !Increases(askPrices))
            return new Missing("the levels are not in the order of their prices");
        return new OrderBook(bidPrices, bidSizes, askPrices, askSizes, at, receivedAt);
    }

    private static bool Fill(IReadOnlyList<WireLevel> levels, double[] prices, double[] sizes, decimal unitsPerSize)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            var size = WireValue.Size(WireValue.Product(levels[i].Size, unitsPerSize));
            if (WireValue.Price(levels[i].Price) is not { } price || size is not > 0)
                return false;
            (prices[i], sizes[i]) = (price, size.Value);
        }
        return true;
    }

    private static bool Decreases(double[] prices)
    {
        for (var i = 1; i < prices.Length; i++)
        {
            if (prices[i] >= prices[i - 1])
                return false;
        }
        return true;
    }

    private static bool Increases(double[] prices)
    {
        for (var i = 1; i < prices.Length; i++)
        {
            if (prices[i] <= prices[i - 1])
                return false;
        }
        return true;
    }
}
