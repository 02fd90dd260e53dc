using Decoupling.Hazard.Fitting;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Hazard.Fitting;

public class HazardTableTests
{
    private const int Read = 510;

    [Theory]
    [InlineData(92.0001, 1, false)]
    [InlineData(92, 1, true)]
    [InlineData(92, 24, true)]
    [InlineData(92, 25, false)]
    [InlineData(92, 0, false)]
    public void Read_LowSoManyHoursAhead_IsAFallWithinADay(double low, int hoursAhead, bool expected) =>
        TableOf(Flat() with { Low = LowsOf(low, Read + hoursAhead) }).FallFollows[Read].ShouldBe(expected);

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, null)]
    public void Read_HoursAheadThatAreMissing_LeaveTheFallUnknown(int missing, bool? expected)
    {
        var spot = Flat().Without([.. Enumerable.Range(Read + 1, missing)]);

        TableOf(spot with { Low = LowsOf(50, Read + 20) }).FallFollows[Read].ShouldBe(expected);
    }

    [Fact]
    public void Read_LastHours_HaveNoKnownFall()
    {
        var table = TableOf(Flat());

        table.FallFollows[WaveMarket.Hours - 21].ShouldBe(false);
        table.FallFollows[WaveMarket.Hours - 20].ShouldBeNull();
    }

    [Theory]
    [InlineData(98, true)]
    [InlineData(97.9, false)]
    public void Read_CloseUnderTheDaysHighest_IsCalmToTwoPercent(double close, bool expected)
    {
        var spot = Flat();
        spot.Close[Read] = close;

        TableOf(spot).IsCalm[Read].ShouldBe(expected);
        TableOf(spot).IsCalm[Read + 1].ShouldBeTrue();
    }

    [Fact]
    public void Read_SpotWithoutLows_Throws() =>
        Should
            .Throw<ArgumentException>(() => TableOf(Flat() with { Low = null }))
            .Message.ShouldStartWith("The spot bars of BTC have no lows.");

    [Fact]
    public void Compute_NoFallBeforeTheSplit_Throws()
    {
        var options = new HazardFitOptions { TrainTo = WaveMarket.StartAt.AddHours(540) };

        Should
            .Throw<ArgumentException>(() => HazardFit.Compute([HistoryOf(Waves())], options, new DateOnly(2024, 8, 1)))
            .Message.ShouldContain("hours before 2024-07-23 that can be read, 0 have a fall ahead");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Validate_RidgeOutOfRange_Throws(double ridge) =>
        Should
            .Throw<ArgumentOutOfRangeException>(new HazardFitOptions { TrainTo = default, Ridge = ridge }.Validate)
            .ParamName.ShouldBe("Ridge");

    private static BarSeries Waves() => WaveMarket.Spot with { Low = WaveMarket.Spot.Close };

    private static BarSeries Flat()
    {
        var bars = WaveMarket.Bars(_ => 100, _ => 1);
        return bars with { Low = [.. bars.Close] };
    }

    private static double[] LowsOf(double low, int hour) =>
        [.. Enumerable.Range(0, WaveMarket.Hours).Select(i => i == hour ? low : 100)];

    private static HazardTable TableOf(BarSeries spot) => HazardTable.Read(HistoryOf(spot));

    private static HazardHistory HistoryOf(BarSeries spot) =>
        new()
        {
            Asset = "BTC",
            Venue = "binance",
            FundingTerms = ShippedTables.FundingTerms,
            Spot = spot,
            Perpetual = WaveMarket.Perpetual,
            FundingPaid = WaveMarket.Funding,
        };
}
