using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public class FreshnessTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-10)]
    public void IsFresh_UpToTwoPeriodsEitherWay_IsTrue(int minutes) =>
        Freshness
            .IsFresh(SampleMarket.SlotAt.AddMinutes(minutes), SampleMarket.SlotAt, SampleMarket.SlotLength)
            .ShouldBeTrue();

    [Fact]
    public void IsFresh_OneTickBeyondTwoPeriods_IsFalse()
    {
        var two = SampleMarket.SlotLength * 2;

        Freshness
            .IsFresh(SampleMarket.SlotAt - two - s_tick, SampleMarket.SlotAt, SampleMarket.SlotLength)
            .ShouldBeFalse();
        Freshness
            .IsFresh(SampleMarket.SlotAt + two + s_tick, SampleMarket.SlotAt, SampleMarket.SlotLength)
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData(-10, true)]
    [InlineData(-11, false)]
    [InlineData(11, false)]
    public void PriceOf_Quote_IsReadOnlyWhileFresh(int minutes, bool isRead)
    {
        var quote = new PriceQuote(60_000, SampleMarket.SlotAt.AddMinutes(minutes), SampleMarket.SlotAt);

        Freshness.PriceOf(quote, SampleMarket.TwoVenues()).ShouldBe(isRead ? 60_000 : null);
    }

    [Fact]
    public void PriceOf_NoQuote_IsNull() => Freshness.PriceOf(null, SampleMarket.TwoVenues()).ShouldBeNull();

    [Fact]
    public void AgeOf_TailOfMissingBars_CountsFromTheLastBarThatIsThere()
    {
        var bars = SampleMarket.Bars(SampleMarket.Walk(1, 30));

        Freshness.AgeOf(bars, SampleMarket.SlotAt).ShouldBe(TimeSpan.Zero);
        Freshness.AgeOf(bars.MissingLast(4), SampleMarket.SlotAt).ShouldBe(TimeSpan.FromMinutes(20));
        Freshness.AgeOf(bars.Short(4), SampleMarket.SlotAt).ShouldBe(TimeSpan.FromMinutes(20));
        Freshness.AgeOf(bars.Frozen(4), SampleMarket.SlotAt).ShouldBe(TimeSpan.FromMinutes(20));
    }

    [Fact]
    public void AgeOf_NoBarWithATrade_IsNull()
    {
        var bars = SampleMarket.Bars(SampleMarket.Walk(1, 30));

        Freshness.AgeOf(null, SampleMarket.SlotAt).ShouldBeNull();
        Freshness.AgeOf(bars.MissingLast(30), SampleMarket.SlotAt).ShouldBeNull();
        Freshness.AgeOf(bars with { Volume = new double[30] }, SampleMarket.SlotAt).ShouldBeNull();
        Freshness.AgeOf(bars.Short(30), SampleMarket.SlotAt).ShouldBeNull();
    }

    [Fact]
    public void AgeOf_NoVolumeColumn_GoesByTheCloseAlone()
    {
        var bars = SampleMarket.Bars(SampleMarket.Walk(1, 30)).Frozen(4) with { Volume = null };

        Freshness.AgeOf(bars, SampleMarket.SlotAt).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(InstrumentKind.Spot)]
    [InlineData(InstrumentKind.LinearPerpetual)]
    public void FindFault_LegAtTheEdge_IsStaleFromTheThirdSlotOn(InstrumentKind leg)
    {
        var snapshot = SampleMarket.TwoVenues();

        foreach (
            var shorten in new Func<BarSeries, int, BarSeries>[]
            {
                SnapshotChanges.MissingLast,
                SnapshotChanges.Short,
                SnapshotChanges.Frozen,
            }
        )
        {
            FaultOf(snapshot.ChangeBars("binance", leg, bars => shorten(bars, 2))).ShouldBeNull();

            var fault = FaultOf(snapshot.ChangeBars("binance", leg, bars => shorten(bars, 3)));

            fault.ShouldNotBeNull().Status.ShouldBe(MetricStatus.Stale);
            fault.Value.Reason.ShouldBe($"binance BTCUSDT {leg} last traded 15 min before the slot.");
        }
    }

    [Fact]
    public void FindFault_LegWithoutBars_NamesIt()
    {
        var snapshot = SampleMarket.TwoVenues().ChangeBars("binance", InstrumentKind.Spot, bars => bars.Short(288));

        FaultOf(snapshot)
            .ShouldBe(new Refusal(MetricStatus.InsufficientData, "binance BTCUSDT Spot has no bars with trades."));
    }

    [Fact]
    public void FindFault_NoSpot_SaysSo()
    {
        var snapshot = SampleMarket.Of(SampleMarket.Perpetual("bybit", SampleMarket.Walk(1, 30)));

        FaultOf(snapshot)
            .ShouldBe(new Refusal(MetricStatus.InsufficientData, "No venue gave a spot market to compare with."));
    }

    [Fact]
    public void FindFault_BarsOfAnotherStep_AreInvalid()
    {
        var snapshot = SampleMarket
            .TwoVenues()
            .ChangeBars("binance", InstrumentKind.LinearPerpetual, bars => bars.Aggregate(TimeSpan.FromMinutes(15)));

        FaultOf(snapshot)
            .ShouldBe(
                new Refusal(
                    MetricStatus.InvalidInput,
                    "binance BTCUSDT LinearPerpetual has bars of 00:15:00, not of the slot's length 00:05:00."
                )
            );
    }

    [Fact]
    public void FindFault_LegsMissEachOthersBars_IsStaleThoughEachIsFresh()
    {
        // The spot market misses the last bar, the perpetual the twenty before it.
        var snapshot = SampleMarket
            .TwoVenues()
            .ChangeBars("binance", InstrumentKind.Spot, bars => bars.MissingLast(1))
            .ChangeBars("binance", InstrumentKind.LinearPerpetual, bars => bars.Missing(267, 20));

        FaultOf(snapshot)
            .ShouldBe(
                new Refusal(
                    MetricStatus.Stale,
                    "The last common bar of binance BTCUSDT LinearPerpetual and binance BTCUSDT Spot is 105 min old."
                )
            );
    }

    [Fact]
    public void FindFaultOfReturns_OneBarAfterAnOutage_IsStaleUntilThereIsAReturn()
    {
        var snapshot = SampleMarket.TwoVenues();

        MarketSnapshot AfterOutage(int barsSince) =>
            snapshot.ChangeBars("binance", InstrumentKind.Spot, bars => bars.Missing(200, 88 - barsSince));

        FaultOf(AfterOutage(1)).ShouldBeNull();
        FaultOfReturns(AfterOutage(1))
            .ShouldNotBeNull()
            .Reason.ShouldContain("last common return of binance BTCUSDT LinearPerpetual");
        FaultOfReturns(AfterOutage(2)).ShouldBeNull();
    }

    private static Refusal? FaultOf(MarketSnapshot snapshot) =>
        Freshness.FindFault(InstrumentPair.Of(snapshot).First(), snapshot);

    private static Refusal? FaultOfReturns(MarketSnapshot snapshot) =>
        Freshness.FindFaultOfReturns(InstrumentPair.Of(snapshot).First(), snapshot);
}
