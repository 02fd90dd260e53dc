using Decoupling.Carry;
using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Tests.Scoring;

public class DislocationTests
{
    private static readonly DislocationOptions s_options = new();

    // By hand from the floors of 5 and 15 bp: the lesser of |z| / 5 and |bp| / 15.
    [Theory]
    [InlineData(10, 60, 2, 1)]
    [InlineData(-40, -30, 2, -1)]
    [InlineData(5, 15, 1, 1)]
    [InlineData(-5, -15, 1, -1)]
    [InlineData(50, 2, 2.0 / 15, 1)]
    [InlineData(1, 300, 0.2, 1)]
    [InlineData(0, 0, 0, 0)]
    public void Compute_ZAndBps_GivesTheLesserOfBothInFloors(double z, double bps, double ratio, int direction)
    {
        var result = Dislocation.Compute(BasisOf(z, bps), s_options);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Reason.ShouldBeNull();
        result.Ratio!.Value.ShouldBe(ratio, 1e-15);
        result.Direction.ShouldBe(direction);
        result.IsDislocated.ShouldBe(ratio >= 1);
        result.SampleCount.ShouldBe(288);
        result.AsOf.ShouldBe(SampleMarket.SlotAt);
    }

    [Theory]
    [InlineData(4.999_999, 1_000)]
    [InlineData(50, 14.999_999)]
    public void Compute_OneFloorNotReached_IsNoDislocation(double z, double bps) =>
        Dislocation.Compute(BasisOf(z, bps), s_options).IsDislocated.ShouldBeFalse();

    // Levels of 1, 2 and 3 × both floors; each is part of what it begins.
    [Theory]
    [InlineData(0.999_999, DislocationSeverity.None)]
    [InlineData(1, DislocationSeverity.Notable)]
    [InlineData(1.999_999, DislocationSeverity.Notable)]
    [InlineData(2, DislocationSeverity.Severe)]
    [InlineData(2.999_999, DislocationSeverity.Severe)]
    [InlineData(3, DislocationSeverity.Extreme)]
    [InlineData(10, DislocationSeverity.Extreme)]
    public void Compute_TimesBothFloors_IsItsStepOfTheLadder(double times, DislocationSeverity severity)
    {
        Dislocation.Compute(BasisOf(5 * times, 15 * times), s_options).Severity.ShouldBe(severity);
        Dislocation.Compute(BasisOf(-5 * times, -15 * times), s_options).Severity.ShouldBe(severity);
    }

    [Theory]
    [InlineData(1, 3, nameof(DislocationOptions.SevereRatio))]
    [InlineData(double.NaN, 3, nameof(DislocationOptions.SevereRatio))]
    [InlineData(2, 2, nameof(DislocationOptions.ExtremeRatio))]
    [InlineData(2, double.PositiveInfinity, nameof(DislocationOptions.ExtremeRatio))]
    public void Validate_LadderThatDoesNotRise_ThrowsItsName(double severe, double extreme, string name) =>
        Should
            .Throw<ArgumentOutOfRangeException>(() =>
                new DislocationOptions { SevereRatio = severe, ExtremeRatio = extreme }.Validate()
            )
            .ParamName.ShouldBe(name);

    [Fact]
    public void Compute_BothFloorsScaled_ScalesTheRatioInversely()
    {
        foreach (var (z, bps) in Samples())
        {
            var ratio = Dislocation.Compute(BasisOf(z, bps), s_options).Ratio;

            var halved = Dislocation.Compute(
                BasisOf(z, bps),
                new DislocationOptions { RobustZFloor = 2.5, DeviationFloorBps = 7.5 }
            );

            halved.Ratio.ShouldBe(2 * ratio);
        }
    }

    [Fact]
    public void Compute_SignTurned_TurnsTheDirectionAlone()
    {
        foreach (var (z, bps) in Samples())
        {
            var result = Dislocation.Compute(BasisOf(z, bps), s_options);
            var turned = Dislocation.Compute(BasisOf(-z, -bps), s_options);

            turned.ShouldBe(result with { Direction = -result.Direction });
        }
    }

    [Fact]
    public void Compute_DegenerateBasis_TakesItsStatusAndGivesNoRatio()
    {
        double[] prices = [.. Enumerable.Repeat(100.0, 30)];
        var basis = Basis.Compute(prices, prices, SampleMarket.SlotAt, new BasisOptions());

        var result = Dislocation.Compute(basis, s_options);

        basis.BasisBps.ShouldBe(0);
        result.Status.ShouldBe(MetricStatus.Degenerate);
        result.Reason.ShouldBe(basis.Reason);
        result.IsDislocated.ShouldBeFalse();
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(MetricStatus.Stale)]
    [InlineData(MetricStatus.InsufficientData)]
    [InlineData(MetricStatus.InvalidInput)]
    public void Compute_BasisWithoutOk_GivesNoRatioWhateverItsValues(MetricStatus status)
    {
        var basis = BasisOf(40, 400) with { Status = status, Reason = "A reason." };

        var result = Dislocation.Compute(basis, s_options);

        result.Status.ShouldBe(status);
        result.Reason.ShouldBe("A reason.");
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_FloorOutOfRange_ThrowsItsName(double floor)
    {
        var z = s_options with { RobustZFloor = floor };
        var bps = s_options with { DeviationFloorBps = floor };

        Should
            .Throw<ArgumentOutOfRangeException>(() => Dislocation.Compute(BasisOf(1, 1), z))
            .ParamName.ShouldBe(nameof(z.RobustZFloor));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Dislocation.Compute(BasisOf(1, 1), bps))
            .ParamName.ShouldBe(nameof(bps.DeviationFloorBps));
    }

    [Fact]
    public void Validate_ZFloorThatNoStoredZReaches_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DislocationOptions { RobustZFloor = 50 }.Validate());

    private static IEnumerable<(double Z, double Bps)> Samples()
    {
        var random = new Random(7);
        return Enumerable.Range(0, 200).Select(_ => (100 * random.NextDouble() - 50, 800 * random.NextDouble() - 400));
    }

    private static BasisResult BasisOf(double z, double bps) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 288,
            AsOf = SampleMarket.SlotAt,
            BasisBps = bps + 3,
            MedianBps = 3,
            DeviationBps = bps,
            RobustZScore = z,
        };
}
