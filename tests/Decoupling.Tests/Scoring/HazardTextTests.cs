using Decoupling.Hazard;
using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Tests.Scoring;

public class HazardTextTests
{
    private static readonly HazardScore s_elevated = new(
        new HazardResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 720,
            AsOf = SampleMarket.SlotAt,
            Contributions =
            [
                new(HazardFeature.Drawdown7d, 0.2, 0.824),
                new(HazardFeature.LogVolatility72h, -0.9, -0.604),
                new(HazardFeature.AbsoluteFunding7dBps, 90, 0.311),
                new(HazardFeature.VolumeZ, 0, 0),
            ],
        },
        new HazardStateResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 8_760,
            AsOf = SampleMarket.SlotAt,
            Percentile = 0.97,
            State = HazardState.Elevated,
            ElevatedHours = 14,
        }
    );

    [Fact]
    public void DriversOf_Contributions_NamesTheThreeLargestWithTheirSigns() =>
        HazardText
            .DriversOf(s_elevated.Reading)
            .ShouldBe("7 d drawdown +0.82, 72 h volatility -0.60, 7 d funding +0.31");

    [Fact]
    public void DriversOf_NoReading_IsAbsent() =>
        HazardText.DriversOf(SampleScore.Dislocated.Hazard.Reading).ShouldBeNull();

    [Fact]
    public void SharesOf_Contributions_AreOfTheirSizesOverAllFeatures() =>
        // 0.824, 0.604 and 0.311 of 1.739.
        HazardText.SharesOf(s_elevated.Reading).ShouldBe("0.47 0.35 0.18");

    [Fact]
    public void SharesOf_NoReadingOrNothingThatMoves_IsAbsent()
    {
        HazardText.SharesOf(SampleScore.Dislocated.Hazard.Reading).ShouldBeNull();
        HazardText.SharesOf(s_elevated.Reading with { Contributions = [] }).ShouldBeNull();
    }

    [Fact]
    public void ScoreSummary_Elevated_SaysSoAndWhatRaisesIt() =>
        ScoreSummary
            .Of("BTC", SampleMarket.SlotLength, SampleScore.Dislocated with { Hazard = s_elevated })
            .ShouldEndWith("; state of elevated risk for 14 h, mainly from 7 d drawdown and 7 d funding.");

    [Fact]
    public void ScoreSummary_ElevatedByNoFeature_NamesNone()
    {
        var hazard = s_elevated with { Reading = s_elevated.Reading with { Contributions = [] } };

        HazardText.StateOf(hazard).ShouldBe("state of elevated risk for 14 h");
    }

    [Fact]
    public void StateOf_Normal_IsAbsent() =>
        HazardText
            .StateOf(s_elevated with { State = s_elevated.State with { State = HazardState.Normal } })
            .ShouldBeNull();
}
