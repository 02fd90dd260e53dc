namespace Decoupling.Snapshots;

/// <summary>The part of <see cref="SnapshotRules"/> that looks at order books and liquidation tapes. A crossed book passes: gates judge it.</summary>
internal static class BookRules
{
    public static void Check(OrderBook? book, string what, List<string> reasons)
    {
        if (book is null)
        {
            return;
        }

        CheckSide(book.BidPrices, book.BidSizes, -1, $"{what}, bids", reasons);
        CheckSide(book.AskPrices, book.AskSizes, 1, $"{what}, asks", reasons);
        InstrumentRules.CheckTimes(book.VenueAt, book.ReceivedAt, what, reasons);
        if (!SnapshotRules.IsTime(book.BidsSinceAt) || !SnapshotRules.IsTime(book.AsksSinceAt))
        {
            reasons.Add($"{what} has a time that is not in UTC.");
        }
    }

    public static void Check(LiquidationTape? tape, string what, List<string> reasons)
    {
        if (tape is null)
        {
            return;
        }

        if (!Enum.IsDefined(tape.Coverage))
        {
            reasons.Add($"{what} have no known coverage.");
        }

        if (!SnapshotRules.IsTime(tape.FromAt))
        {
            reasons.Add($"{what} begin at a time that is not in UTC.");
        }

        var count = tape.At.Length;
        if (tape.Price.Length != count || tape.SizeCoins.Length != count || count > SnapshotRules.MaxLiquidations)
        {
            reasons.Add(
                $"{what} have columns of different length, or more than {SnapshotRules.MaxLiquidations} events."
            );
            return;
        }

        for (var i = 0; i < count; i++)
        {
            if (!SnapshotRules.IsTime(tape.At[i]) || (i > 0 && tape.At[i] < tape.At[i - 1]))
            {
                reasons.Add($"{what} are not in the order of their times in UTC, at event {i}.");
                return;
            }

            if (!InstrumentRules.IsPositive(tape.Price[i]) || !double.IsFinite(tape.SizeCoins[i]))
            {
                reasons.Add($"{what} have a price or a size that is none, at event {i}.");
                return;
            }
        }
    }

    /// <summary>Checks one side, whose prices rise (<paramref name="direction"/> 1) or fall (-1) strictly.</summary>
    private static void CheckSide(double[] prices, double[] sizes, int direction, string what, List<string> reasons)
    {
        if (prices.Length != sizes.Length || prices.Length > SnapshotRules.MaxBookLevels)
        {
            reasons.Add($"{what}: {prices.Length} prices and {sizes.Length} sizes.");
            return;
        }

        for (var i = 0; i < prices.Length; i++)
        {
            if (!InstrumentRules.IsPositive(prices[i]) || !InstrumentRules.IsPositive(sizes[i]))
            {
                reasons.Add($"{what}: a price or a size is not above 0, at level {i}.");
                return;
            }

            if (i > 0 && direction * (prices[i] - prices[i - 1]) <= 0)
            {
                reasons.Add($"{what}: the prices are not strictly in order, at level {i}.");
                return;
            }
        }
    }
}
