using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>B1 of mark, index and last close, each with a status of its own.</summary>
public class PriceGapTests
{
    private static readonly MarketSnapshot s_snapshot = SampleMarket.TwoVenues();

    [Fact]
    public void Compute_SampleMarket_ComparesEachTwoOfTheThreePrices()
    {
        var score = Score(perpetual => perpetual);

        // The mark is 1.0001 and the index 0.9999 times the last close.
        score.MarkOverIndex.GapBps.ShouldBeWithin(1e-9, 1e4 * (1.0001 / 0.9999 - 1));
        score.LastOverIndex.GapBps.ShouldBeWithin(1e-9, 1e4 * (1 / 0.9999 - 1));
        score.MarkOverLast.GapBps.ShouldBeWithin(1e-9, 1);
    }

    [Fact]
    public void Compute_EachTwoGaps_GiveTheThird()
    {
        var score = Score(perpetual =>
            perpetual with
            {
                Mark = perpetual.Mark! with { Price = 61_234.5 },
                Index = perpetual.Index! with { Price = 59_876.5 },
            }
        );

        var product = (1 + score.MarkOverLast.GapBps!.Value / 1e4) * (1 + score.LastOverIndex.GapBps!.Value / 1e4) - 1;
        score.MarkOverIndex.GapBps.ShouldBeWithin(1e-9, 1e4 * product);
    }

    [Theory]
    [InlineData(null, MetricStatus.InsufficientData, "The venue gave no mark price.")]
    [InlineData(-11, MetricStatus.Stale, "The mark price is not of the last two slots.")]
    [InlineData(11, MetricStatus.Stale, "The mark price is not of the last two slots.")]
    public void Compute_MarkMissingOrOfAnotherTime_LeavesLastAgainstIndex(
        int? minutes,
        MetricStatus status,
        string reason
    )
    {
        var score = Score(perpetual =>
            perpetual with
            {
                Mark = minutes is { } age
                    ? perpetual.Mark! with
                    {
                        VenueAt = SampleMarket.SlotAt.AddMinutes(age),
                        ReceivedAt = SampleMarket.SlotAt.AddMinutes(age),
                    }
                    : null,
            }
        );

        (score.MarkOverIndex.Status, score.MarkOverIndex.Reason).ShouldBe((status, reason));
        (score.MarkOverLast.Status, score.MarkOverLast.Reason).ShouldBe((status, reason));
        score.LastOverIndex.Status.ShouldBe(MetricStatus.Ok);
        ShouldKeepTheContract(score);
    }

    [Fact]
    public void Compute_NoIndex_LeavesMarkAgainstLast()
    {
        var score = Score(perpetual => perpetual with { Index = null });

        score.LastOverIndex.Reason.ShouldBe("The venue gave no index price.");
        score.MarkOverIndex.Reason.ShouldBe("The venue gave no index price.");
        score.MarkOverLast.Status.ShouldBe(MetricStatus.Ok);
        ShouldKeepTheContract(score);
    }

    [Fact]
    public void Compute_BarsThatEndedEarlier_LeaveMarkAgainstIndex()
    {
        var score = Score(perpetual => perpetual with { Bars = perpetual.Bars!.MissingLast(3) });

        score.LastOverIndex.Status.ShouldBe(MetricStatus.Stale);
        score.MarkOverLast.Status.ShouldBe(MetricStatus.Stale);
        score.MarkOverIndex.Status.ShouldBe(MetricStatus.Ok);
        ShouldKeepTheContract(score);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Compute_MarkThatIsNoPrice_IsInvalid(double price)
    {
        // The reader refuses such a snapshot; scoring is the second line.
        var score = Score(perpetual => perpetual with { Mark = perpetual.Mark! with { Price = price } });

        score.MarkOverIndex.Status.ShouldBe(MetricStatus.InvalidInput);
        score.MarkOverLast.Status.ShouldBe(MetricStatus.InvalidInput);
        ShouldKeepTheContract(score);
    }

    [Fact]
    public void Compute_IndexBesideZero_IsOutOfDomain()
    {
        var score = Score(perpetual => perpetual with { Index = perpetual.Index! with { Price = double.Epsilon } });

        score.LastOverIndex.Status.ShouldBe(MetricStatus.OutOfDomain);
        ShouldKeepTheContract(score);
    }

    private static void ShouldKeepTheContract(DerivativeScore score)
    {
        ResultContract.ShouldHold(score.MarkOverIndex);
        ResultContract.ShouldHold(score.LastOverIndex);
        ResultContract.ShouldHold(score.MarkOverLast);
    }

    private static DerivativeScore Score(Func<InstrumentSnapshot, InstrumentSnapshot> change) =>
        SnapshotScoring
            .Compute(s_snapshot.Change("binance", InstrumentKind.LinearPerpetual, change), SampleMarket.Options)
            .Derivatives[0];
}
