using Decoupling.Depth;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Depth;

public sealed class DepthFragilityFuzzTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly double[] Wild =
    [
        double.Epsilon,
        1e-300,
        1e-3,
        1,
        99,
        100,
        101,
        1e9,
        1e200,
        double.MaxValue,
        double.NaN,
    ];

    [Theory]
    [InlineData(InstrumentKind.LinearPerpetual)]
    [InlineData(InstrumentKind.InversePerpetual)]
    public void Compute_WildBooks_GiveFiniteNumbersOrAStatus(InstrumentKind kind)
    {
        var random = new Random(20261122);
        for (var run = 0; run < 20_000; run++)
        {
            var book = new OrderBook(
                [100, Pick(random, 99)],
                [Pick(random, 1), 1],
                [Pick(random, 100.5), double.MaxValue],
                [Pick(random, 1), Pick(random, 1)],
                AsOf,
                AsOf
            );

            var result = DepthFragility.Compute(Pick(random, 1e9), book, kind, Wild[random.Next(10)], AsOf);

            (result.Status == MetricStatus.Ok).ShouldBe(result.Reason is null);
            result.Bands.All(IsFinite).ShouldBeTrue();
            result.Impacts.All(IsFinite).ShouldBeTrue();
        }
    }

    private static bool IsFinite(DepthBand band) =>
        double.IsFinite(band.BidDepthUsd)
        && double.IsFinite(band.AskDepthUsd)
        && double.IsFinite(band.OpenInterestOverDepth ?? 0)
        && double.IsFinite(band.OpenInterestOverLesserDepth ?? 0);

    private static bool IsFinite(BookImpact impact) =>
        double.IsFinite(impact.SellImpactPerUsd ?? 0) && double.IsFinite(impact.BuyImpactPerUsd ?? 0);

    private static double Pick(Random random, double sound) =>
        random.Next(3) == 0 ? Wild[random.Next(Wild.Length)] : sound;
}
