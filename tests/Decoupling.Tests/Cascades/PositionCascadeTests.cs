using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public class PositionCascadeTests
{
    [Fact]
    public void E2_MillionPositionsOfThePeers_EndWhereTheirsDo()
    {
        var shocked = PeerInputs.Read("G_shock")[0];
        var book = new CascadeBook(PeerInputs.Read("G_bookp"), PeerInputs.Read("G_bookd"));

        var result = PositionCascade.Compute(
            PeerInputs.Read("G_liq"),
            PeerInputs.Read("G_qty"),
            PositionSide.Long,
            60_000,
            1 - shocked / 60_000,
            book,
            SeriesF1.AsOf
        );

        // As the numpy, numba and C++ peers of workload G have it.
        result.LastPrice.ShouldBe(53_984.4);
        result.ForcedCount.ShouldBe(537_462);
        (result.ForcedUsd / 60_000).ShouldBeWithin(1e-10, 50_808.355683);
        result.Outcome.ShouldBe(CascadeOutcome.Settled);
    }

    [Theory]
    [InlineData(PositionSide.Long, 1)]
    [InlineData(PositionSide.Long, 2)]
    [InlineData(PositionSide.Short, 3)]
    [InlineData(PositionSide.Short, 4)]
    public void Compute_RandomPositionsInUnevenBooks_EndsAsTheSortedWalk(PositionSide side, int seed)
    {
        var random = new Random(seed);
        var sign = side == PositionSide.Long ? 1 : -1;
        for (var run = 0; run < 50; run++)
        {
            var prices = Enumerable
                .Range(0, 200)
                .Select(_ => 100 * Math.Exp(-sign * 0.3 * random.NextDouble()))
                .OrderBy(price => -sign * price)
                .ToArray();
            double[] coins = [.. prices.Select(_ => random.NextDouble())];
            // Gaps of every size between the levels, so that no guess of a level is exact.
            double[] levels =
            [
                .. Enumerable
                    .Range(0, 80)
                    .Select(_ => 100 * Math.Exp(-sign * 0.35 * Math.Pow(random.NextDouble(), 3)))
                    .OrderBy(price => -sign * price),
            ];
            double[] sizes = [.. levels.Select(_ => 0.2 + 3 * random.NextDouble())];
            var options = new CascadeOptions { MaintenanceRate = 0.01, DepthShare = 0.7 };

            var sorted = LiquidationCascade.Compute(
                prices,
                [.. coins.Select(size => 100 * size)],
                side,
                100,
                0.03,
                new CascadeBook(levels, sizes),
                SeriesF1.AsOf,
                options
            );
            int[] order = [.. Enumerable.Range(0, prices.Length)];
            random.Shuffle(order);
            var shuffled = PositionCascade.Compute(
                [.. order.Select(i => prices[i])],
                [.. order.Select(i => coins[i])],
                side,
                100,
                0.03,
                new CascadeBook(levels, sizes),
                SeriesF1.AsOf,
                options
            );

            shuffled.LastPrice.ShouldBe(sorted.LastPrice);
            shuffled.ForcedCount.ShouldBe(sorted.ForcedCount);
            shuffled.Outcome.ShouldBe(sorted.Outcome);
            shuffled.Rounds.Count.ShouldBe(sorted.Rounds.Count);
            (shuffled.ForcedUsd - sorted.ForcedUsd)!.Value.ShouldBe(0, 1e-9);
            (shuffled.BadDebtUsd - sorted.BadDebtUsd)!.Value.ShouldBe(0, 1e-9);
        }
    }

    [Theory]
    [InlineData(PositionSide.Long, 5)]
    [InlineData(PositionSide.Short, 6)]
    public void Compute_PositionsOnTheTicksOfAnEvenBook_EndsAsTheSortedWalk(PositionSide side, int seed)
    {
        var random = new Random(seed);
        var sign = side == PositionSide.Long ? 1 : -1;
        for (var run = 0; run < 50; run++)
        {
            double[] levels = [.. Enumerable.Range(1, 400).Select(i => Math.Round(100 - sign * 0.1 * i, 1))];
            double[] sizes = [.. levels.Select(_ => 0.2 + 3 * random.NextDouble())];
            double[] prices =
            [
                .. Enumerable
                    .Range(0, 1500)
                    .Select(_ => Math.Round(100 - sign * 50 * random.NextDouble(), 1 + random.Next(3)))
                    .OrderBy(price => -sign * price),
            ];
            double[] coins = [.. prices.Select(_ => 1 + random.Next(4) * 0.25)];
            var shock = Math.Round(0.2 * random.NextDouble() + 0.001, 4);

            var sorted = LiquidationCascade.Compute(
                prices,
                [.. coins.Select(size => 100 * size)],
                side,
                100,
                shock,
                new CascadeBook(levels, sizes),
                SeriesF1.AsOf
            );
            var byLevel = PositionCascade.Compute(
                prices,
                coins,
                side,
                100,
                shock,
                new CascadeBook(levels, sizes),
                SeriesF1.AsOf
            );

            byLevel.LastPrice.ShouldBe(sorted.LastPrice);
            byLevel.ForcedCount.ShouldBe(sorted.ForcedCount);
            byLevel.Rounds.Select(round => round.Price).ShouldBe(sorted.Rounds.Select(round => round.Price));
        }
    }

    [Fact]
    public void Compute_ShockBeyondTheBook_IsExhaustedAtOnce()
    {
        var result = PositionCascade.Compute(
            [90, 97],
            [1, 1],
            PositionSide.Long,
            100,
            0.05,
            new CascadeBook([99, 98], [1, 1]),
            SeriesF1.AsOf
        );

        result.Outcome.ShouldBe(CascadeOutcome.BookExhausted);
        result.ForcedUsd.ShouldBe(100);
        result.UnfilledUsd.ShouldBe(100);
        result.LastPrice.ShouldBe(95);
    }

    [Fact]
    public void Compute_AssumedDepth_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            PositionCascade.Compute(
                [90],
                [1],
                PositionSide.Long,
                100,
                0.05,
                new CascadeBook([99], [1]),
                SeriesF1.AsOf,
                new CascadeOptions { Beyond = BeyondBook.MeanDensity }
            )
        );

    [Fact]
    public void Compute_PositionThatIsNone_IsRefusedByItsNumber()
    {
        var result = PositionCascade.Compute(
            [90, double.NaN],
            [1, 1],
            PositionSide.Long,
            100,
            0.05,
            new CascadeBook([99], [1]),
            SeriesF1.AsOf
        );

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain("Position 1");
        ResultContract.ShouldHold(result);
    }
}
