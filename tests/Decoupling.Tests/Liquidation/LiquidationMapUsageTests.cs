using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Liquidation;

public class LiquidationMapUsageTests
{
    private const double RelativeTolerance = 1e-12;

    /// <summary>Ten bins of 1 % below and above 100: longs of 10 USD and shorts of 20 USD in each.</summary>
    private static readonly LiquidationMapResult Map = new()
    {
        Status = MetricStatus.Ok,
        SampleCount = 12,
        AsOf = SeriesF1.AsOf,
        Bins = new LiquidationBins(
            FirstIndex,
            0.01,
            [.. Enumerable.Range(0, 20).Select(i => i < 10 ? 10.0 : 0)],
            [.. Enumerable.Range(0, 20).Select(i => i < 10 ? 0 : 20.0)]
        ),
    };

    /// <summary>ln 100 lies half-way in bin 460.</summary>
    private const int FirstIndex = 450;

    [Fact]
    public void D7_FallThroughThreeBins_MatchesWhatTheyHad()
    {
        // 459.5, 458.5 and 457.5 are crossed: 30 USD of longs. 12 of 25 USD are beyond what the bins within reach had.
        var result = Compute(Bin(457), Bin(460), (Bin(458), -25), (Bin(452), -12));

        result.CrossedUsd.ShouldBeWithin(RelativeTolerance, 30);
        result.ForcedUsd.ShouldBeWithin(RelativeTolerance, 37);
        result.MatchedUsd.ShouldBeWithin(RelativeTolerance, 25);
        result.UsedShare.ShouldBeWithin(RelativeTolerance, 25.0 / 30);
        result.UnexplainedUsd.ShouldBeWithin(RelativeTolerance, 12);
        result.Coverage.ShouldBe(LiquidationCoverage.LowerBound);
        result.SampleCount.ShouldBe(2);
    }

    [Fact]
    public void Compute_MoreThanTheBinsHad_IsUnexplained()
    {
        var result = Compute(Bin(457), Bin(460), (Bin(458), -25), (Bin(458), -25));

        result.MatchedUsd.ShouldBeWithin(RelativeTolerance, 30);
        result.UsedShare.ShouldBe(1);
        result.UnexplainedUsd.ShouldBeWithin(RelativeTolerance, 20);
    }

    [Fact]
    public void Compute_ShortsClosedInAFall_AreUnexplained()
    {
        var result = Compute(Bin(457), Bin(460), (Bin(458), 5));

        result.MatchedUsd.ShouldBe(0);
        result.UnexplainedUsd.ShouldBeWithin(RelativeTolerance, 5);
    }

    [Fact]
    public void Compute_Rise_UsesTheShorts() =>
        Compute(Bin(460), Bin(462), (Bin(461), 7)).MatchedUsd.ShouldBeWithin(RelativeTolerance, 7);

    [Fact]
    public void Compute_QuietSlot_UsesNothingAndHasNoShare()
    {
        var result = Compute(Bin(460), Bin(460));

        result.Status.ShouldBe(MetricStatus.Ok);
        result.UsedShare.ShouldBeNull();
        result.ForcedUsd.ShouldBe(0);
    }

    [Fact]
    public void Compute_NoTapeOrNoMap_SaysWhich()
    {
        var range = new PriceRange(Bin(460), Bin(457), Bin(460));
        var noTape = LiquidationMapUsage.Compute(Map, range, null, SeriesF1.AsOf);
        var noMap = LiquidationMapUsage.Compute(
            Map with
            {
                Status = MetricStatus.Stale,
                Reason = "Old.",
                Bins = null,
            },
            range,
            Tape(),
            SeriesF1.AsOf
        );

        noTape.Status.ShouldBe(MetricStatus.InsufficientData);
        noMap.Status.ShouldBe(MetricStatus.Stale);
        ResultContract.ShouldHold(noTape);
        ResultContract.ShouldHold(noMap);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(100, double.PositiveInfinity)]
    public void Compute_LiquidationThatIsNone_IsRefused(double price, double usd)
    {
        var result = Compute(Bin(457), Bin(460), (price, usd));

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_RangeWithoutTheMapsPrice_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            LiquidationMapUsage.Compute(Map, new PriceRange(100, 101, 102), Tape(), SeriesF1.AsOf)
        );

    private static LiquidationMapUsageResult Compute(
        double lowest,
        double highest,
        params (double Price, double Usd)[] events
    ) => LiquidationMapUsage.Compute(Map, new PriceRange(Bin(460), lowest, highest), Tape(events), SeriesF1.AsOf);

    private static LiquidationTape Tape(params (double Price, double Usd)[] events) =>
        new(
            LiquidationCoverage.LowerBound,
            [.. events.Select(_ => SeriesF1.AsOf)],
            [.. events.Select(forced => forced.Price)],
            [.. events.Select(forced => forced.Usd / forced.Price)]
        );

    /// <summary>A price a tenth into a bin.</summary>
    private static double Bin(int index) => Math.Exp((index + 0.1) * 0.01);
}
