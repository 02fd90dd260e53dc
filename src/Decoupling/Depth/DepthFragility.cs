using System.Globalization;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Depth;

/// <summary>The open interest set against the book that would have to absorb it.</summary>
public sealed record DepthFragilityResult : MetricResult
{
    /// <summary>(best bid + best ask) / 2, quote currency per coin, greater than 0.</summary>
    public double? MidPrice { get; init; }

    /// <summary>One entry a band, in the order of the options; empty unless the status is Ok.</summary>
    public IReadOnlyList<DepthBand> Bands { get; init; } = [];

    /// <summary>One entry an order size, in the order of the options; empty unless the status is Ok.</summary>
    public IReadOnlyList<BookImpact> Impacts { get; init; } = [];
}

/// <summary>C3. Tells how thin the ice is: how many times the open interest exceeds what stands in the book near the price.</summary>
/// <remarks>φ = open interest / depth within ±x of the mid (a multiple, at least 0; 40 means that 10 bn stand on 250 M),
/// against the bids, for
/// falls, and against the thinner side. κ = |ln(last price / mid)| / size per USD, from a walk; half the spread is part of it.
/// Fetched levels may end before the band does: the depth is then a lower bound, φ an upper bound, and the band says so.
/// Hidden and replenished liquidity make every depth a lower bound besides. One book is enough. Status Degenerate for an empty
/// side, InvalidInput for a crossed
/// or disordered book, Stale for an old one. O(levels × bands).
/// Source: A. Kyle, "Continuous auctions and insider trading", 1985; methods C3.</remarks>
public static class DepthFragility
{
    /// <summary>Weighs the open interest against the book.</summary>
    /// <param name="openInterestUsd">Open interest of one side of the market, USD, at least 0.</param>
    /// <param name="book">The book; sizes in coins, or in contracts for inverse kinds.</param>
    /// <param name="kind">What the instrument is; inverse kinds have levels worth contracts × multiplier USD.</param>
    /// <param name="contractMultiplier">USD a contract for inverse kinds; not read otherwise. Greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Bands, order sizes and age, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">A side's prices and sizes differ in number, the multiplier is not above 0, or an
    /// option is out of range.</exception>
    public static DepthFragilityResult Compute(
        double openInterestUsd,
        OrderBook book,
        InstrumentKind kind,
        double contractMultiplier,
        DateTimeOffset asOf,
        DepthFragilityOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(book);
        options ??= new DepthFragilityOptions();
        options.Validate();
        if (contractMultiplier is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(contractMultiplier),
                contractMultiplier,
                "A contract is worth a finite amount above 0."
            );
        }

        if (FindFault(openInterestUsd, book, asOf, options) is { } fault)
        {
            return None(fault.Status, fault.Reason, asOf);
        }

        var usdPerContract = kind.IsInverse() ? contractMultiplier : (double?)null;
        var bidCoins = Coins(book.BidPrices, book.BidSizes, usdPerContract);
        var askCoins = Coins(book.AskPrices, book.AskSizes, usdPerContract);
        var mid = 0.5 * book.BidPrices[0] + 0.5 * book.AskPrices[0];

        var bands = new DepthBand[options.BandWidths.Count];
        for (var i = 0; i < bands.Length; i++)
        {
            bands[i] = Band(options.BandWidths[i], openInterestUsd, mid, book, bidCoins, askCoins);
            if (!IsFinite(bands[i]))
            {
                return None(MetricStatus.OutOfDomain, "The book's depth exceeds the range of a double.", asOf);
            }
        }

        return new DepthFragilityResult
        {
            Status = MetricStatus.Ok,
            SampleCount = bidCoins.Length + askCoins.Length,
            AsOf = asOf,
            MidPrice = mid,
            Bands = bands,
            Impacts = [.. options.ImpactSizesUsd.Select(size => Impact(size, mid, book, bidCoins, askCoins, asOf))],
        };
    }

    private static Refusal? FindFault(
        double openInterestUsd,
        OrderBook book,
        DateTimeOffset asOf,
        DepthFragilityOptions options
    )
    {
        if (openInterestUsd is not (>= 0 and < double.PositiveInfinity))
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                $"The open interest {Text(openInterestUsd)} USD is not at least 0."
            );
        }

        if (BookSide.FindFault(book.BidPrices, book.BidSizes) is { } bidFault)
        {
            return new Refusal(bidFault.Status, "Bids: " + bidFault.Reason);
        }

        if (BookSide.FindFault(book.AskPrices, book.AskSizes) is { } askFault)
        {
            return new Refusal(askFault.Status, "Asks: " + askFault.Reason);
        }

        if (book.BidPrices.Length > 1 && book.BidPrices[1] > book.BidPrices[0])
        {
            return new Refusal(MetricStatus.InvalidInput, "The bids rise from the best on.");
        }

        if (book.AskPrices.Length > 1 && book.AskPrices[1] < book.AskPrices[0])
        {
            return new Refusal(MetricStatus.InvalidInput, "The asks fall from the best on.");
        }

        if (book.BidPrices[0] >= book.AskPrices[0])
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                $"The book is crossed: best bid {Text(book.BidPrices[0])}, best ask {Text(book.AskPrices[0])}."
            );
        }

        return asOf - book.VenueAt > options.MaximumAge
            ? new Refusal(
                MetricStatus.Stale,
                $"The book is {asOf - book.VenueAt} old; at most {options.MaximumAge} may pass."
            )
            : null;
    }

    private static double[] Coins(double[] prices, double[] sizes, double? usdPerContract)
    {
        if (usdPerContract is not { } usd)
        {
            return sizes;
        }

        var coins = new double[sizes.Length];
        for (var i = 0; i < coins.Length; i++)
        {
            coins[i] = sizes[i] * usd / prices[i];
        }

        return coins;
    }

    private static DepthBand Band(
        double width,
        double openInterestUsd,
        double mid,
        OrderBook book,
        double[] bidCoins,
        double[] askCoins
    )
    {
        var lowest = mid * (1 - width);
        var highest = mid * (1 + width);
        double bidDepth = 0;
        for (var i = 0; i < bidCoins.Length && book.BidPrices[i] >= lowest; i++)
        {
            bidDepth += bidCoins[i] * book.BidPrices[i];
        }

        double askDepth = 0;
        for (var i = 0; i < askCoins.Length && book.AskPrices[i] <= highest; i++)
        {
            askDepth += askCoins[i] * book.AskPrices[i];
        }

        var lesserDepth = Math.Min(bidDepth, askDepth);
        return new DepthBand
        {
            Width = width,
            BidDepthUsd = bidDepth,
            AskDepthUsd = askDepth,
            OpenInterestOverDepth = bidDepth > 0 ? openInterestUsd / bidDepth : null,
            OpenInterestOverLesserDepth = lesserDepth > 0 ? openInterestUsd / lesserDepth : null,
            BidIsLowerBound = book.BidPrices[^1] > lowest,
            AskIsLowerBound = book.AskPrices[^1] < highest,
        };
    }

    private static bool IsFinite(DepthBand band) =>
        double.IsFinite(band.BidDepthUsd)
        && double.IsFinite(band.AskDepthUsd)
        && double.IsFinite(band.OpenInterestOverDepth ?? 0)
        && double.IsFinite(band.OpenInterestOverLesserDepth ?? 0);

    private static BookImpact Impact(
        double sizeUsd,
        double mid,
        OrderBook book,
        double[] bidCoins,
        double[] askCoins,
        DateTimeOffset asOf
    )
    {
        var sale = BookWalk.ComputeNotional(book.BidPrices, bidCoins, sizeUsd, asOf);
        var purchase = BookWalk.ComputeNotional(book.AskPrices, askCoins, sizeUsd, asOf);
        return new BookImpact(
            sizeUsd,
            sale.IsFilled ? Math.Log(mid / sale.LastPrice!.Value) / sizeUsd : null,
            purchase.IsFilled ? Math.Log(purchase.LastPrice!.Value / mid) / sizeUsd : null,
            Missing("bids", sale) ?? Missing("asks", purchase)
        );
    }

    private static string? Missing(string side, BookWalkResult walk)
    {
        if (walk.IsFilled)
        {
            return null;
        }

        return walk.Reason ?? $"The fetched {side} leave {Text(walk.UnfilledQuote ?? 0)} USD unfilled.";
    }

    private static DepthFragilityResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
