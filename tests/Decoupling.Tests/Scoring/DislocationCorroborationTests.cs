using Decoupling.Composite;
using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Tests.Scoring;

public class DislocationCorroborationTests
{
    private static readonly DislocationCorroborationOptions s_options = new();

    // By hand from the floors of 5 bp, 5 bp and 0.95: a cheap derivative has its premium below the band and its mark above the last close.
    [Theory]
    [InlineData(-1, -5.0, 5.0, 0.95, "funding gap, mark against last, tracking error")]
    [InlineData(-1, -4.9, 5.0, 0.95, "mark against last, tracking error")]
    [InlineData(-1, 40.0, -40.0, 0.95, "tracking error")]
    [InlineData(1, 5.0, -5.0, 0.5, "funding gap, mark against last")]
    [InlineData(1, -5.0, 5.0, 0.94, "none")]
    [InlineData(0, 400.0, 400.0, 0.5, "none")]
    public void Compute_ThreeWitnesses_CountsThoseOnItsSide(
        int direction,
        double gap,
        double mark,
        double rank,
        string by
    )
    {
        var result = Compute(Dislocated(direction), gap, mark, rank);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.By.ShouldBe(by);
        result.Count.ShouldBe(by == "none" ? 0 : by.Split(',').Length);
        result.Asked.ShouldBe(3);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_EverySignTurned_ChangesNothing()
    {
        var random = new Random(3);
        for (var i = 0; i < 1_000; i++)
        {
            var (gap, mark, rank) = (Next(), Next(), random.NextDouble());

            Compute(Dislocated(-1), -gap, -mark, rank).ShouldBe(Compute(Dislocated(1), gap, mark, rank));
        }

        double Next() => 30 * random.NextDouble() - 15;
    }

    [Fact]
    public void Compute_WitnessThatIsAbsent_IsNotAsked()
    {
        Compute(Dislocated(1), null, -9, 0.99).Asked.ShouldBe(2);
        Compute(Dislocated(1), null, null, null).ShouldBe(Compute(Dislocated(1), 0, 0, 0) with { Asked = 0 });
    }

    [Fact]
    public void Compute_NoRatio_TakesItsStatus()
    {
        var without = new DislocationResult
        {
            Status = MetricStatus.Stale,
            Reason = "A reason.",
            SampleCount = 0,
            AsOf = SampleMarket.SlotAt,
        };

        var result = Compute(without, 50, -50, 1);

        result.Status.ShouldBe(MetricStatus.Stale);
        result.Reason.ShouldBe("A reason.");
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_FloorOutOfRange_ThrowsItsName()
    {
        foreach (var floor in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Fails(s_options with { FundingGapFloorBps = floor }, nameof(s_options.FundingGapFloorBps));
            Fails(s_options with { MarkLastFloorBps = floor }, nameof(s_options.MarkLastFloorBps));
            Fails(s_options with { TrackingErrorRank = floor }, nameof(s_options.TrackingErrorRank));
        }

        Fails(s_options with { TrackingErrorRank = 1 }, nameof(s_options.TrackingErrorRank));

        static void Fails(DislocationCorroborationOptions options, string name) =>
            Should.Throw<ArgumentOutOfRangeException>(options.Validate).ParamName.ShouldBe(name);
    }

    private static DislocationCorroborationResult Compute(
        DislocationResult dislocation,
        double? gap,
        double? mark,
        double? rank
    ) =>
        DislocationCorroboration.Compute(
            dislocation,
            SampleScore.NoFunding with
            {
                GapBps = gap,
            },
            new PriceGapResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = SampleMarket.SlotAt,
                GapBps = mark,
            },
            new PercentileRankResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 900,
                AsOf = SampleMarket.SlotAt,
                MidRank = rank,
            },
            s_options
        );

    private static DislocationResult Dislocated(int direction) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 288,
            AsOf = SampleMarket.SlotAt,
            Ratio = 2,
            Direction = direction,
        };
}
