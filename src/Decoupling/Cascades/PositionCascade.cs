using System.Runtime.Intrinsics;
using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>E2 of single positions. Tells where a shock would end when each position's liquidation price is known: a million of them in
/// any order, through a book of any length.</summary>
/// <remarks>As <see cref="LiquidationCascade"/>, without a sort: the price only ever stands on a level of the book or at the shock,
/// so positions are summed by level in one pass. O(positions + levels).
/// Source: methods E2.</remarks>
public static class PositionCascade
{
    /// <summary>The cascade through a book.</summary>
    /// <param name="liquidationPrices">Where each position is liquidated, in any order, quote currency per coin, above 0.</param>
    /// <param name="sizesCoins">Their sizes, coins, at least 0.</param>
    /// <param name="side">Which they are: longs, closed into bids, or shorts, closed out of asks.</param>
    /// <param name="price">The price before the shock, quote currency per coin, above 0.</param>
    /// <param name="shock">The first move, a fraction in (0, <see cref="CascadeOptions.MaximumMove"/>).</param>
    /// <param name="book">The bids, or the asks; sizes in coins.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Depth, ends and margins, or <see langword="null"/> for the defaults. The book ends where it ends:
    /// <see cref="BeyondBook.MeanDensity"/> is refused.</param>
    /// <exception cref="ArgumentException">Spans differ in length, the shock or an option is out of range.</exception>
    public static CascadeResult Compute(
        ReadOnlySpan<double> liquidationPrices,
        ReadOnlySpan<double> sizesCoins,
        PositionSide side,
        double price,
        double shock,
        CascadeBook book,
        DateTimeOffset asOf,
        CascadeOptions? options = null
    )
    {
        options = CascadeInputs.Checked(options, shock, liquidationPrices, sizesCoins);
        if (options.Beyond != BeyondBook.Nothing)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.Beyond,
                "Positions in any order need a book whose levels are all known."
            );
        }

        var start = new CascadeShock(price, shock, CascadeInputs.SignOf(side));
        if ((CascadeInputs.FindFault(start) ?? CascadeInputs.FindFault(book, start.Sign)) is { } fault)
        {
            return CascadeInputs.None(fault, asOf);
        }

        var levels = book.Prices[BookDepth.FirstBeyond(book.Prices, start.ShockedPrice, start.Sign)..];
        using var buckets = new Rented<Vector128<double>>(levels.Length + 2);
        var positions = new LevelHistogram(levels, buckets.Span, start.ShockedPrice, start.Sign);
        for (var first = 0; first < liquidationPrices.Length; first += LevelHistogram.Block)
        {
            var count = Math.Min(LevelHistogram.Block, liquidationPrices.Length - first);
            var prices = liquidationPrices.Slice(first, count);
            var sizes = sizesCoins.Slice(first, count);
            if (!AreSound(prices, sizes))
            {
                return CascadeInputs.None(FirstFault(liquidationPrices, sizesCoins), asOf);
            }

            positions.Add(prices, sizes);
        }

        var depth = new BookDepth(book.Prices, book.SizesCoins, 1, start.ShockedPrice, start.Sign, options);
        var run = CascadeLoop.Run(ref positions, ref depth, start, options);
        return CascadeInputs.Result(InUsd(run, price), start, liquidationPrices, sizesCoins, price, asOf, options);
    }

    /// <summary>The rounds ran in coins, which is what levels are sized in.</summary>
    private static CascadeRun InUsd(CascadeRun run, double price)
    {
        for (var i = 0; i < run.Rounds.Count; i++)
        {
            run.Rounds[i] = run.Rounds[i] with { ForcedUsd = run.Rounds[i].ForcedUsd * price };
        }

        run.ForcedUsd *= price;
        run.UnfilledUsd *= price;
        return run;
    }

    private static bool AreSound(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes)
    {
        var width = Vector512<double>.Count;
        var isSound = Vector512<double>.AllBitsSet;
        var i = 0;
        for (; i <= prices.Length - width; i += width)
        {
            var price = Vector512.Create(prices[i..]);
            isSound &=
                Vector512.GreaterThan(price, Vector512<double>.Zero)
                & Vector512.LessThan(price, Vector512.Create(double.PositiveInfinity))
                & Vector512.GreaterThanOrEqual(Vector512.Create(sizes[i..]), Vector512<double>.Zero);
        }

        var areSound = isSound.AsInt64() == Vector512<long>.AllBitsSet;
        for (; i < prices.Length; i++)
        {
            areSound &= IsSound(prices[i], sizes[i]);
        }

        return areSound;
    }

    private static bool IsSound(double price, double size) => InputGate.IsPrice(price) && size >= 0;

    private static Refusal FirstFault(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes)
    {
        var i = 0;
        while (IsSound(prices[i], sizes[i]))
        {
            i++;
        }

        return new Refusal(
            MetricStatus.InvalidInput,
            $"Position {i} has the liquidation price {CascadeText.Of(prices[i])} and the size {CascadeText.Of(sizes[i])}."
        );
    }
}
