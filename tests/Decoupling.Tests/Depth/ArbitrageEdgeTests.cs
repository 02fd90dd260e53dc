using Decoupling.Depth;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Depth;

public class ArbitrageEdgeTests
{
    private static readonly ArbitrageEdgeOptions s_noHaircut = new() { LatencyDeviations = 0 };

    [Fact]
    public void B5_TwoLevels_ReachesTheReferenceSizeAndProfit()
    {
        var result = Compute(Asks((100, 2), (100.2, 3)), Bids((100.6, 1), (100.4, 4)), 0.001, 0.0005);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.SizeCoins.ShouldBe(5);
        result.ProfitQuote.ShouldBeWithin(1e-11, 0.8483);
        result.EdgeBps.ShouldBeWithin(1e-11, 0.8483 / (5 * 100.3) * 1e4);
        result.BreakEvenFee.ShouldBeWithin(1e-12, 0.6 / 200.6);
        result.HaircutPerCoin.ShouldBe(0);
        result.SampleCount.ShouldBe(4);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_FeesAtBreakEven_LeaveNothing()
    {
        var (asks, bids) = (Asks((100, 2), (100.2, 3)), Bids((100.6, 1), (100.4, 4)));
        var fee = Compute(asks, bids, 0, 0).BreakEvenFee!.Value;

        Compute(asks, bids, fee * 1.0001, fee * 1.0001).SizeCoins.ShouldBe(0);
        Compute(asks, bids, fee * 0.9999, fee * 0.9999).SizeCoins!.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Compute_BestLevelsThatDoNotPay_IsZeroWithOk()
    {
        var result = Compute(Asks((100, 2)), Bids((100.05, 1)), 0.001, 0.001);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.SizeCoins.ShouldBe(0);
        result.ProfitQuote.ShouldBe(0);
        result.EdgeBps.ShouldBe(0);
        Compute(Asks((100, 2)), Bids((99, 1)), 0, 0).BreakEvenFee!.Value.ShouldBeLessThan(0);
    }

    [Fact]
    public void Compute_RandomBooks_AgreesWithTradingCoinByCoin()
    {
        var random = new Random(17);
        for (var i = 0; i < Campaign.Runs(20_000); i++)
        {
            // Sizes of whole coins: each coin of the asks, cheapest first, meets one of the bids, dearest first.
            var (asks, bids) = (Side(random, 100, 1), Side(random, 101, -1));
            var haircut = random.NextDouble() * 0.2;
            double[] costs = [.. asks.SelectMany(level => Enumerable.Repeat(level.Price, (int)level.Size))];
            double[] proceeds = [.. bids.SelectMany(level => Enumerable.Repeat(level.Price, (int)level.Size))];
            double[] edges =
            [
                .. costs.Zip(proceeds, (ask, bid) => bid * 0.9995 - ask * 1.001 - haircut).TakeWhile(edge => edge > 0),
            ];

            var result = Compute(
                Asks(asks),
                Bids(bids),
                0.001,
                0.0005,
                options: new() { CostPerCoin = haircut, LatencyDeviations = 0 }
            );

            result.SizeCoins.ShouldBe(edges.Length);
            result.ProfitQuote!.Value.ShouldBe(edges.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Compute_PricesScaled_ScalesTheProfitAndKeepsTheEdge()
    {
        var result = Compute(Asks((100, 2), (100.2, 3)), Bids((100.6, 1), (100.4, 4)), 0.001, 0.0005);

        var scaled = Compute(Asks((800, 2), (801.6, 3)), Bids((804.8, 1), (803.2, 4)), 0.001, 0.0005);

        scaled.ProfitQuote.ShouldBeWithin(1e-11, 8 * result.ProfitQuote!.Value);
        scaled.EdgeBps.ShouldBeWithin(1e-11, result.EdgeBps!.Value);
        scaled.SizeCoins.ShouldBe(result.SizeCoins);
    }

    [Fact]
    public void Compute_OlderBook_TakesALargerHaircut()
    {
        var options = new ArbitrageEdgeOptions();
        var fresh = Compute(Asks((100, 2)), Bids((100.6, 1)), 0, 0, volatility: 0.6, options: options);
        var old = Compute(Asks((100, 2), ageSeconds: 4), Bids((100.6, 1)), 0, 0, volatility: 0.6, options: options);
        var other = Compute(Asks((100, 2)), Bids((100.6, 1), ageSeconds: 4), 0, 0, volatility: 0.6, options: options);

        fresh.HaircutPerCoin.ShouldBe(0);
        // One deviation of 60 % a year over 4 of 31,536,000 seconds, at a mid of 100.3.
        old.HaircutPerCoin.ShouldBeWithin(1e-13, 0.6 * Math.Sqrt(4.0 / 31_536_000) * 100.3);
        old.ProfitQuote.ShouldBeWithin(1e-12, 0.6 - old.HaircutPerCoin!.Value);
        other.HaircutPerCoin.ShouldBe(old.HaircutPerCoin);
    }

    [Fact]
    public void Compute_BookOverTheAgeLimitOrCrossedInItself_IsStale()
    {
        Compute(Asks((100, 2), ageSeconds: 5.1), Bids((100.6, 1)), 0, 0).Status.ShouldBe(MetricStatus.Stale);
        Compute(Asks((100, 2)), Bids((100.6, 1), ageSeconds: 5.1), 0, 0).Status.ShouldBe(MetricStatus.Stale);
        Compute(Asks((100, 2), ageSeconds: 5), Bids((100.6, 1)), 0, 0).Status.ShouldBe(MetricStatus.Ok);
        Compute(Asks((100, 2), ageSeconds: -3), Bids((100.6, 1)), 0, 0, volatility: 1).HaircutPerCoin.ShouldBe(0);

        var crossed = Asks((100, 2)) with { BidPrices = [100], BidSizes = [1] };
        var result = Compute(crossed, Bids((100.6, 1)), 0, 0);
        result.Status.ShouldBe(MetricStatus.Stale);
        result.Reason.ShouldNotBeNull().ShouldContain("crossed in itself");
        ResultContract.ShouldHold(result);
        crossed = Bids((100.6, 1)) with { AskPrices = [100.5], AskSizes = [1] };
        Compute(Asks((100, 2)), crossed, 0, 0).Status.ShouldBe(MetricStatus.Stale);
    }

    [Fact]
    public void Compute_BadInput_HasItsStatus()
    {
        Compute(Asks(), Bids((100.6, 1)), 0, 0).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(Asks((100, 2)), Bids(), 0, 0).Status.ShouldBe(MetricStatus.Degenerate);
        var broken = Compute(Asks((100, 2), (double.NaN, 1)), Bids((100.6, 1)), 0, 0);
        broken.Status.ShouldBe(MetricStatus.InvalidInput);
        broken.Reason.ShouldNotBeNull().ShouldContain("level 1");
        Compute(Asks((100, 2)), Bids((100.6, 0)), 0, 0).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute(Asks((100, 2)), Bids((100.6, 1)), 0, 0, volatility: -1).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute(Asks((1e300, 1e300)), Bids((1e308, 1e300)), 0, 0).Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void Compute_MistakesOfTheCaller_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(Asks((100, 2)), Bids((100.6, 1)), 1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(Asks((100, 2)), Bids((100.6, 1)), 0, double.NaN));
        ArbitrageEdgeOptions[] bad =
        [
            new() { CostPerCoin = -1 },
            new() { LatencyDeviations = double.NaN },
            new() { AgeLimit = TimeSpan.Zero },
        ];
        foreach (var options in bad)
        {
            Should.Throw<ArgumentOutOfRangeException>(() =>
                Compute(Asks((100, 2)), Bids((100.6, 1)), 0, 0, options: options)
            );
        }
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 28);

        for (var i = 0; i < Campaign.Runs(500_000); i++)
        {
            var (asks, bids) = (numbers.NextCount(8), numbers.NextCount(8));
            var ask = Asks() with
            {
                AskPrices = [.. numbers.NextPrices(asks).Order()],
                AskSizes = numbers.NextPrices(asks),
            };
            var bid = Bids() with
            {
                BidPrices = [.. numbers.NextPrices(bids).OrderDescending()],
                BidSizes = numbers.NextPrices(bids),
            };
            ResultContract.ShouldHold(Compute(ask, bid, 0.001, 0.001, i % 2 == 0 ? 0.6 : numbers.Next()));
        }
    }

    private static ArbitrageEdgeResult Compute(
        OrderBook buyFrom,
        OrderBook sellTo,
        double buyFee,
        double sellFee,
        double volatility = 0,
        ArbitrageEdgeOptions? options = null
    ) =>
        ArbitrageEdge.Compute(
            buyFrom,
            sellTo,
            buyFee,
            sellFee,
            volatility,
            SeriesF1.AsOf,
            options ?? (volatility > 0 ? new() : s_noHaircut)
        );

    private static (double Price, double Size)[] Side(Random random, double best, int direction)
    {
        var price = best;
        return
        [
            .. Enumerable
                .Range(0, random.Next(1, 6))
                .Select(_ => (price += direction * (0.05 + random.NextDouble() * 0.5), (double)random.Next(1, 5))),
        ];
    }

    private static OrderBook Asks(params (double Price, double Size)[] levels) => Asks(levels, 0);

    private static OrderBook Asks((double Price, double Size) level, double ageSeconds) => Asks([level], ageSeconds);

    private static OrderBook Asks((double Price, double Size)[] levels, double ageSeconds) =>
        Book([], levels, ageSeconds);

    private static OrderBook Bids(params (double Price, double Size)[] levels) => Bids(levels, 0);

    private static OrderBook Bids((double Price, double Size) level, double ageSeconds) => Bids([level], ageSeconds);

    private static OrderBook Bids((double Price, double Size)[] levels, double ageSeconds) =>
        Book(levels, [], ageSeconds);

    private static OrderBook Book(
        (double Price, double Size)[] bids,
        (double Price, double Size)[] asks,
        double ageSeconds
    ) =>
        new(
            [.. bids.Select(level => level.Price)],
            [.. bids.Select(level => level.Size)],
            [.. asks.Select(level => level.Price)],
            [.. asks.Select(level => level.Size)],
            SeriesF1.AsOf - TimeSpan.FromSeconds(ageSeconds),
            SeriesF1.AsOf
        );
}
