using Decoupling.Liquidation;

namespace Decoupling.Cascades;

/// <summary>E2. Tells where a shock would end once the liquidations that it sets off had been sold into the book, and what it would
/// cost the venue.</summary>
/// <remarks>p ← p₀(1 - shock); then in rounds: all positions that p has reached are closed, and their size moves p by E1 or by a
/// walk of the book; it ends when none is reached. Longs by falls, shorts by rises, which are the mirror image. Sizes are USD at the price
/// before the shock. Each position is closed once, whole; each round fills at its average price. Nobody else trades and no order is
/// added: a "what if", not a forecast. With a map, under its assumed leverages.
/// O(positions + levels). Source: S. Thurner, J. D. Farmer and J. Geanakoplos, "Leverage causes fat tails and clustered
/// volatility", 2012; R. Cont and L. Wagalath, "Running for the exit", 2013; methods E2.</remarks>
public static class LiquidationCascade
{
    /// <summary>A cascade whose price follows a formula.</summary>
    /// <param name="liquidationPrices">Where each position, or bin of a map, is liquidated: in the order in which the price reaches them.</param>
    /// <param name="notionalsUsd">Their sizes, USD at the price before the shock, at least 0.</param>
    /// <param name="side">Which are closed: longs by a fall, shorts by a rise.</param>
    /// <param name="price">The price before the shock, quote currency per coin, above 0.</param>
    /// <param name="shock">The first move, a fraction in (0, <see cref="CascadeOptions.MaximumMove"/>).</param>
    /// <param name="impact">How forced size moves the price.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Depth, ends and margins, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The spans differ in length, the shock or an option is out of range.</exception>
    public static CascadeResult Compute(
        ReadOnlySpan<double> liquidationPrices,
        ReadOnlySpan<double> notionalsUsd,
        PositionSide side,
        double price,
        double shock,
        ImpactModel impact,
        DateTimeOffset asOf,
        CascadeOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(impact);
        impact.Validate();
        options = CascadeInputs.Checked(options, shock, liquidationPrices, notionalsUsd);
        var start = new CascadeShock(price, shock, CascadeInputs.SignOf(side));
        if (CascadeInputs.FindFault(liquidationPrices, notionalsUsd, start) is { } fault)
        {
            return CascadeInputs.None(fault, asOf);
        }

        var positions = new SortedPositions(liquidationPrices, notionalsUsd, start.Sign);
        var depth = new ModelDepth(impact, options.DepthShare, start.Sign);
        var run = CascadeLoop.Run(ref positions, ref depth, start, options);
        return CascadeInputs.Result(run, start, liquidationPrices, notionalsUsd, 1, asOf, options);
    }

    /// <summary>A cascade through a book.</summary>
    /// <param name="liquidationPrices">Where each position, or bin of a map, is liquidated: in the order in which the price reaches them.</param>
    /// <param name="notionalsUsd">Their sizes, USD at the price before the shock, at least 0.</param>
    /// <param name="side">Which are closed: longs into bids, shorts out of asks.</param>
    /// <param name="price">The price before the shock, quote currency per coin, above 0.</param>
    /// <param name="shock">The first move, a fraction in (0, <see cref="CascadeOptions.MaximumMove"/>).</param>
    /// <param name="book">The bids, or the asks.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Depth, ends and margins, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">Spans differ in length, the shock or an option is out of range.</exception>
    public static CascadeResult Compute(
        ReadOnlySpan<double> liquidationPrices,
        ReadOnlySpan<double> notionalsUsd,
        PositionSide side,
        double price,
        double shock,
        CascadeBook book,
        DateTimeOffset asOf,
        CascadeOptions? options = null
    )
    {
        options = CascadeInputs.Checked(options, shock, liquidationPrices, notionalsUsd);
        var start = new CascadeShock(price, shock, CascadeInputs.SignOf(side));
        if (
            (
                CascadeInputs.FindFault(liquidationPrices, notionalsUsd, start)
                ?? CascadeInputs.FindFault(book, start.Sign)
            ) is
            { } fault
        )
        {
            return CascadeInputs.None(fault, asOf);
        }

        var positions = new SortedPositions(liquidationPrices, notionalsUsd, start.Sign);
        var depth = new BookDepth(book.Prices, book.SizesCoins, price, start.ShockedPrice, start.Sign, options);
        var run = CascadeLoop.Run(ref positions, ref depth, start, options);
        return CascadeInputs.Result(run, start, liquidationPrices, notionalsUsd, 1, asOf, options);
    }
}
