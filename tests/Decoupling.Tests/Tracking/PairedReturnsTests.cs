using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class PairedReturnsTests
{
    private static readonly DateTimeOffset s_start = new(2024, 8, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    private readonly double[] _x = new double[10];
    private readonly double[] _y = new double[10];

    [Fact]
    public void Form_SameBars_GivesLogReturnsInOrder()
    {
        var count = PairedReturns.Form(Bars(100, 110, 99), Bars(200, 210, 189), _x, _y);

        count.ShouldBe(2);
        _x[0].ShouldBeWithin(1e-15, Math.Log(1.1));
        _x[1].ShouldBeWithin(1e-15, Math.Log(0.9));
        _y[0].ShouldBeWithin(1e-15, Math.Log(1.05));
        _y[1].ShouldBeWithin(1e-15, Math.Log(0.9));
    }

    [Fact]
    public void Form_GapInOneSeries_IsNeverBridged()
    {
        var underlying = Bars(1, 2, double.NaN, 8, 16, 32);
        var derivative = Bars(1, 3, 9, 27, 81, 243);

        var count = PairedReturns.Form(underlying, derivative, _x, _y);

        count.ShouldBe(3);
        _x.Take(3).ShouldAllBe(value => Relative.Error(value, Math.Log(2)) < 1e-15);
        _y.Take(3).ShouldAllBe(value => Relative.Error(value, Math.Log(3)) < 1e-15);
    }

    [Fact]
    public void Form_GapsInTurn_LeavesNoPair()
    {
        var underlying = Bars(1, double.NaN, 3, 4);
        var derivative = Bars(1, 2, 3, double.NaN);

        PairedReturns.Form(underlying, derivative, _x, _y).ShouldBe(0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void Form_DifferentStarts_PairsByTime(int shift)
    {
        var early = Bars(1, 2, 4, 8, 16);
        var late = Bars(4, 8, 16, 32) with { StartAt = s_start + s_step * 2 };
        var (underlying, derivative) = shift > 0 ? (early, late) : (late, early);

        var count = PairedReturns.Form(underlying, derivative, _x, _y);

        count.ShouldBe(2);
        _x[..2].ShouldBe(_y[..2]);
    }

    [Fact]
    public void Form_SeriesThatDoNotMeet_GivesNone()
    {
        var later = Bars(1, 2) with { StartAt = s_start + TimeSpan.FromDays(1) };

        PairedReturns.Form(Bars(1, 2), later, _x, _y).ShouldBe(0);
        PairedReturns.Form(later, Bars(1, 2), _x, _y).ShouldBe(0);
        PairedReturns.Form(Bars(), Bars(), [], []).ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-5, -6)]
    [InlineData(100, double.PositiveInfinity)]
    public void Form_CloseThatIsNoPrice_GivesAReturnThatIsRefused(double previous, double current)
    {
        PairedReturns.Form(Bars(previous, current), Bars(1, 2), _x, _y).ShouldBe(1);

        double.IsFinite(_x[0]).ShouldBeFalse();
    }

    [Fact]
    public void Form_DifferentStepsOrGrids_Throws()
    {
        var hourly = Bars(1, 2) with { Step = TimeSpan.FromHours(1) };
        var offGrid = Bars(1, 2) with { StartAt = s_start + TimeSpan.FromMinutes(1) };

        Should.Throw<ArgumentException>(() => PairedReturns.Form(Bars(1, 2), hourly, _x, _y));
        Should.Throw<ArgumentException>(() => PairedReturns.Form(Bars(1, 2), offGrid, _x, _y));
    }

    [Fact]
    public void Form_DestinationTooShort_Throws() =>
        Should
            .Throw<ArgumentException>(() => PairedReturns.Form(Bars(1, 2, 3), Bars(1, 2, 3), _x, new double[1]))
            .ParamName.ShouldBe("derivativeReturns");

    [Fact]
    public void PairedCloses_GapInEither_LeavesThatBarOut()
    {
        var underlying = Bars(1, 2, double.NaN, 4, 5);
        var derivative = Bars(10, double.NaN, 30, 40, 50);

        var count = PairedCloses.Form(underlying, derivative, _x, _y);

        count.ShouldBe(3);
        _x[..3].ShouldBe([1, 4, 5]);
        _y[..3].ShouldBe([10, 40, 50]);
    }

    [Fact]
    public void PairedCloses_DifferentStarts_PairsByTime()
    {
        var late = Bars(30, 40, 50) with { StartAt = s_start + s_step * 2 };

        var count = PairedCloses.Form(Bars(1, 2, 3, 4), late, _x, _y);

        count.ShouldBe(2);
        _x[..2].ShouldBe([3, 4]);
        _y[..2].ShouldBe([30, 40]);
    }

    private static BarSeries Bars(params double[] close) =>
        new()
        {
            StartAt = s_start,
            Step = s_step,
            Close = close,
        };
}
