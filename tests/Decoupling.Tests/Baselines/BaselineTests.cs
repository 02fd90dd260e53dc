using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Results;

namespace Decoupling.Tests.Baselines;

public class BaselineTests
{
    private static readonly BaselineOptions s_options = new();
    private static readonly Baseline s_baseline = SampleDays.Baseline(40);

    [Fact]
    public void Rank_MonthOfRows_CountsThoseBelow()
    {
        double[] all = [.. SampleDays.Digests(40).SelectMany(day => day.Derivatives[0].Components[0].Table.Values)];
        var value = all.Order().ElementAt(700);

        var result = Rank(BaselineComponents.RobustZ, -value);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.SampleCount.ShouldBe(40 * 24);
        // A run below the 80th percentile joins half a point of 960 values: four.
        result.MidRank!.Value.ShouldBe(700.5 / 960, 0.5 * 0.005);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Rank_BeyondAllOfThePast_IsNoughtOrOne()
    {
        Rank(BaselineComponents.DeviationBps, -1e9).MidRank.ShouldBe(1);
        Rank(BaselineComponents.TrackingErrorPerYear, -1e9).MidRank.ShouldBe(0);
    }

    [Fact]
    public void Rank_FewerDaysThanNeeded_IsInsufficientDataAndNamesThem()
    {
        var slotAt = SampleDays.SlotOn(SampleDays.FirstDay.AddDays(29));

        var result = SampleDays
            .Baseline(29)
            .Rank(SampleDays.Venue, SampleDays.Symbol, BaselineComponents.RobustZ, 1, slotAt, s_options);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("The baseline has 29 days of RobustZ and 30 are needed.");
        ResultContract.ShouldHold(result);
        SampleDays
            .Baseline(30)
            .Rank(SampleDays.Venue, SampleDays.Symbol, BaselineComponents.RobustZ, 1, slotAt.AddDays(1), s_options)
            .Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Rank_DerivativeOrComponentWithoutPast_IsInsufficientData()
    {
        var unknown = s_baseline.Rank("kraken", "PF_XBTUSD", BaselineComponents.RobustZ, 1, SlotAt(0), s_options);
        unknown.Status.ShouldBe(MetricStatus.InsufficientData);
        unknown.Reason.ShouldNotBeNull().ShouldContain("0 days of RobustZ");
        SampleDays
            .Baseline(40, 24, "MarkLastBps")
            .Rank(SampleDays.Venue, SampleDays.Symbol, BaselineComponents.MarkLastBps, 1, SlotAt(0), s_options)
            .Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Rank_SlotBeforeTheBaselinesDay_IsInvalidInput()
    {
        var result = s_baseline.Rank(
            SampleDays.Venue,
            SampleDays.Symbol,
            BaselineComponents.RobustZ,
            1,
            SlotAt(-1),
            s_options
        );

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain("2024-02-10");
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Rank_NoNumber_IsInvalidInput(double value) =>
        Rank(BaselineComponents.RobustZ, value).Status.ShouldBe(MetricStatus.InvalidInput);

    [Theory]
    [InlineData(0, 30)]
    [InlineData(3_651, 30)]
    [InlineData(365, 0)]
    [InlineData(365, 366)]
    public void Validate_DaysOutOfRange_Throws(int windowDays, int minimumDays) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new BaselineOptions { WindowDays = windowDays, MinimumDays = minimumDays }.Validate()
        );

    private static PercentileRankResult Rank(BaselineComponent component, double value) =>
        s_baseline.Rank(SampleDays.Venue, SampleDays.Symbol, component, value, SlotAt(0), s_options);

    private static DateTimeOffset SlotAt(int daysAfter) => SampleDays.SlotOn(s_baseline.Day.AddDays(daysAfter));
}
