using Decoupling.Liquidation;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>One side of a market as a cascade meets it: who is closed where, and what stands against it.</summary>
/// <remarks>Prices are multiples of the market's own mark price and sizes USD at it, so that venues can be laid over each other: one shock moves
/// them all alike.</remarks>
internal sealed record CascadeSide(
    PositionSide Side,
    double[] LiquidationPrices,
    double[] NotionalsUsd,
    double[] LevelPrices,
    double[] LevelsUsd
)
{
    public static CascadeSide Of(PositionSide side, LiquidationBins bins, double mark, InstrumentSnapshot instrument)
    {
        var isFall = side == PositionSide.Long;
        var usd = isFall ? bins.LongUsd : bins.ShortUsd;
        var count = usd.Count(value => value > 0);
        var (prices, notionals) = (new double[count], new double[count]);
        for (var (i, n) = (0, 0); n < count; i++)
        {
            var bin = isFall ? bins.Count - 1 - i : i;
            if (usd[bin] > 0)
            {
                (prices[n], notionals[n]) = (bins.CenterPrice(bin) / mark, usd[bin]);
                n++;
            }
        }

        var book = instrument.Book!;
        var (levels, sizes) = isFall ? (book.BidPrices, book.BidSizes) : (book.AskPrices, book.AskSizes);
        var usdPerUnit = instrument.Kind.IsInverse() ? instrument.ContractMultiplier : mark;
        return new CascadeSide(
            side,
            prices,
            notionals,
            Array.ConvertAll(levels, price => price / mark),
            Array.ConvertAll(sizes, size => size * usdPerUnit)
        );
    }

    /// <summary>Several markets as one: all positions and all levels, in the order in which the price reaches them.</summary>
    public static CascadeSide Merge(IReadOnlyList<CascadeSide> sides)
    {
        if (sides.Count == 1)
        {
            return sides[0];
        }

        var side = sides[0].Side;
        var sign = side == PositionSide.Long ? -1.0 : 1.0;
        var (prices, notionals) = Merged(
            sides.Select(one => one.LiquidationPrices),
            sides.Select(one => one.NotionalsUsd),
            sign
        );
        var (levels, sizes) = Merged(sides.Select(one => one.LevelPrices), sides.Select(one => one.LevelsUsd), sign);
        return new CascadeSide(side, prices, notionals, levels, sizes);
    }

    /// <summary>Sorted by price, sizes of one price added up: a book has no two levels at one.</summary>
    private static (double[] Prices, double[] Sizes) Merged(
        IEnumerable<double[]> prices,
        IEnumerable<double[]> sizes,
        double sign
    )
    {
        double[] keys = [.. prices.SelectMany(some => some)];
        double[] values = [.. sizes.SelectMany(some => some)];
        var order = Array.ConvertAll(keys, price => sign * price);
        Array.Sort(order, values);
        var count = 0;
        for (var i = 0; i < order.Length; i++)
        {
            if (count > 0 && order[i] == order[count - 1])
            {
                values[count - 1] += values[i];
                continue;
            }

            (order[count], values[count]) = (order[i], values[i]);
            count++;
        }

        return ([.. order.Take(count).Select(price => sign * price)], values[..count]);
    }
}
