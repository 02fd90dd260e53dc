using Decoupling.Cascades;
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
    /// <summary>The distance of assumed levels in the logarithm of the price: a bin of the map.</summary>
    private const double FillStep = 0.001;

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
    /// <param name="sides">One at least.</param>
    /// <param name="beyond">Whether a book that ends before the longest is filled up to it, at its own mean density.</param>
    public static CascadeSide Merge(IReadOnlyList<CascadeSide> sides, BeyondBook beyond)
    {
        if (sides.Count == 1)
        {
            return sides[0];
        }

        var sign = sides[0].Side == PositionSide.Long ? -1.0 : 1.0;
        var end = sides.Max(side => sign * side.LevelPrices[^1]);
        var books = beyond == BeyondBook.MeanDensity ? [.. sides.Select(side => side.FilledTo(sign * end))] : sides;
        var (prices, notionals) = Merged(
            sides.Select(side => side.LiquidationPrices),
            sides.Select(side => side.NotionalsUsd),
            sign
        );
        var (levels, sizes) = Merged(
            books.Select(side => side.LevelPrices),
            books.Select(side => side.LevelsUsd),
            sign
        );
        return new CascadeSide(sides[0].Side, prices, notionals, levels, sizes)
        {
            FetchedMove = sides.Min(side => side.FetchedMove),
        };
    }

    /// <summary>How far the shortest of the fetched books reaches, a fraction: beyond it depth is assumed.</summary>
    public double FetchedMove { get; init; } = Math.Abs(1 - LevelPrices[^1]);

    private CascadeSide FilledTo(double end)
    {
        var missing = (int)(Math.Abs(Math.Log(end / LevelPrices[^1])) / FillStep);
        var usdPerStep = BookDepth.MeanDensity(LevelPrices, LevelsUsd) * FillStep;
        if (missing == 0 || usdPerStep == 0)
        {
            return this;
        }

        var step = Math.Exp(Side == PositionSide.Long ? -FillStep : FillStep);
        var last = LevelPrices[^1];
        double[] added = [.. Enumerable.Range(1, missing).Select(_ => last *= step)];
        return this with
        {
            LevelPrices = [.. LevelPrices, .. added],
            LevelsUsd = [.. LevelsUsd, .. Enumerable.Repeat(usdPerStep, missing)],
        };
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
