namespace Decoupling.Snapshots;

/// <summary>A price with its two clocks.</summary>
/// <param name="Price">Quote currency per coin, greater than 0.</param>
/// <param name="VenueAt">The venue's own time of the price, UTC.</param>
/// <param name="ReceivedAt">When we received it, UTC.</param>
public sealed record PriceQuote(double Price, DateTimeOffset VenueAt, DateTimeOffset ReceivedAt);

/// <summary>A funding rate with its interval and its round; longs pay shorts when it is positive.</summary>
/// <param name="RatePerInterval">A fraction of the notional per <paramref name="Interval"/> (0.0001 is 1 bp).</param>
/// <param name="Interval">The time between two payments, positive: 1, 4 or 8 hours by contract.</param>
/// <param name="SettlesAt">When the rate of this round is paid, UTC.</param>
/// <param name="VenueAt">The venue's own time of the rate, UTC.</param>
/// <param name="ReceivedAt">When we received it, UTC.</param>
public sealed record FundingQuote(
    double RatePerInterval,
    TimeSpan Interval,
    DateTimeOffset SettlesAt,
    DateTimeOffset VenueAt,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>The furthest from 0 that the contract's rate may be by the venue's own terms, a fraction per interval, greater than 0; <see langword="null"/> where
    /// it is not known.</summary>
    public double? CapPerInterval { get; init; }
}

/// <summary>Open interest in the venue's own unit and in US dollars.</summary>
/// <param name="Quantity">One side of the market, at least 0, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit of <paramref name="Quantity"/>.</param>
/// <param name="Usd">The same in US dollars at the mark price, at least 0.</param>
/// <param name="VenueAt">The venue's own time of the figure, UTC.</param>
/// <param name="ReceivedAt">When we received it, UTC.</param>
public sealed record OpenInterestQuote(
    double Quantity,
    QuantityUnit Unit,
    double Usd,
    DateTimeOffset VenueAt,
    DateTimeOffset ReceivedAt
);

/// <summary>What a venue holds of a coin and of the stablecoins that back its contracts, as somebody counted it.</summary>
/// <param name="Quantity">At least 0, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Coins, or US dollars where stablecoins are in it; never contracts.</param>
/// <param name="CountedAt">As of when it was counted, UTC.</param>
/// <param name="Source">Who counted, and what is in it.</param>
public sealed record ReserveQuote(double Quantity, QuantityUnit Unit, DateTimeOffset CountedAt, string Source);

/// <summary>What stands between bad debt and auto-deleveraging at a venue, as somebody counted it.</summary>
/// <param name="Quantity">At least 0, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Coins or US dollars; never contracts.</param>
/// <param name="IsShared">Whether it stands behind all of the venue's contracts: other assets may use it up.</param>
/// <param name="CountedAt">As of when it was counted, UTC.</param>
/// <param name="Source">Who counted.</param>
public sealed record InsuranceFundQuote(
    double Quantity,
    QuantityUnit Unit,
    bool IsShared,
    DateTimeOffset CountedAt,
    string Source
);

/// <summary>A fund or token that keeps a fixed leverage on the asset and must trade with its price to do so, as somebody counted it.</summary>
/// <param name="Name">The fund's name or ticker.</param>
/// <param name="NetAssetsUsd">Its net assets, USD, greater than 0.</param>
/// <param name="Leverage">What it keeps: 2 for a twofold long fund, -1 for a short one; neither 0 nor 1, within ±20.</param>
/// <param name="RebalancesAt">The time of day at which it trades: since midnight UTC, whole minutes, under a day.</param>
/// <param name="CountedAt">As of when the net assets were counted, UTC.</param>
/// <param name="Source">Who counted.</param>
public sealed record LeveragedFundQuote(
    string Name,
    double NetAssetsUsd,
    double Leverage,
    TimeSpan RebalancesAt,
    DateTimeOffset CountedAt,
    string Source
);

/// <summary>An order book's levels, best first. Sizes are in coins for linear and spot instruments, in contracts otherwise.</summary>
/// <param name="BidPrices">Bids, strictly decreasing.</param>
/// <param name="BidSizes">Sizes at <paramref name="BidPrices"/>, greater than 0.</param>
/// <param name="AskPrices">Asks, strictly increasing. The first may lie below the first bid: a crossed book is for the gates to judge.</param>
/// <param name="AskSizes">Sizes at <paramref name="AskPrices"/>, greater than 0.</param>
/// <param name="VenueAt">The venue's own time of the book, UTC.</param>
/// <param name="ReceivedAt">When we received it, UTC.</param>
public sealed record OrderBook(
    double[] BidPrices,
    double[] BidSizes,
    double[] AskPrices,
    double[] AskSizes,
    DateTimeOffset VenueAt,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>When the first of the stored books was received that had these very bids, level by level, without a break since; <see langword="null"/> where the
    /// book of the slot before had others or did not come.</summary>
    public DateTimeOffset? BidsSinceAt { get; init; }

    /// <summary>The same of the asks.</summary>
    public DateTimeOffset? AsksSinceAt { get; init; }

    /// <summary>The book with what it has in common with that of the slot before.</summary>
    public OrderBook After(OrderBook? previous) =>
        previous is null || previous.ReceivedAt >= ReceivedAt
            ? this
            : this with
            {
                BidsSinceAt = IsSame(BidPrices, BidSizes, previous.BidPrices, previous.BidSizes)
                    ? previous.BidsSinceAt ?? previous.ReceivedAt
                    : null,
                AsksSinceAt = IsSame(AskPrices, AskSizes, previous.AskPrices, previous.AskSizes)
                    ? previous.AsksSinceAt ?? previous.ReceivedAt
                    : null,
            };

    private static bool IsSame(double[] prices, double[] sizes, double[] pricesBefore, double[] sizesBefore) =>
        prices.Length > 0 && prices.AsSpan().SequenceEqual(pricesBefore) && sizes.AsSpan().SequenceEqual(sizesBefore);
}

/// <summary>Liquidations that a venue published, with how much of them it shows.</summary>
/// <param name="Coverage">Whether totals are complete or lower bounds.</param>
/// <param name="At">The venue's times of the events, UTC, in order.</param>
/// <param name="Price">Quote currency per coin.</param>
/// <param name="SizeCoins">Coins closed: negative where a long was closed (a forced sale), positive where a short was.</param>
public sealed record LiquidationTape(
    LiquidationCoverage Coverage,
    DateTimeOffset[] At,
    double[] Price,
    double[] SizeCoins
)
{
    /// <summary>Since when no event is missing but those that the coverage leaves out, UTC; <see langword="null"/> for the slot before the snapshot's.</summary>
    public DateTimeOffset? FromAt { get; init; }
}

/// <summary>Something that a venue did not deliver, and why. It is absent from the snapshot, never zero.</summary>
/// <param name="Input">What is missing: "bars", "mark", "index", "funding", "openInterest", "book", "liquidations", "serverTime", "status", "listing" or "venue".</param>
/// <param name="Symbol">The venue's symbol, or <see langword="null"/> when the whole venue is missing.</param>
/// <param name="Reason">A sentence for a person, without addresses or secrets.</param>
public sealed record MissingInput(string Input, string? Symbol, string Reason);
