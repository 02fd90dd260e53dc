using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>Attempts to get a confident number out of bars that are old, frozen, too few or of the wrong kind.</summary>
public class StaleInputTests
{
    private static readonly MarketSnapshot s_snapshot = SampleMarket.TwoVenues();

    public static TheoryData<InstrumentKind, string> BrokenLegs { get; } =
        new(
            from leg in new[] { InstrumentKind.Spot, InstrumentKind.LinearPerpetual }
            from what in new[] { "missing", "short", "frozen" }
            select (leg, what)
        );

    [Theory]
    [MemberData(nameof(BrokenLegs))]
    public void Compute_LegThreeSlotsOld_GivesNoTrackingNumber(InstrumentKind leg, string what)
    {
        var score = Score(s_snapshot.ChangeBars("binance", leg, bars => Break(bars, what, 3)));

        ShouldHaveNoTrackingNumber(score, MetricStatus.Stale);
        score.Reason.ShouldNotBeNull().ShouldContain($"binance BTCUSDT {leg}");
        score.DataAge.ShouldBe(TimeSpan.FromMinutes(15));
        score.VenuesScored.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(BrokenLegs))]
    public void Compute_LegTwoSlotsOld_ComparesTheLastBarThatBothTraded(InstrumentKind leg, string what)
    {
        var score = Score(s_snapshot.ChangeBars("binance", leg, bars => Break(bars, what, 2)));

        var (spot, perpetual) = (s_snapshot.Instruments[0].Bars!.Close, s_snapshot.Instruments[1].Bars!.Close);
        score.Status.ShouldBe(MetricStatus.Ok);
        score.Basis.BasisBps.ShouldBeWithin(1e-9, 1e4 * (perpetual[^3] / spot[^3] - 1));
        score.CoMovement.SampleCount.ShouldBe(285);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("short")]
    [InlineData("frozen")]
    public void Compute_PerpetualsBarsOldButMarkFresh_GivesPricesWithoutMapAndOdds(string what)
    {
        var score = Score(
            s_snapshot.ChangeBars("binance", InstrumentKind.LinearPerpetual, bars => Break(bars, what, 60))
        );

        score.Liquidation.Volatility.Status.ShouldBe(MetricStatus.Stale);
        score.Liquidation.Volatility.VolatilityPerYear.ShouldBeNull();
        score.Liquidation.Map.Status.ShouldBe(MetricStatus.Stale);
        score.Liquidation.Map.Bands.ShouldBeEmpty();
        score.Liquidation.Ladder.Status.ShouldBe(MetricStatus.Ok);
        score.Liquidation.Ladder.Rungs.ShouldAllBe(rung => rung.Price > 0 && rung.Probabilities.Count == 0);
    }

    [Fact]
    public void Compute_PerpetualsBarsOldAndNoMark_GivesNothing()
    {
        var score = Score(
            s_snapshot.Change(
                "binance",
                InstrumentKind.LinearPerpetual,
                perpetual => perpetual with { Mark = null, Bars = perpetual.Bars!.MissingLast(3) }
            )
        );

        score.Liquidation.MarkPrice.ShouldBeNull();
        score.Liquidation.Ladder.Rungs.ShouldBeEmpty();
        score.Liquidation.Ladder.Reason.ShouldBe("No fresh price is known.");
        score.Liquidation.Map.Bands.ShouldBeEmpty();
    }

    [Fact]
    public void Compute_PerpetualWithoutBars_StillHasTheLaddersPrices()
    {
        var score = Score(
            s_snapshot.Change("binance", InstrumentKind.LinearPerpetual, perpetual => perpetual with { Bars = null })
        );

        ShouldHaveNoTrackingNumber(score, MetricStatus.InsufficientData);
        score.Liquidation.Map.Reason.ShouldBe("binance BTCUSDT LinearPerpetual has no bars with trades.");
        score.Liquidation.Ladder.Rungs.Count.ShouldBe(10);
    }

    [Fact]
    public void Compute_LegsMissEachOthersBars_IsStale()
    {
        var score = Score(
            s_snapshot
                .ChangeBars("binance", InstrumentKind.Spot, bars => bars.MissingLast(1))
                .ChangeBars("binance", InstrumentKind.LinearPerpetual, bars => bars.Missing(267, 20))
        );

        ShouldHaveNoTrackingNumber(score, MetricStatus.Stale);
    }

    [Fact]
    public void Compute_FirstBarAfterAnOutage_HasABasisButNoCoMovement()
    {
        var score = Score(s_snapshot.ChangeBars("binance", InstrumentKind.Spot, bars => bars.Missing(231, 56)));

        score.Basis.Status.ShouldBe(MetricStatus.Ok);
        score.CoMovement.Status.ShouldBe(MetricStatus.Stale);
        score.CoMovement.Correlation.ShouldBeNull();
        score.Ewma.Correlation.ShouldBeNull();
        score.Deviation.OneMinusCorrelation.ShouldBeNull();
        score.Status.ShouldBe(MetricStatus.Stale);
    }

    [Fact]
    public void Compute_SpotStandsStillWhileThePerpetualFalls_IsNoDislocation()
    {
        // The perpetual falls 3 % in two bars; the spot market goes on publishing its last price, without trades.
        var snapshot = s_snapshot
            .ChangeBars("binance", InstrumentKind.Spot, bars => bars.Frozen(2))
            .ChangeBars(
                "binance",
                InstrumentKind.LinearPerpetual,
                bars =>
                    bars with
                    {
                        Close = [.. bars.Close[..^2], bars.Close[^2] * 0.985, bars.Close[^1] * 0.97],
                        Low = [.. bars.Low![..^2], bars.Low[^2] * 0.985, bars.Low[^1] * 0.97],
                    }
            );

        Score(snapshot).Dislocation.IsDislocated.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, false, false, false)]
    [InlineData(19, false, false, false)]
    [InlineData(20, false, false, false)]
    [InlineData(21, true, true, false)]
    // 1 - 2^(-n/48) reaches 0.9 at n = 159.5 returns.
    [InlineData(160, true, true, false)]
    [InlineData(161, true, true, true)]
    public void Compute_FewBars_GivesNumbersFromTheMinimumOn(int count, bool hasBasis, bool hasCoMovement, bool hasEwma)
    {
        var close = SampleMarket.Walk(6, count);
        var score = Score(
            SampleMarket.Of(
                SampleMarket.Spot("binance", close),
                SampleMarket.Perpetual("binance", SampleMarket.Follow(close, 7, 3))
            ),
            SampleMarket.Options with
            {
                Window = new ScoringWindow { Length = SampleMarket.SlotLength },
            }
        );

        (score.Basis.Status == MetricStatus.Ok).ShouldBe(hasBasis);
        (score.CoMovement.Status == MetricStatus.Ok).ShouldBe(hasCoMovement);
        (score.Ewma.Status == MetricStatus.Ok).ShouldBe(hasEwma);
        (score.Liquidation.Volatility.Status == MetricStatus.Ok).ShouldBe(count > 20);
        (score.Liquidation.Map.Status == MetricStatus.Ok).ShouldBe(count >= 12);
        score.Dislocation.Ratio.HasValue.ShouldBe(hasBasis);
        score.Basis.BasisBps.ShouldNotBeNull();
    }

    [Fact]
    public void Compute_SeriesOfDifferentLengths_PairsThemByTime()
    {
        var close = SampleMarket.Walk(6, SampleMarket.BarsInADay + 100);
        var perpetual = SampleMarket.Follow(close, 7, 3);

        var longer = Score(
            SampleMarket.Of(SampleMarket.Spot("binance", close[100..]), SampleMarket.Perpetual("binance", perpetual))
        );

        var alike = Score(
            SampleMarket.Of(
                SampleMarket.Spot("binance", close[100..]),
                SampleMarket.Perpetual("binance", perpetual[100..])
            )
        );
        longer.Status.ShouldBe(MetricStatus.Ok);
        longer.CoMovement.ShouldBe(alike.CoMovement);
        longer.Basis.ShouldBe(alike.Basis);
    }

    [Theory]
    [InlineData(InstrumentKind.Spot)]
    [InlineData(InstrumentKind.LinearPerpetual)]
    public void Compute_BarsOfAnotherStep_AreInvalid(InstrumentKind leg)
    {
        var score = Score(s_snapshot.ChangeBars("binance", leg, bars => bars.Aggregate(TimeSpan.FromMinutes(10))));

        ShouldHaveNoTrackingNumber(score, MetricStatus.InvalidInput);
    }

    [Fact]
    public void Compute_SlotLongerThanTheHalfLife_HasNoEwmaAndDoesNotThrow()
    {
        var step = TimeSpan.FromHours(6);
        var slotAt = new DateTimeOffset(2024, 8, 5, 12, 0, 0, TimeSpan.Zero);
        var snapshot = s_snapshot with
        {
            SlotAt = slotAt,
            SlotLength = step,
            Instruments =
            [
                .. s_snapshot.Instruments.Select(instrument =>
                    instrument with
                    {
                        Bars = instrument.Bars! with { Step = step, StartAt = slotAt - step * SampleMarket.BarsInADay },
                    }
                ),
            ],
        };

        var score = Score(snapshot);

        score.Ewma.Status.ShouldBe(MetricStatus.OutOfDomain);
        score.Ewma.Reason.ShouldBe("Bars of 06:00:00 are longer than the half-life of 04:00:00.");
        score.CoMovement.Status.ShouldBe(MetricStatus.Ok);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Compute_MarkThatIsNoPrice_GivesStatusesAndDoesNotThrow(double price)
    {
        // The reader refuses such a snapshot; scoring is the second line.
        var snapshot = s_snapshot.Change(
            "binance",
            InstrumentKind.LinearPerpetual,
            perpetual => perpetual with { Mark = perpetual.Mark! with { Price = price } }
        );

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];

        score.Liquidation.Map.Status.ShouldBe(MetricStatus.InvalidInput);
        score.Liquidation.Ladder.Status.ShouldBe(MetricStatus.InvalidInput);
    }

    [Theory]
    [InlineData(InstrumentKind.InversePerpetual)]
    [InlineData(InstrumentKind.InverseFuture)]
    public void Compute_CoinSettledContract_IsNotLiquidatedByTheTableOfAnother(InstrumentKind kind)
    {
        var score = Score(
            s_snapshot.Change("binance", InstrumentKind.LinearPerpetual, perpetual => perpetual with { Kind = kind })
        );

        score.Liquidation.Map.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Liquidation.Ladder.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Liquidation.Ladder.Rungs.ShouldBeEmpty();
        score.CoMovement.Status.ShouldBe(MetricStatus.Ok);
    }

    private static BarSeries Break(BarSeries bars, string what, int count) =>
        what switch
        {
            "missing" => bars.MissingLast(count),
            "short" => bars.Short(count),
            _ => bars.Frozen(count),
        };

    private static void ShouldHaveNoTrackingNumber(DerivativeScore score, MetricStatus status)
    {
        score.Status.ShouldBe(status);
        foreach (
            MetricResult result in (MetricResult[])
                [score.CoMovement, score.Ewma, score.Deviation, score.Basis, score.Dislocation]
        )
        {
            result.Status.ShouldBe(status);
            ResultContract.ShouldHold(result);
        }
    }

    private static DerivativeScore Score(MarketSnapshot snapshot, ScoringOptions? options = null)
    {
        SnapshotRules.Check(snapshot).ShouldBeEmpty();
        return SnapshotScoring.Compute(snapshot, options ?? SampleMarket.Options).Derivatives[0];
    }
}
