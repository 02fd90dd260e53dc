using Decoupling.Cascades;
using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public partial class LiquidationCascadeTests
{
    private const double RelativeTolerance = 1e-9;
    private static readonly double[] Prices = [98.5, 97, 95.5, 93];
    private static readonly double[] Usd = [50e6, 40e6, 60e6, 100e6];
    private static readonly LinearImpact Impact = new(0.0003e-6);

    [Fact]
    public void E2_LinearImpact_GoesThroughTheReferenceRounds()
    {
        var result = LiquidationCascade.Compute(Prices, Usd, PositionSide.Long, 100, 0.02, Impact, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Outcome.ShouldBe(CascadeOutcome.Settled);
        result.Rounds.Count.ShouldBe(3);
        result.Rounds[0].Price.ShouldBeWithin(RelativeTolerance, 96.53);
        result.Rounds[1].Price.ShouldBeWithin(RelativeTolerance, 95.37164);
        result.Rounds[2].Price.ShouldBeWithin(RelativeTolerance, 93.65495048);
        result.ForcedUsd.ShouldBeWithin(RelativeTolerance, 150e6);
        result.ForcedCount.ShouldBe(3);
        result.TotalMove.ShouldBeWithin(RelativeTolerance, 0.0634504952);
        result.Amplification.ShouldBeWithin(RelativeTolerance, 0.0634504952 / 0.02);
        result.IsExtrapolated.ShouldBe(false);
    }

    [Theory]
    [InlineData(1e-3, 0.02)]
    [InlineData(1e-4, 0.002)]
    [InlineData(1e-5, 0.0002)]
    public void E2_UniformDensity_ConvergesToOneOverOneMinusTheGain(double binWidth, double error)
    {
        // 20 M per 1 % and 0.025 % per M: n = 0.5, so a small shock is doubled.
        var (prices, usd) = UniformLongs(binWidth, usdPerLogPrice: 2e9, depth: 0.2);

        var result = LiquidationCascade.Compute(
            prices,
            usd,
            PositionSide.Long,
            100,
            0.001,
            new LinearImpact(2.5e-10),
            SeriesF1.AsOf
        );

        result.Outcome.ShouldBe(CascadeOutcome.Settled);
        result.Amplification!.Value.ShouldBe(2, 2 * error + 0.001);
    }

    [Fact]
    public void Compute_UniformDensityInABookOfUniformDepth_DoublesTheShockToo()
    {
        var (prices, usd) = UniformLongs(1e-5, usdPerLogPrice: 2e9, depth: 0.05);
        double[] bids = [.. Enumerable.Range(1, 5000).Select(level => 100 * Math.Exp(-level * 1e-5))];
        // 4 bn of depth per unit of ln P is 0.025 % a million.
        double[] coins = [.. bids.Select(_ => 4e9 * 1e-5 / 100)];

        var result = LiquidationCascade.Compute(
            prices,
            usd,
            PositionSide.Long,
            100,
            0.001,
            new CascadeBook(bids, coins),
            SeriesF1.AsOf
        );

        result.Outcome.ShouldBe(CascadeOutcome.Settled);
        result.Amplification!.Value.ShouldBe(2, 0.03);
    }

    [Fact]
    public void Compute_RiseOfShorts_IsTheMirrorImage()
    {
        double[] shorts = [101.5, 103, 104.5, 107];

        var result = LiquidationCascade.Compute(shorts, Usd, PositionSide.Short, 100, 0.02, Impact, SeriesF1.AsOf);

        // 102 · 1.015, · 1.012, · 1.018.
        result.Rounds[0].Price.ShouldBeWithin(RelativeTolerance, 103.53);
        result.Rounds[1].Price.ShouldBeWithin(RelativeTolerance, 104.77236);
        result.Rounds[2].Price.ShouldBeWithin(RelativeTolerance, 106.65826248);
        result.Outcome.ShouldBe(CascadeOutcome.Settled);
    }

    [Fact]
    public void Compute_SquareRootImpact_AddsTheIncrementOfTheRoot()
    {
        var model = new SquareRootImpact(0.05, 1e10) { Prefactor = 1 };

        var result = LiquidationCascade.Compute(Prices, Usd, PositionSide.Long, 100, 0.02, model, SeriesF1.AsOf);

        var first = 98 * (1 - 0.05 * Math.Sqrt(50e6 / 1e10));
        result.Rounds[0].Price.ShouldBeWithin(RelativeTolerance, first);
        result.Outcome.ShouldBe(CascadeOutcome.Settled);
        result.Rounds.Count.ShouldBe(1);
    }

    [Fact]
    public void Compute_HalfTheDepth_IsTwiceTheImpact()
    {
        var stressed = LiquidationCascade.Compute(
            Prices,
            Usd,
            PositionSide.Long,
            100,
            0.02,
            Impact,
            SeriesF1.AsOf,
            new CascadeOptions { DepthShare = 0.5 }
        );

        stressed.LastPrice.ShouldBe(
            LiquidationCascade
                .Compute(Prices, Usd, PositionSide.Long, 100, 0.02, new LinearImpact(0.0006e-6), SeriesF1.AsOf)
                .LastPrice
        );
    }

    [Fact]
    public void Compute_ThroughABook_WalksItAsC3Does()
    {
        double[] bids = [99.9, 97.9, 97.5, 96.9, 96];
        double[] coins = [50, 5, 10, 20, 100];

        // Of 100 at 98.2: 12 coins; nothing else is reached.
        var result = LiquidationCascade.Compute(
            [98.2, 96.5],
            [1200, 1e6],
            PositionSide.Long,
            100,
            0.02,
            new CascadeBook(bids, coins),
            SeriesF1.AsOf
        );

        var walk = BookWalk.Compute(bids.AsSpan(1), coins.AsSpan(1), 12, SeriesF1.AsOf);
        result.LastPrice.ShouldBe(walk.LastPrice);
        result.Rounds.ShouldHaveSingleItem().AveragePrice.ShouldBeWithin(1e-14, walk.AveragePrice!.Value);
        result.ForcedUsd.ShouldBe(1200);
    }

    [Fact]
    public void Compute_BookTooThin_SaysSoAndCountsWhatIsReached()
    {
        var result = LiquidationCascade.Compute(
            [98.5, 97, 90],
            [1000, 500, 1e9],
            PositionSide.Long,
            100,
            0.02,
            new CascadeBook([99, 97.5, 96], [10, 1, 2]),
            SeriesF1.AsOf
        );

        result.Outcome.ShouldBe(CascadeOutcome.BookExhausted);
        result.LastPrice.ShouldBe(96);
        result.ForcedUsd.ShouldBe(1500);
        result.UnfilledUsd.ShouldBeWithin(1e-14, 1200);
        result.Amplification.ShouldBeNull();
        result.IsExtrapolated.ShouldBe(false);
    }

    [Fact]
    public void Compute_MeanDensityBeyondTheBook_GoesOnAndSaysSo()
    {
        var options = new CascadeOptions { Beyond = BeyondBook.MeanDensity };
        // 30 coins over ln 2: beyond 50 the price halves for each 30 coins.
        var book = new CascadeBook([100, 50], [10, 20]);

        var result = LiquidationCascade.Compute(
            [60],
            [100 * 35],
            PositionSide.Long,
            100,
            0.45,
            book,
            SeriesF1.AsOf,
            options
        );

        // 20 coins at 50, the rest from there on; at 55 the long of 60 is reached.
        result.Outcome.ShouldBe(CascadeOutcome.Settled);
        result.LastPrice.ShouldBeWithin(1e-12, 50 * Math.Pow(0.5, 0.5));
        result.IsExtrapolated.ShouldBe(true);
    }

    [Fact]
    public void Compute_ImpactWithoutEnd_IsCutOffAtNinetyNinePercent()
    {
        var result = LiquidationCascade.Compute(
            Prices,
            Usd,
            PositionSide.Long,
            100,
            0.02,
            new LinearImpact(1e-6),
            SeriesF1.AsOf
        );

        result.Outcome.ShouldBe(CascadeOutcome.CutOff);
        result.TotalMove.ShouldBeWithin(1e-12, 0.99);
        result.LastPrice.ShouldBeWithin(1e-12, 1);
    }

    [Fact]
    public void Compute_FillsBeyondBankruptcy_AreBadDebtThatTheFundCovers()
    {
        var options = new CascadeOptions
        {
            MaintenanceRate = 0.01,
            InsuranceFundUsd = 30,
            LiquidationUsdPerSecond = 100,
        };

        // 10 coins of 98 go bankrupt at 97.02 and are sold at 96: 10 · 1.02.
        var result = LiquidationCascade.Compute(
            [98],
            [1000],
            PositionSide.Long,
            100,
            0.02,
            new CascadeBook([99, 96], [10, 100]),
            SeriesF1.AsOf,
            options
        );

        result.BadDebtUsd.ShouldBeWithin(1e-12, 10.2);
        result.InsuranceCover.ShouldBeWithin(1e-12, 30 / 10.2);
        result.Duration.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Compute_NothingReached_SettlesAtTheShock()
    {
        var result = LiquidationCascade.Compute([90], [1e9], PositionSide.Long, 100, 0.05, Impact, SeriesF1.AsOf);

        result.Outcome.ShouldBe(CascadeOutcome.Settled);
        result.Amplification.ShouldBeWithin(1e-12, 1);
        result.ForcedUsd.ShouldBe(0);
        result.Rounds.ShouldBeEmpty();
        result.TotalMove.ShouldBeWithin(1e-12, 0.05);
    }

    private static (double[] Prices, double[] Usd) UniformLongs(double binWidth, double usdPerLogPrice, double depth)
    {
        var bins = Enumerable.Range(0, (int)Math.Round(depth / binWidth)).ToArray();
        return (
            [.. bins.Select(bin => 100 * Math.Exp(-(bin + 0.5) * binWidth))],
            [.. bins.Select(_ => usdPerLogPrice * binWidth)]
        );
    }
}
