using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Liquidation;

/// <summary>What the map refuses, and what it says where there is no map.</summary>
public sealed partial class LiquidationMapTests
{
    [Fact]
    public void Compute_NoOpenInterest_IsInsufficient() =>
        LiquidationMap.Compute(100, null, Flat(100), [], Terms, AsOf).Status.ShouldBe(MetricStatus.InsufficientData);

    [Fact]
    public void Compute_OpenInterestOfZero_IsAnEmptyMap()
    {
        var map = LiquidationMap.Compute(100, 0, Flat(100), [], Terms, AsOf);

        map.Status.ShouldBe(MetricStatus.Ok);
        map.Bands.ShouldAllBe(band => band.LongUsd == 0 && band.ShortUsd == 0);
        map.LongCluster.ShouldBeNull();
    }

    [Fact]
    public void Compute_NothingTraded_IsDegenerate() =>
        Compute(Flat(100) with { Volume = new double[24] }).Status.ShouldBe(MetricStatus.Degenerate);

    [Fact]
    public void Compute_PriceBeyondEveryPosition_IsDegenerate() =>
        LiquidationMap
            .Compute(10, OpenInterestUsd, Flat(100), [], Terms, AsOf)
            .Status.ShouldBe(MetricStatus.Degenerate);

    [Fact]
    public void Compute_FewBarsOrOldOnes_SaysSo()
    {
        var gaps = Flat(100);
        Array.Fill(gaps.Close, double.NaN, 0, 13);
        Compute(gaps).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute(Flat(100) with { StartAt = AsOf - 27 * Step }).Status.ShouldBe(MetricStatus.Stale);
        Compute(Flat(100) with { StartAt = AsOf }).Status.ShouldBe(MetricStatus.InvalidInput);
    }

    [Theory]
    [InlineData(0, 99, 101, 1)]
    [InlineData(100, 101, 102, 1)]
    [InlineData(100, 99, 99.5, 1)]
    [InlineData(100, 99, double.PositiveInfinity, 1)]
    [InlineData(100, 0, 101, 1)]
    [InlineData(100, 99, 101, -1)]
    [InlineData(100, 99, 101, double.NaN)]
    public void Compute_BarThatIsNone_IsRefusedByItsNumber(double close, double low, double high, double volume)
    {
        var bars = Flat(100);
        (bars.Close[7], bars.Low![7], bars.High![7], bars.Volume![7]) = (close, low, high, volume);

        var map = Compute(bars);

        map.Status.ShouldBe(MetricStatus.InvalidInput);
        map.Reason!.ShouldContain("Bar 7");
    }

    [Theory]
    [InlineData(double.NaN, 1e9)]
    [InlineData(0, 1e9)]
    [InlineData(100, double.NaN)]
    [InlineData(100, -1)]
    public void Compute_NoMarketData_IsInvalid(double markPrice, double openInterestUsd) =>
        LiquidationMap
            .Compute(markPrice, openInterestUsd, Flat(100), [], Terms, AsOf)
            .Status.ShouldBe(MetricStatus.InvalidInput);

    [Fact]
    public void Compute_ChangesThatCannotBe_AreInvalid()
    {
        var changes = new double[24];
        changes[5] = 2 * OpenInterestUsd;

        LiquidationMap
            .Compute(100, OpenInterestUsd, Flat(100), changes, Terms, AsOf)
            .Status.ShouldBe(MetricStatus.InvalidInput);
    }

    [Fact]
    public void Compute_CallersMistakes_Throw()
    {
        Should.Throw<ArgumentException>(() => LiquidationMap.Compute(100, 1, Flat(100), [1.0], Terms, AsOf));
        Should.Throw<ArgumentException>(() => Compute(Flat(100) with { High = [1] }));
        Should.Throw<ArgumentOutOfRangeException>(() => new LiquidationMapOptions { BinWidth = 0 }.Validate());
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new LeverageMix { Leverages = [5, 10], Weights = [0.5, 0.4] }.Validate()
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new LeverageMix { Leverages = [5, 5], Weights = [0.5, 0.5] }.Validate()
        );
        Should.NotThrow(() => new LeverageMix { Leverages = [5, 10], Weights = [0.5, 0.5 + 0.9e-9] }.Validate());
    }

    [Fact]
    public void Compute_WildInputs_GiveFiniteNumbersOrAStatus()
    {
        var random = new Random(20261122);
        double[] wild = [0, double.Epsilon, 1e-300, 1e-3, 1, 99.9, 100, 101, 1e9, 1e300, double.MaxValue, double.NaN];
        for (var run = 0; run < 3000; run++)
        {
            var bars = Random(run, 24, 0.01);
            for (var i = 0; i < 2; i++)
            {
                double[] column = random.Next(4) switch
                {
                    0 => bars.Close,
                    1 => bars.High!,
                    2 => bars.Low!,
                    _ => bars.Volume!,
                };
                column[random.Next(24)] = wild[random.Next(wild.Length)];
            }

            var changes = new double[24];
            changes[random.Next(24)] = wild[random.Next(wild.Length)] * (random.Next(2) == 0 ? 1 : -1);
            var map = LiquidationMap.Compute(
                wild[random.Next(wild.Length)],
                wild[random.Next(wild.Length)],
                bars,
                random.Next(2) == 0 ? changes : [],
                Terms,
                AsOf
            );

            (map.Status == MetricStatus.Ok).ShouldBe(map.Reason is null);
            map.Bands.All(band => double.IsFinite(band.LongUsd) && double.IsFinite(band.ShortUsd)).ShouldBeTrue();
            double.IsFinite(map.LongUsdPerLogPrice ?? 0).ShouldBeTrue();
            double.IsFinite(map.ShortCluster?.Price ?? 0).ShouldBeTrue();
            double.IsFinite(map.LongCluster?.Usd ?? 0).ShouldBeTrue();
        }
    }

    // The same model with a list of positions instead of bins: each is dropped when a later close, or the mark, has reached the center of its bin.
}
