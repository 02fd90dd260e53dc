using Decoupling.Results;

namespace Decoupling.Depth;

/// <summary>What a market order of one size would get from one side of a book.</summary>
public sealed record BookWalkResult : MetricResult
{
    /// <summary>The average price of what was filled, quote currency per coin, greater than 0.</summary>
    public double? AveragePrice { get; init; }

    /// <summary>The price of the last level that was touched, quote currency per coin: where the book stands afterwards.</summary>
    public double? LastPrice { get; init; }

    /// <summary>The coins filled, greater than 0.</summary>
    public double? FilledCoins { get; init; }

    /// <summary>What the fill is worth at the levels' own prices, quote currency, greater than 0.</summary>
    public double? FilledQuote { get; init; }

    /// <summary>The coins that the book could not fill, at least 0; <see langword="null"/> when the size was given as a notional.</summary>
    public double? UnfilledCoins { get; init; }

    /// <summary>The notional that the book could not fill, quote currency, at least 0; <see langword="null"/> when the size was
    /// given in coins.</summary>
    public double? UnfilledQuote { get; init; }

    /// <summary>Whether the levels held the whole size.</summary>
    public bool IsFilled => Status == MetricStatus.Ok && UnfilledCoins is null or 0 && UnfilledQuote is null or 0;
}

/// <summary>Tells what selling into the bids or buying from the asks really costs: the average and the last price of a size.</summary>
/// <remarks>Levels are taken best first until the size is filled: average = Σ price·coins / Σ coins. A size beyond the book
/// reports what stays
/// unfilled and is never extrapolated. Sizes in coins, prices in quote currency per coin; one level at least; one pass. Hidden and
/// replenished liquidity are not seen. Status Degenerate for an empty side, InvalidInput for a level that is none.
/// Source: methods C3.</remarks>
public static class BookWalk
{
    // A remainder this small beside the size is the rounding of the subtractions, not coins.
    private const double RoundingShare = 1e-12;

    /// <summary>Fills a number of coins.</summary>
    /// <param name="prices">One side's prices, best first: strictly decreasing bids or strictly increasing asks.</param>
    /// <param name="sizesCoins">The coins at each price, greater than 0.</param>
    /// <param name="sizeCoins">The coins to fill, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or the size is not a number above 0.</exception>
    public static BookWalkResult Compute(
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> sizesCoins,
        double sizeCoins,
        DateTimeOffset asOf
    )
    {
        RequireSize(sizeCoins, nameof(sizeCoins));
        return Walk(prices, sizesCoins, sizeCoins, isNotional: false, asOf);
    }

    /// <summary>Fills a notional, each level at its own price.</summary>
    /// <param name="prices">One side's prices, best first: strictly decreasing bids or strictly increasing asks.</param>
    /// <param name="sizesCoins">The coins at each price, greater than 0.</param>
    /// <param name="notionalQuote">The notional to fill, quote currency, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or the notional is not a number above 0.</exception>
    public static BookWalkResult ComputeNotional(
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> sizesCoins,
        double notionalQuote,
        DateTimeOffset asOf
    )
    {
        RequireSize(notionalQuote, nameof(notionalQuote));
        return Walk(prices, sizesCoins, notionalQuote, isNotional: true, asOf);
    }

    private static void RequireSize(double size, string name)
    {
        if (size is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, size, "The size to fill is a finite number above 0.");
        }
    }

    private static BookWalkResult Walk(
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> sizesCoins,
        double size,
        bool isNotional,
        DateTimeOffset asOf
    )
    {
        if (BookSide.FindFault(prices, sizesCoins) is { } fault)
        {
            return None(fault.Status, fault.Reason, prices.Length, asOf);
        }

        double filledCoins = 0;
        double filledQuote = 0;
        var remaining = size;
        var level = 0;
        for (; level < prices.Length && remaining > 0; level++)
        {
            var offered = isNotional ? prices[level] * sizesCoins[level] : sizesCoins[level];
            var isWhole = offered <= remaining;
            var coins =
                isWhole ? sizesCoins[level]
                : isNotional ? remaining / prices[level]
                : remaining;
            filledCoins += coins;
            filledQuote += coins * prices[level];
            remaining = isWhole ? remaining - offered : 0;
        }

        remaining = remaining <= size * RoundingShare ? 0 : remaining;
        var average = filledQuote / filledCoins;
        if (!double.IsFinite(average) || average <= 0)
        {
            return None(MetricStatus.OutOfDomain, "The book's levels exceed the range of a double.", level, asOf);
        }

        return new BookWalkResult
        {
            Status = MetricStatus.Ok,
            SampleCount = level,
            AsOf = asOf,
            AveragePrice = average,
            LastPrice = prices[level - 1],
            FilledCoins = filledCoins,
            FilledQuote = filledQuote,
            UnfilledCoins = isNotional ? null : remaining,
            UnfilledQuote = isNotional ? remaining : null,
        };
    }

    private static BookWalkResult None(MetricStatus status, string reason, int sampleCount, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = sampleCount,
            AsOf = asOf,
        };
}
