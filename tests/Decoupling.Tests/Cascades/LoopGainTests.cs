using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public class LoopGainTests
{
    private static readonly double[] Bids =
    [
        .. Enumerable.Range(1, 2000).Select(level => 100 * Math.Exp(-level * 1e-4 + 5e-5)),
    ];
    private static readonly double[] Coins = [.. Bids.Select(_ => 4e9 * 1e-4 / 100)];

    [Fact]
    public void E3_TwentyMillionAPercent_DoublesAShock()
    {
        // 20 M per 1 %, 0.025 % per M.
        var result = LoopGain.Compute(0.00025 / 1e6, 20e6 / 0.01, SeriesF1.AsOf);

        result.Gain.ShouldBeWithin(1e-14, 0.5);
        result.Amplification.ShouldBeWithin(1e-14, 2);
        result.Outcome.ShouldBe(LoopGainOutcome.Damped);
        result.TriggerShock.ShouldBeNull();
    }

    [Fact]
    public void E3_FromPositionsAndABook_IsTheSameGain()
    {
        // 2 bn per unit of ln P against 4 bn of bids.
        var (prices, usd) = Longs(distance => distance < 0.2 ? 2e9 : 0);

        var result = Read(prices, usd);

        result.Gain.ShouldBeWithin(1e-9, 0.5);
        result.MaximumGain.ShouldBeWithin(1e-9, 0.5);
        result.Amplification.ShouldBeWithin(1e-9, 2);
        result.TriggerShock.ShouldBeNull();
        result.IsExtrapolated.ShouldBe(false);
        result.ReadRange!.Value.ShouldBe(0.1, 0.001);
    }

    [Fact]
    public void Compute_DenseBeyondFourPercent_NamesTheShockThatRunsAway()
    {
        var (prices, usd) = Longs(distance => distance > 0.04 ? 6e9 : 1e9);

        var result = Read(prices, usd);

        result.Gain.ShouldBeWithin(1e-9, 0.25);
        result.Outcome.ShouldBe(LoopGainOutcome.Damped);
        result.MaximumGain.ShouldBeWithin(1e-9, 1.5);
        // A window of 1 % from 3.6 % on holds 0.4 % of 1 bn and 0.6 % of 6 bn: together 4 bn.
        result.TriggerShock!.Value.ShouldBe(1 - Math.Exp(-0.036), 1e-9);
    }

    [Fact]
    public void Compute_MoreForcedThanStands_RunsAwayNow()
    {
        var (prices, usd) = Longs(_ => 8e9);

        var result = Read(prices, usd);

        result.Gain.ShouldBeWithin(1e-9, 2);
        result.Outcome.ShouldBe(LoopGainOutcome.Runaway);
        result.Amplification.ShouldBeNull();
        result.TriggerShock.ShouldBe(0);
    }

    [Fact]
    public void Compute_StressedDepth_RaisesTheGain() =>
        Read(Longs(_ => 2e9), new LoopGainOptions { DepthShare = 0.25 }).Gain.ShouldBeWithin(1e-9, 2);

    [Fact]
    public void Compute_ShortsAndAsks_AreTheMirrorImage()
    {
        var (prices, usd) = Longs(distance => distance > 0.04 ? 6e9 : 1e9);
        double[] shorts = [.. prices.Select(price => 1e4 / price)];
        double[] asks = [.. Bids.Select(price => 1e4 / price)];

        var result = LoopGain.Compute(
            shorts,
            usd,
            PositionSide.Short,
            100,
            new CascadeBook(asks, Coins),
            SeriesF1.AsOf
        );

        result.Gain.ShouldBeWithin(1e-9, 0.25);
        result.TriggerShock!.Value.ShouldBe(Math.Exp(0.036) - 1, 1e-9);
    }

    [Fact]
    public void Compute_GapInTheBook_RunsAwayWithoutANumber()
    {
        var (prices, usd) = Longs(_ => 1e9);

        var result = LoopGain.Compute(
            prices,
            usd,
            PositionSide.Long,
            100,
            new CascadeBook([99.5, 95, 80], [1e9, 1e9, 1e9]),
            SeriesF1.AsOf
        );

        result.MaximumGain.ShouldBeNull();
        result.Outcome.ShouldBe(LoopGainOutcome.Damped);
        result.TriggerShock!.Value.ShouldBeInRange(0.004, 0.006);
    }

    [Fact]
    public void Compute_ShortBook_HasNoGainUnlessDepthIsAssumed()
    {
        var longs = Longs(_ => 2e9);
        var book = new CascadeBook(Bids.AsSpan(0, 50), Coins.AsSpan(0, 50));

        var known = LoopGain.Compute(longs.Prices, longs.Usd, PositionSide.Long, 100, book, SeriesF1.AsOf);
        var assumed = LoopGain.Compute(
            longs.Prices,
            longs.Usd,
            PositionSide.Long,
            100,
            book,
            SeriesF1.AsOf,
            new LoopGainOptions { Beyond = BeyondBook.MeanDensity }
        );

        known.Status.ShouldBe(MetricStatus.InsufficientData);
        ResultContract.ShouldHold(known);
        // 50 levels lie over 49 gaps, so the mean density is 2 % high.
        assumed.Gain!.Value.ShouldBe(0.5, 0.01);
        assumed.IsExtrapolated.ShouldBe(true);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, double.NaN)]
    public void Compute_NoImpactOrDensity_IsInvalidInput(double impact, double density)
    {
        var result = LoopGain.Compute(impact, density, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    private static LoopGainResult Read((double[] Prices, double[] Usd) longs, LoopGainOptions? options = null) =>
        Read(longs.Prices, longs.Usd, options);

    private static LoopGainResult Read(double[] prices, double[] usd, LoopGainOptions? options = null) =>
        LoopGain.Compute(prices, usd, PositionSide.Long, 100, new CascadeBook(Bids, Coins), SeriesF1.AsOf, options);

    /// <summary>Longs every tenth of a basis point, at a density by distance.</summary>
    private static (double[] Prices, double[] Usd) Longs(Func<double, double> usdPerLogPrice)
    {
        double[] distances = [.. Enumerable.Range(0, 20_000).Select(i => (i + 0.5) * 1e-5)];
        return (
            [.. distances.Select(distance => 100 * Math.Exp(-distance))],
            [.. distances.Select(distance => usdPerLogPrice(distance) * 1e-5)]
        );
    }
}
