using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Depth;

/// <summary>B5: whether the gap between two venues could be traded away now: what buying on one and selling on the other would leave after
/// fees, and for how many coins.</summary>
/// <remarks>
/// <para>Walks up the asks and down the bids together while e = bid·(1 - f_sell) - ask·(1 + f_buy) - h is above 0. The haircut
/// h = cost per coin + k·σ·√τ·P grows with the older book's age τ: prices may have moved since.</para>
/// <para>Books of spot or linear instruments, sizes in coins. A gap that stays while the edge is 0 is no free money. O(levels touched), no
/// allocation but the result. Source: methods B5.</para>
/// </remarks>
public static class ArbitrageEdge
{
    private const double BpsPerUnit = 1e4;

    /// <summary>What is left of buying from one book and selling to the other.</summary>
    /// <param name="buyFrom">The book whose asks are taken.</param>
    /// <param name="sellTo">The book whose bids are taken.</param>
    /// <param name="buyFee">The taker's fee of the first venue, a fraction of the notional in (-1, 1); 0.001 is 10 bp.</param>
    /// <param name="sellFee">The taker's fee of the second venue.</param>
    /// <param name="volatilityPerYear">σ of the coin per √year, at least 0.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The haircut and the age limit.</param>
    /// <returns>Ok with a size of 0 where the best levels already do not pay; Stale for a book over the age limit or crossed in itself,
    /// Degenerate for an empty side, InvalidInput for a level or a volatility that is none, OutOfDomain on overflow.</returns>
    /// <exception cref="ArgumentException">A side's prices and sizes differ in number, or a fee or an option is out of range.</exception>
    public static ArbitrageEdgeResult Compute(
        OrderBook buyFrom,
        OrderBook sellTo,
        double buyFee,
        double sellFee,
        double volatilityPerYear,
        DateTimeOffset asOf,
        ArbitrageEdgeOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(buyFrom);
        ArgumentNullException.ThrowIfNull(sellTo);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequireWithin(buyFee, -1, 1, nameof(buyFee));
        InputGate.RequireWithin(sellFee, -1, 1, nameof(sellFee));
        if (FindFault(buyFrom, sellTo, volatilityPerYear, asOf, options) is { } fault)
        {
            return Without(fault, 0, asOf);
        }

        var (ask, bid) = (buyFrom.AskPrices[0], sellTo.BidPrices[0]);
        var mid = 0.5 * ask + 0.5 * bid;
        var age = TimeSpan.FromTicks(
            Math.Max(0, Math.Max((asOf - buyFrom.VenueAt).Ticks, (asOf - sellTo.VenueAt).Ticks))
        );
        var haircut =
            options.CostPerCoin
            + options.LatencyDeviations * volatilityPerYear * Math.Sqrt(age / CryptoYear.Length) * mid;
        var (size, profit, levels) = Walk(buyFrom, sellTo, 1 + buyFee, 1 - sellFee, haircut);

        var edgeBps = size > 0 ? profit / size / mid * BpsPerUnit : 0;
        var breakEvenFee = (bid - ask - haircut) / (bid + ask);
        return InputGate.AllFinite(size, profit, edgeBps, breakEvenFee, haircut)
            ? new ArbitrageEdgeResult
            {
                Status = MetricStatus.Ok,
                SampleCount = levels,
                AsOf = asOf,
                SizeCoins = size,
                ProfitQuote = profit,
                EdgeBps = edgeBps,
                BreakEvenFee = breakEvenFee,
                HaircutPerCoin = haircut,
            }
            : Without(s_overflow, 0, asOf);
    }

    private static readonly Refusal s_overflow = new(
        MetricStatus.OutOfDomain,
        "The books' levels exceed the range of a double."
    );

    private static (double SizeCoins, double ProfitQuote, int Levels) Walk(
        OrderBook buyFrom,
        OrderBook sellTo,
        double costFactor,
        double proceedsFactor,
        double haircut
    )
    {
        var (ask, bid) = (0, 0);
        var (asked, bidFor) = (buyFrom.AskSizes[0], sellTo.BidSizes[0]);
        var (size, profit) = (0.0, 0.0);
        while (ask < buyFrom.AskPrices.Length && bid < sellTo.BidPrices.Length)
        {
            var edge = sellTo.BidPrices[bid] * proceedsFactor - buyFrom.AskPrices[ask] * costFactor - haircut;
            if (!(edge > 0))
            {
                break;
            }

            var coins = Math.Min(asked, bidFor);
            size += coins;
            profit += edge * coins;
            (asked, bidFor) = (asked - coins, bidFor - coins);
            if (asked == 0 && ++ask < buyFrom.AskPrices.Length)
            {
                asked = buyFrom.AskSizes[ask];
            }

            if (bidFor == 0 && ++bid < sellTo.BidPrices.Length)
            {
                bidFor = sellTo.BidSizes[bid];
            }
        }

        return (size, profit, ask + bid);
    }

    private static Refusal? FindFault(
        OrderBook buyFrom,
        OrderBook sellTo,
        double volatilityPerYear,
        DateTimeOffset asOf,
        ArbitrageEdgeOptions options
    )
    {
        if (volatilityPerYear is not (>= 0 and < double.PositiveInfinity))
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                string.Create(CultureInfo.InvariantCulture, $"The volatility {volatilityPerYear} is not at least 0.")
            );
        }

        if (BookSide.FindFault(buyFrom.AskPrices, buyFrom.AskSizes) is { } askFault)
        {
            return askFault with { Reason = "Asks to buy from: " + askFault.Reason };
        }

        if (BookSide.FindFault(sellTo.BidPrices, sellTo.BidSizes) is { } bidFault)
        {
            return bidFault with { Reason = "Bids to sell to: " + bidFault.Reason };
        }

        return StaleOrCrossed(buyFrom, "to buy from", asOf, options.AgeLimit)
            ?? StaleOrCrossed(sellTo, "to sell to", asOf, options.AgeLimit);
    }

    /// <summary>A book whose own bid reaches its own ask is not one that trades: one of its sides has stopped.</summary>
    private static Refusal? StaleOrCrossed(OrderBook book, string role, DateTimeOffset asOf, TimeSpan ageLimit)
    {
        if (asOf - book.VenueAt > ageLimit)
        {
            return new Refusal(
                MetricStatus.Stale,
                $"The book {role} is {asOf - book.VenueAt} old; at most {ageLimit} may pass."
            );
        }

        return book.BidPrices.Length > 0 && book.AskPrices.Length > 0 && book.BidPrices[0] >= book.AskPrices[0]
            ? new Refusal(MetricStatus.Stale, $"The book {role} is crossed in itself: a side of it is old.")
            : null;
    }

    internal static ArbitrageEdgeResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="ArbitrageEdge"/> takes off beside the fees.</summary>
public sealed record ArbitrageEdgeOptions
{
    /// <summary>Moving, borrowing or funding a coin until the gap closes, quote currency per coin, at least 0. Default 0: held on both
    /// venues, nothing moves.</summary>
    public double CostPerCoin { get; init; }

    /// <summary>k of the haircut for age, in deviations of the coin's move since the older book, at least 0. Default 1: a third of the time
    /// the price has moved further.</summary>
    public double LatencyDeviations { get; init; } = 1;

    /// <summary>The age over which a book is not traded on; positive. Default 5 s: one deviation of a coin at 60 % a year is then 2 bp, as
    /// much as most edges.</summary>
    public TimeSpan AgeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        RequireAtLeastZero(CostPerCoin, nameof(CostPerCoin));
        RequireAtLeastZero(LatencyDeviations, nameof(LatencyDeviations));
        InputGate.RequirePositive(AgeLimit, nameof(AgeLimit));
    }

    private static void RequireAtLeastZero(double value, string name)
    {
        if (value is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is a finite number, at least 0.");
        }
    }
}

/// <summary>What a trade between two books would leave. Values are <see langword="null"/> unless the status is Ok; the sample count is that
/// of the levels used up.</summary>
public sealed record ArbitrageEdgeResult : MetricResult
{
    /// <summary>Q*: the coins that pay, at least 0.</summary>
    public double? SizeCoins { get; init; }

    /// <summary>What they leave after fees and haircut, quote currency, at least 0.</summary>
    public double? ProfitQuote { get; init; }

    /// <summary>The profit per coin over the mean of the best ask and the best bid used, basis points, at least 0.</summary>
    public double? EdgeBps { get; init; }

    /// <summary>The fee, equal on both venues, at which the best levels stop paying: a fraction, below 0 when only a rebate would make them.</summary>
    public double? BreakEvenFee { get; init; }

    /// <summary>h: what was taken off each coin, quote currency, at least 0.</summary>
    public double? HaircutPerCoin { get; init; }
}
