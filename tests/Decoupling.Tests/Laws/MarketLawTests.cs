using Decoupling.Breaks;
using Decoupling.Composite;
using Decoupling.Crowding;
using Decoupling.Depth;
using Decoupling.Discovery;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tests.Discovery;
using FsCheck;
using FsCheck.Fluent;

namespace Decoupling.Tests.Laws;

/// <summary>Laws of the metrics of markets and crowds that no test of a single metric has: roles exchanged, inputs repeated or rescaled.</summary>
public class MarketLawTests
{
    private static readonly DateTimeOffset s_asOf = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);

    private static Gen<TickPair> Ticks =>
        from seed in Gen.Choose(0, 1_000_000)
        from first in Gen.Choose(20, 60)
        from second in Gen.Choose(20, 60)
        select TickPair.Random(seed, first, second);

    /// <summary>Two books, each sound in itself, that may lie apart or cross each other.</summary>
    private static Gen<(OrderBook One, OrderBook Other)> Books =>
        from one in Book
        from other in Book
        select (one, other);

    private static Gen<OrderBook> Book =>
        from levels in Gen.Choose(1, 8)
        from mid in Gen.Choose(9_900, 10_100)
        from bidSteps in Gen.Choose(1, 20).ArrayOf(levels)
        from askSteps in Gen.Choose(1, 20).ArrayOf(levels)
        from bidSizes in Gen.Choose(1, 64).ArrayOf(levels)
        from askSizes in Gen.Choose(1, 64).ArrayOf(levels)
        select new OrderBook(
            Ladder(mid, bidSteps, -1),
            [.. bidSizes.Select(size => size / 8.0)],
            Ladder(mid, askSteps, 1),
            [.. askSizes.Select(size => size / 8.0)],
            s_asOf,
            s_asOf
        );

    [Fact]
    public void A6_MarketsSwapped_KeepsTheCovarianceAndTurnsTheLeadAround() =>
        Law.HoldsFor(
            Ticks,
            pair =>
            {
                var options = new LeadLagOptions
                {
                    MaximumLag = TimeSpan.FromSeconds(5),
                    Step = TimeSpan.FromSeconds(0.5),
                };
                var forth = HayashiYoshida.Compute(pair.FirstSpan, pair.SecondSpan, s_asOf, new());
                var back = HayashiYoshida.Compute(pair.SecondSpan, pair.FirstSpan, s_asOf, new());
                var lead = LeadLag.Compute(pair.FirstSpan, pair.SecondSpan, TimeSpan.Zero, s_asOf, options);
                var lag = LeadLag.Compute(pair.SecondSpan, pair.FirstSpan, TimeSpan.Zero, s_asOf, options);

                back.Covariance!.Value.ShouldBe(forth.Covariance!.Value, 1e-17);
                back.FirstRealizedVariance.ShouldBe(forth.SecondRealizedVariance);
                lag.LeadSeconds.ShouldBe(-lead.LeadSeconds);
                lag.LeadLagRatio.ShouldBeWithin(1e-6, 1 / lead.LeadLagRatio!.Value);
            }
        );

    [Fact]
    public void A6_TimeRunBackwards_KeepsTheCovarianceAndTurnsTheLeadAround() =>
        Law.HoldsFor(
            Ticks,
            pair =>
            {
                var options = new LeadLagOptions
                {
                    MaximumLag = TimeSpan.FromSeconds(5),
                    Step = TimeSpan.FromSeconds(0.5),
                };
                var backwards = new TickPair(
                    [.. pair.FirstSeconds.Reverse().Select(at => -at)],
                    [.. pair.First.Reverse()],
                    [.. pair.SecondSeconds.Reverse().Select(at => -at)],
                    [.. pair.Second.Reverse()]
                );
                var lead = LeadLag.Compute(pair.FirstSpan, pair.SecondSpan, TimeSpan.Zero, s_asOf, options);
                var lag = LeadLag.Compute(backwards.FirstSpan, backwards.SecondSpan, TimeSpan.Zero, s_asOf, options);

                HayashiYoshida
                    .Compute(backwards.FirstSpan, backwards.SecondSpan, s_asOf, new())
                    .Covariance!.Value.ShouldBe(
                        HayashiYoshida.Compute(pair.FirstSpan, pair.SecondSpan, s_asOf, new()).Covariance!.Value,
                        1e-17
                    );
                lag.LeadSeconds.ShouldBe(-lead.LeadSeconds);
                lag.LeadLagRatio.ShouldBeWithin(1e-6, 1 / lead.LeadLagRatio!.Value);
            }
        );

    [Fact]
    public void A7_MarketsSwapped_SharesAddUpToOne() =>
        Law.HoldsFor(
            from seed in Gen.Choose(0, 1_000_000)
            from speed in Gen.Choose(5, 60)
            select (seed, speed),
            input =>
            {
                var (first, second) = Tied(input.seed, 0.01 * input.speed);
                var forth = PriceDiscovery.Compute(first, second, s_asOf, new());
                var back = PriceDiscovery.Compute(second, first, s_asOf, new());

                back.Status.ShouldBe(forth.Status);
                if (forth.Shares is not { } one)
                {
                    return;
                }

                var other = back.Shares!;
                (one.ComponentShare + other.ComponentShare).ShouldBe(1, 1e-9);
                (one.InformationShareLow + other.InformationShareHigh).ShouldBe(1, 1e-9);
                (one.InformationShareMid + other.InformationShareMid).ShouldBe(1, 1e-9);
                (one.ModifiedInformationShare + other.ModifiedInformationShare).ShouldBe(1, 1e-9);
                (one.InformationLeadershipShare + other.InformationLeadershipShare)?.ShouldBe(1, 1e-9);
            }
        );

    [Fact]
    public void B5_BooksSwapped_NeverPayBothWaysAndScaleWithSize() =>
        Law.HoldsFor(
            Books,
            books =>
            {
                var forth = Edge(books.One, books.Other);
                var back = Edge(books.Other, books.One);
                var doubled = Edge(Resized(books.One, 2), Resized(books.Other, 2));

                // Each book's bid lies below its own ask, so only one way around can gain.
                (forth.ProfitQuote * back.ProfitQuote).ShouldBe(0);
                doubled.SizeCoins.ShouldBe(2 * forth.SizeCoins);
                doubled.ProfitQuote.ShouldBe(2 * forth.ProfitQuote);
                doubled.EdgeBps.ShouldBe(forth.EdgeBps);
                doubled.BreakEvenFee.ShouldBe(forth.BreakEvenFee);
            }
        );

    [Fact]
    public void B6_RunBackwards_FindsTheSameBreakFromTheOtherEnd() =>
        Law.HoldsFor(
            Gen.Choose(-10_000, 10_000).Select(level => 1e-3 * level).ArrayOf(60).Where(l => l.Distinct().Count() > 5),
            levels =>
            {
                var forth = SupF.Compute(levels, s_asOf, new());
                var back = SupF.Compute([.. levels.Reverse()], s_asOf, new());

                back.Status.ShouldBe(forth.Status);
                back.Statistic!.Value.ShouldBe(forth.Statistic!.Value, 1e-9 * forth.Statistic.Value);
            }
        );

    [Fact]
    public void C2_SidesSwappedAndScaled_TurnTheLeanAround() =>
        Law.HoldsFor(
            from longs in Gen.Choose(0, 1_000_000)
            from shorts in Gen.Choose(1, 1_000_000)
            from power in Gen.Choose(-30, 30)
            select (Longs: (double)longs, Shorts: (double)shorts, Scale: Math.ScaleB(1, power)),
            input =>
            {
                var skew = LongShortSkew.Compute(input.Longs, input.Shorts, s_asOf).Skew;

                LongShortSkew.Compute(input.Shorts, input.Longs, s_asOf).Skew.ShouldBe(-skew);
                LongShortSkew
                    .Compute(input.Scale * input.Longs, input.Scale * input.Shorts, s_asOf)
                    .Skew.ShouldBe(skew);
            }
        );

    [Fact]
    public void C2_HoldersSplitInTwo_HalvesTheConcentration() =>
        Law.HoldsFor(
            from holders in Gen.Choose(1, 1_000).ArrayOf(5)
            from power in Gen.Choose(-30, 30)
            select (Holders: holders.Select(size => (double)size).ToArray(), Scale: Math.ScaleB(1, power)),
            input =>
            {
                var all = 2 * input.Holders.Sum();
                double[] halves = [.. input.Holders.SelectMany(size => new[] { size / 2, size / 2 })];
                var whole = HolderConcentration.Compute(input.Holders, all, s_asOf, new());
                var split = HolderConcentration.Compute(halves, all, s_asOf, new());
                var scaled = HolderConcentration.Compute(
                    [.. input.Holders.Select(size => input.Scale * size)],
                    input.Scale * all,
                    s_asOf,
                    new()
                );

                split.TopShare.ShouldBeWithin(1e-14, whole.TopShare!.Value);
                split.HerfindahlIndex.ShouldBeWithin(1e-14, whole.HerfindahlIndex!.Value / 2);
                scaled.HerfindahlIndex.ShouldBe(whole.HerfindahlIndex);
            }
        );

    [Fact]
    public void C3_BookMirroredAndRescaled_SwapsTheSidesAndKeepsTheRatio() =>
        Law.HoldsFor(
            from book in Book
            from power in Gen.Choose(-10, 10)
            select (Book: book, Scale: Math.ScaleB(1, power)),
            input =>
            {
                const double Usd = 1e9;
                var straight = DepthFragility.Compute(Usd, input.Book, InstrumentKind.LinearPerpetual, 1, s_asOf);
                var mirrored = DepthFragility.Compute(
                    Usd,
                    Mirrored(input.Book),
                    InstrumentKind.LinearPerpetual,
                    1,
                    s_asOf
                );
                var larger = DepthFragility.Compute(
                    input.Scale * Usd,
                    Resized(input.Book, input.Scale),
                    InstrumentKind.LinearPerpetual,
                    1,
                    s_asOf
                );

                mirrored.MidPrice!.Value.ShouldBe(straight.MidPrice!.Value, 1e-9);
                for (var i = 0; i < straight.Bands.Count; i++)
                {
                    larger.Bands[i].OpenInterestOverDepth.ShouldBe(straight.Bands[i].OpenInterestOverDepth);
                    larger.Bands[i].BidDepthUsd.ShouldBe(input.Scale * straight.Bands[i].BidDepthUsd);
                }

                // A level mirrored in the mid price m is worth (2m - P)·coins.
                var (book, mid) = (input.Book, straight.MidPrice.Value);
                for (var i = 0; i < straight.Bands.Count; i++)
                {
                    var width = straight.Bands[i].Width * mid;
                    var coins = book.AskPrices.Zip(book.AskSizes).Where(l => l.First - mid <= width).Sum(l => l.Second);
                    (mirrored.Bands[i].BidDepthUsd + straight.Bands[i].AskDepthUsd).ShouldBe(
                        2 * mid * coins,
                        1e-9 * mid * (1 + coins)
                    );
                }
            }
        );

    [Fact]
    public void J5_PastTwice_KeepsTheRank() =>
        Law.HoldsFor(
            from past in Gen.Choose(0, 40).ArrayOf(60)
            from value in Gen.Choose(0, 40)
            select (Past: past.Select(level => (double)level).ToArray(), Value: (double)value),
            input =>
            {
                var once = PercentileRank.Compute(input.Past, input.Value, s_asOf, new());
                var twice = PercentileRank.Compute([.. input.Past, .. input.Past], input.Value, s_asOf, new());

                twice.MidRank.ShouldBe(once.MidRank);
                twice.Strict.ShouldBe(once.Strict);
                twice.Weak.ShouldBe(once.Weak);
            }
        );

    [Fact]
    public void J5_PartSplitIntoTwoAlike_KeepsTheScoreAndItsShare() =>
        Law.HoldsFor(
            from ranks in Gen.Choose(1, 100).ArrayOf(3)
            from weights in Gen.Choose(1, 10).ArrayOf(3)
            from rho in Gen.Choose(0, 90).ArrayOf(3)
            select (ranks, weights, rho),
            input =>
            {
                double?[] ranks = [.. input.ranks.Select(rank => (double?)(0.01 * rank))];
                double[] weights = [.. input.weights.Select(weight => (double)weight)];
                var (ab, ac, bc) = (0.01 * input.rho[0], 0.01 * input.rho[1], 0.01 * input.rho[2]);

                var whole = CompositeScore.Compute(ranks, weights, [1, ab, ac, ab, 1, bc, ac, bc, 1], s_asOf, new());
                var split = CompositeScore.Compute(
                    [ranks[0], ranks[0], ranks[1], ranks[2]],
                    [0.5 * weights[0], 0.5 * weights[0], weights[1], weights[2]],
                    [1, 1, ab, ac, 1, 1, ab, ac, ab, ab, 1, bc, ac, ac, bc, 1],
                    s_asOf,
                    new()
                );

                split.Status.ShouldBe(whole.Status);
                if (whole.Score is { } score)
                {
                    split.Score.ShouldBeWithin(1e-12, score);
                    split.WeightedMean.ShouldBeWithin(1e-12, whole.WeightedMean!.Value);
                    (split.Shares![0] + split.Shares[1]).ShouldBeWithin(1e-12, whole.Shares![0]!.Value);
                }
            }
        );

    private static ArbitrageEdgeResult Edge(OrderBook buyFrom, OrderBook sellTo)
    {
        var edge = ArbitrageEdge.Compute(buyFrom, sellTo, 1e-4, 2e-4, 0.5, s_asOf, new());
        edge.Status.ShouldBe(MetricStatus.Ok);
        return edge;
    }

    private static OrderBook Resized(OrderBook book, double factor) =>
        book with
        {
            BidSizes = [.. book.BidSizes.Select(size => factor * size)],
            AskSizes = [.. book.AskSizes.Select(size => factor * size)],
        };

    /// <summary>Bids become asks as far above the mid as they were below it, and the other way round.</summary>
    private static OrderBook Mirrored(OrderBook book)
    {
        var twiceMid = book.BidPrices[0] + book.AskPrices[0];
        return book with
        {
            BidPrices = [.. book.AskPrices.Select(price => twiceMid - price)],
            BidSizes = book.AskSizes,
            AskPrices = [.. book.BidPrices.Select(price => twiceMid - price)],
            AskSizes = book.BidSizes,
        };
    }

    private static double[] Ladder(int mid, int[] steps, int direction)
    {
        // No level lies on the edge of a band, where rounding would decide.
        var prices = new double[steps.Length];
        var distance = 0.3017;
        for (var i = 0; i < steps.Length; i++)
        {
            prices[i] = mid + direction * (distance += steps[i]);
        }

        return prices;
    }

    /// <summary>A walk and a market that closes so much of the gap to it each step.</summary>
    private static (double[] First, double[] Second) Tied(int seed, double speed)
    {
        var random = new Random(seed);
        var (first, second) = (new double[300], new double[300]);
        for (var i = 1; i < first.Length; i++)
        {
            first[i] = first[i - 1] + 1e-3 * (random.NextDouble() - 0.5) + 0.2 * (second[i - 1] - first[i - 1]);
            second[i] = second[i - 1] + 1e-3 * (random.NextDouble() - 0.5) + speed * (first[i - 1] - second[i - 1]);
        }

        return (first, second);
    }
}
