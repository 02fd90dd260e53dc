using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Sizing;

namespace Decoupling.Tests.Sizing;

public sealed class StopTests
{
    private static readonly DateTimeOffset AsOf = SeriesF1.AsOf;

    [Fact]
    public void H5_ThousandAtRisk_ReachesTheReferenceSize()
    {
        var result = StopSize.Compute(1000, 50_000, 48_500, 100, 20, AsOf);

        result.SizeCoins!.Value.ShouldBe(0.617283951, 5e-10);
        result.LossPerCoin.ShouldBe(1620);
        result.NotionalUsd.ShouldBeWithin(1e-15, 1000 / 1620.0 * 50_000);
    }

    [Fact]
    public void StopSize_Held_LosesWhatWasSetAside()
    {
        var result = StopSize.Compute(750, 100, 108, 0.3, 0.1, AsOf);

        (result.SizeCoins!.Value * (8 + 0.3 + 0.1)).ShouldBeWithin(1e-14, 750);
    }

    [Fact]
    public void StopSize_StopAtTheEntryForFree_IsDegenerate() =>
        StopSize.Compute(1000, 100, 100, 0, 0, AsOf).Status.ShouldBe(MetricStatus.Degenerate);

    [Theory]
    [InlineData(0, 100, 90, 0, 0)]
    [InlineData(1000, -1, 90, 0, 0)]
    [InlineData(1000, 100, double.NaN, 0, 0)]
    [InlineData(1000, 100, 90, -1, 0)]
    [InlineData(1000, 100, 90, 0, double.PositiveInfinity)]
    public void StopSize_InputThatIsNone_IsInvalidInput(
        double risk,
        double entry,
        double stop,
        double slippage,
        double fees
    )
    {
        var result = StopSize.Compute(risk, entry, stop, slippage, fees, AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(PositionSide.Long, 90, 91.5)]
    [InlineData(PositionSide.Short, 110, 108.5)]
    public void StopPlacement_Unasked_IsTheFarthestSafe(PositionSide side, double liquidation, double expected)
    {
        var result = StopPlacement.Compute(side, 100, liquidation, 0.5, 1, AsOf);

        result.StopPrice.ShouldBe(expected);
        result.FarthestSafeStopPrice.ShouldBe(expected);
        result.Distance!.Value.ShouldBe(0.085, 1e-15);
    }

    [Theory]
    [InlineData(PositionSide.Long, 90, 91.4)]
    [InlineData(PositionSide.Long, 90, 85.0)]
    [InlineData(PositionSide.Short, 110, 108.6)]
    [InlineData(PositionSide.Long, 99, null)]
    [InlineData(PositionSide.Short, 101, null)]
    [InlineData(PositionSide.Long, 98.5, null)]
    public void H5_VenueWouldBeFirst_SaysStopBehindLiquidation(PositionSide side, double liquidation, double? stop)
    {
        var result = StopPlacement.Compute(side, 100, liquidation, 0.5, 1, AsOf, stop);

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        result.Reason!.ShouldStartWith("Stop behind liquidation");
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void StopPlacement_NearerStop_IsTaken() =>
        StopPlacement.Compute(PositionSide.Long, 100, 90, 0.5, 1, AsOf, 92).StopPrice.ShouldBe(92);

    [Fact]
    public void StopPlacement_NoLiquidationPrice_NeedsNone()
    {
        StopPlacement.Compute(PositionSide.Short, 100, null, 0.5, 1, AsOf).Status.ShouldBe(MetricStatus.OutOfDomain);
        StopPlacement.Compute(PositionSide.Short, 100, null, 0.5, 1, AsOf, 300).StopPrice.ShouldBe(300);
    }

    [Theory]
    [InlineData(0, 90, 1, 1, null)]
    [InlineData(100, -90, 1, 1, null)]
    [InlineData(100, 90, -1, 1, null)]
    [InlineData(100, 90, 1, double.NaN, null)]
    [InlineData(100, 90, 1, 1, 101.0)]
    [InlineData(100, 90, 1, 1, double.NaN)]
    public void StopPlacement_InputThatIsNone_IsInvalidInput(
        double mark,
        double liquidation,
        double impact,
        double gap,
        double? stop
    )
    {
        var result = StopPlacement.Compute(PositionSide.Long, mark, liquidation, impact, gap, AsOf, stop);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void AverageTrueRange_ByHand_Agrees()
    {
        // Ranges 2, 3 (a gap up from 11 to 14), 4; their mean 3; then 3 + (6 - 3)/3.
        var result = Ranges([12, 14, 15, 17], [10, 12, 11, 11], [11, 13, 12, 16], period: 3);

        result.RangePerBar.ShouldBe(4);
        result.SampleCount.ShouldBe(4);
    }

    [Fact]
    public void AverageTrueRange_MissingBar_BreaksTheChain()
    {
        var result = Ranges([12, double.NaN, 52], [10, double.NaN, 50], [11, double.NaN, 51], period: 2);

        result.RangePerBar.ShouldBe(2);
    }

    [Fact]
    public void AverageTrueRange_TooFewOrNoBars_HasNoValue()
    {
        Ranges([12], [10], [11], period: 2).Status.ShouldBe(MetricStatus.InsufficientData);
        Ranges([10], [12], [11], period: 1).Status.ShouldBe(MetricStatus.InvalidInput);
    }

    [Theory]
    [InlineData(PositionSide.Long, 94)]
    [InlineData(PositionSide.Short, 106)]
    public void AtrStop_ThreeRangesAway_Agrees(PositionSide side, double expected) =>
        AtrStop.Compute(side, 100, Ranges([12, 12], [10, 10], [11, 11], period: 2)).StopPrice.ShouldBe(expected);

    [Fact]
    public void AtrStop_WithoutARange_PassesItsReasonOn()
    {
        var range = Ranges([12], [10], [11], period: 2);

        var result = AtrStop.Compute(PositionSide.Long, 100, range);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe(range.Reason);
        AtrStop
            .Compute(PositionSide.Long, 5, Ranges([12], [10], [11], period: 1))
            .Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void Stops_HostileNumbers_GiveFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 45);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var side = i % 2 == 0 ? PositionSide.Long : PositionSide.Short;
            double? liquidation = i % 3 == 0 ? null : numbers.Next();
            double? stop = i % 5 == 0 ? null : numbers.Next();
            ResultContract.ShouldHold(
                StopPlacement.Compute(side, numbers.Next(), liquidation, numbers.Next(), numbers.Next(), AsOf, stop)
            );
            ResultContract.ShouldHold(
                StopSize.Compute(numbers.Next(), numbers.Next(), numbers.Next(), numbers.Next(), numbers.Next(), AsOf)
            );
        }
    }

    private static AverageTrueRangeResult Ranges(double[] highs, double[] lows, double[] closes, int period) =>
        AverageTrueRange.Compute(highs, lows, closes, AsOf, period);
}
