using Decoupling.Scoring;

namespace Decoupling.Tests.Scoring;

public class ScoreCardAllocationTests
{
    /// <summary>Four instruments with a day of one-minute bars each: the results and little else.</summary>
    [Fact]
    public void Compute_FourInstrumentsOfMinutes_AllocatesLessThanAMebibyte()
    {
        const int Minutes = 1_440;
        var step = TimeSpan.FromMinutes(1);
        var close = SampleMarket.Walk(1, Minutes);
        var snapshot = SampleMarket.Of(
            SampleMarket.Spot("binance", close),
            SampleMarket.Perpetual("binance", RestlessMarket.Follow(close, 2)),
            SampleMarket.Spot("bybit", SampleMarket.Follow(close, 3, 1)),
            SampleMarket.Perpetual("bybit", RestlessMarket.Follow(close, 4))
        );
        snapshot = snapshot with
        {
            SlotLength = step,
            Instruments =
            [
                .. snapshot.Instruments.Select(instrument =>
                    instrument with
                    {
                        Bars = instrument.Bars! with { Step = step, StartAt = SampleMarket.SlotAt - step * Minutes },
                        OpenInterestHistoryUsd = null,
                    }
                ),
            ],
        };
        var options = SampleMarket.Options.ForBars(step);

        // The first run fills the pools.
        SnapshotScoring.Compute(snapshot, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        SnapshotScoring.Compute(snapshot, options);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }
}
