using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public sealed class ScoringWindowTests
{
    [Theory]
    [InlineData(SampleMarket.BarsInADay, MetricStatus.Ok)]
    [InlineData(SampleMarket.BarsInADay - 1, MetricStatus.InsufficientData)]
    [InlineData(1, MetricStatus.InsufficientData)]
    public void Compute_BarsThatReachBackSoFar_AreScoredOnlyOverAWholeWindow(int bars, MetricStatus expected)
    {
        var close = SampleMarket.Walk(1, bars);
        var snapshot = SampleMarket.Of(
            SampleMarket.Perpetual("binance", SampleMarket.Follow(close, 2, 2)),
            SampleMarket.Spot("binance", close)
        );

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives.ShouldHaveSingleItem();

        score.Status.ShouldBe(expected);
        score.Dislocation.Ratio.HasValue.ShouldBe(expected == MetricStatus.Ok);
        score.CoMovement.Correlation.HasValue.ShouldBe(expected == MetricStatus.Ok);
        score.Basis.BasisBps.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(57, MetricStatus.Ok)]
    [InlineData(58, MetricStatus.InsufficientData)]
    public void Compute_WindowWithAnOutage_NeedsFourFifthsOfItsBars(int missing, MetricStatus expected)
    {
        var close = SampleMarket.Walk(1);
        var perpetual = SampleMarket.Follow(close, 2, 2);
        Array.Fill(close, double.NaN, 100, missing);
        var snapshot = SampleMarket.Of(
            SampleMarket.Perpetual("binance", perpetual),
            SampleMarket.Spot("binance", close)
        );

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives.ShouldHaveSingleItem();

        score.Status.ShouldBe(expected);
        (score.Reason is null).ShouldBe(expected == MetricStatus.Ok);
    }

    [Theory]
    [InlineData(57, MetricStatus.Ok)]
    [InlineData(58, MetricStatus.InsufficientData)]
    public void Compute_VenueThatStoodStill_NeedsFourFifthsOfTheBarsTraded(int still, MetricStatus expected)
    {
        var snapshot = SampleMarket
            .TwoVenues()
            .ChangeBars(
                "binance",
                InstrumentKind.Spot,
                bars =>
                    bars with
                    {
                        Volume = [.. bars.Volume!.Select((coins, i) => i >= 100 && i < 100 + still ? 0 : coins)],
                    }
            );

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];

        score.Status.ShouldBe(expected);
    }

    [Fact]
    public void Compute_BarsFromBeforeTheWindow_DoNotFillIt()
    {
        // Two days of bars, of which the whole last day but an hour is missing.
        var close = SampleMarket.Walk(1, 2 * SampleMarket.BarsInADay);
        var perpetual = SampleMarket.Perpetual("binance", SampleMarket.Follow(close, 2, 2));
        var spot = SampleMarket.Spot("binance", close);
        var snapshot = SampleMarket.Of(
            spot with
            {
                Bars = spot.Bars!.Missing(SampleMarket.BarsInADay, SampleMarket.BarsInADay - 12),
            },
            perpetual
        );

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives.ShouldHaveSingleItem();

        score.Reason.ShouldBe("Both legs traded in 12 of the 288 bars of 24 h.");
    }

    [Fact]
    public void Validate_OptionOutOfRange_NamesIt()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => new ScoringWindow { MinimumShare = 1.1 }.Validate())
            .ParamName.ShouldBe(nameof(ScoringWindow.MinimumShare));
        Should
            .Throw<ArgumentOutOfRangeException>(() => new ScoringWindow { MinimumShare = double.NaN }.Validate())
            .ParamName.ShouldBe(nameof(ScoringWindow.MinimumShare));
        Should
            .Throw<ArgumentOutOfRangeException>(() => new ScoringWindow { Length = TimeSpan.Zero }.Validate())
            .ParamName.ShouldBe(nameof(ScoringWindow.Length));
    }
}
