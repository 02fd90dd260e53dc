using Decoupling.Baselines;
using Decoupling.Hazard;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tests.Hazard;

namespace Decoupling.Tests.Scoring;

public class HazardScoringTests
{
    [Fact]
    public void Compute_WaveMarket_AddsTheContributionsOfItsFeatures()
    {
        var reading = Score(HazardMarket.Snapshot).Reading;

        // Coefficients of the shipped file by hand on the pandas features of HazardFeaturesTests.
        reading.Status.ShouldBe(MetricStatus.Ok);
        reading.HourAt.ShouldBe(WaveMarket.Spot.EndAt);
        reading.Logit.ShouldBeWithin(1e-7, -3.7860168675789074);
        reading.Probability.ShouldBeWithin(1e-7, 0.022182554009222175);
        reading.Contributions!.Count.ShouldBe(8);
        reading.Contributions[0].Feature.ShouldBe(HazardFeature.LogVolatility72h);
        reading.Contributions.Select(part => Math.Abs(part.LogOdds)).ShouldBeInOrder(SortDirection.Descending);
        (ShippedTables.Hazard.Intercept + reading.Contributions.Sum(part => part.LogOdds)).ShouldBe(
            reading.Logit!.Value,
            1e-12
        );
        reading.FittedOn.ShouldBe(ShippedTables.Hazard.FittedOn);
        reading.IsRefitDue.ShouldBe(true);
    }

    [Fact]
    public void Compute_NoBaseline_ReadsButHasNoState()
    {
        var hazard = Score(HazardMarket.Snapshot);

        hazard.Reading.Status.ShouldBe(MetricStatus.Ok);
        hazard.State.Status.ShouldBe(MetricStatus.InsufficientData);
        hazard.State.Percentile.ShouldBeNull();
        hazard.State.State.ShouldBeNull();
    }

    [Fact]
    public void Compute_BaselineOfFewDays_IsInsufficientData()
    {
        var state = Score(HazardMarket.Snapshot, HazardMarket.BaselineOf([-1, 0], days: 29)).State;

        state.Status.ShouldBe(MetricStatus.InsufficientData);
        state.Reason.ShouldBe("The baseline has 29 days of HazardLogit and 30 are needed.");
    }

    [Fact]
    public void Compute_EveryHourAboveThePast_IsElevatedSinceTheSecondHour()
    {
        var state = Score(HazardMarket.Snapshot, HazardMarket.BaselineBelow).State;

        // 504 hours are needed; the spot market's gap of two leaves too few of 8 until the hour that ends at 509.
        var firstRead = WaveMarket.StartAt.AddHours(509);
        state.Percentile.ShouldBe(1);
        state.State.ShouldBe(HazardState.Elevated);
        state.SinceAt.ShouldBe(firstRead.AddHours(1));
        state.ElevatedHours.ShouldBe(560 - 510);
    }

    [Fact]
    public void Compute_EveryHourBelowThePast_IsNormalWithoutASince()
    {
        var state = Score(HazardMarket.Snapshot, HazardMarket.BaselineOf([1_000, 2_000])).State;

        state.Percentile.ShouldBe(0);
        state.State.ShouldBe(HazardState.Normal);
        state.SinceAt.ShouldBeNull();
        state.ElevatedHours.ShouldBe(0);
    }

    /// <summary>Hour after hour read alone, as slots that were all scored would have been, then run through the hysteresis at once.</summary>
    [Fact]
    public void Compute_OneSnapshot_HasTheStateThatAllItsHoursLeadTo()
    {
        double[] logits =
        [
            .. Enumerable
                .Range(504, WaveMarket.Hours - 503)
                .Select(hour => Score(HazardMarket.At(WaveMarket.StartAt.AddHours(hour))).Reading.Logit)
                .OfType<double>(),
        ];
        var baseline = HazardMarket.BaselineOf([
            .. Enumerable.Range(0, 100).Select(i => logits.Min() + 0.009 * i * (logits.Max() - logits.Min())),
        ]);
        var percentiles = new List<double>();
        for (var hour = 504; hour <= WaveMarket.Hours; hour++)
        {
            var hourAt = WaveMarket.StartAt.AddHours(hour);
            var hazard = Score(HazardMarket.At(hourAt), baseline);

            // A slot whose newest hour a leg missed reads the hour before; that hour stays without a percentile.
            var isRead = hazard.Reading.HourAt == hourAt;
            percentiles.Add(isRead ? hazard.State.Percentile!.Value : double.NaN);
            if (isRead)
            {
                var run = HazardHysteresis.Run([.. percentiles]);
                hazard.State.State.ShouldBe(run.State);
                hazard.State.SinceAt.ShouldBe(
                    run.SinceIndex < 0 ? null : WaveMarket.StartAt.AddHours(504 + run.SinceIndex)
                );
            }
        }

        percentiles.ShouldContain(percentile => percentile > HazardHysteresis.EnterPercentile);
        percentiles.ShouldContain(percentile => percentile < HazardHysteresis.LeavePercentile);
    }

    [Fact]
    public void Compute_AnySlotOfTheHour_HasTheSameState()
    {
        var early = Score(HazardMarket.At(WaveMarket.Spot.EndAt), HazardMarket.BaselineBelow);

        var late = Score(HazardMarket.At(WaveMarket.Spot.EndAt.AddMinutes(55)), HazardMarket.BaselineBelow);

        late.Reading.Logit.ShouldBe(early.Reading.Logit);
        (late.State with { AsOf = early.State.AsOf }).ShouldBe(early.State);
    }

    public static TheoryData<string, MetricStatus, string> Faults { get; } =
        new()
        {
            { "no spot", MetricStatus.InsufficientData, "No venue gave a spot market to compare with." },
            { "no hours", MetricStatus.InsufficientData, "binance BTCUSDT LinearPerpetual has no hourly bars." },
            { "no spot hours", MetricStatus.InsufficientData, "binance BTCUSDT Spot has no hourly bars." },
            { "apart", MetricStatus.InsufficientData, "share no hour with trades." },
            { "short", MetricStatus.InsufficientData, "The hourly bars do not reach back 21 days." },
            { "old hours", MetricStatus.Stale, "ended 3.6 h before the slot." },
            { "frozen hours", MetricStatus.Stale, "ended 3.6 h before the slot." },
            { "no funding", MetricStatus.InsufficientData, "The venue gave no funding history." },
            { "empty funding", MetricStatus.InsufficientData, "The venue gave no funding history." },
            { "old funding", MetricStatus.Stale, "was made 16.6 h before the slot." },
            { "funding of another interval", MetricStatus.Stale, "was made 8.6 h before the slot." },
            { "dated", MetricStatus.OutOfDomain, "A dated future pays no funding." },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Compute_InputAtFault_HasAStatusAndNoValue(string fault, MetricStatus status, string reason)
    {
        var hazard = Score(Broken(fault), HazardMarket.BaselineBelow);

        hazard.Reading.Status.ShouldBe(status);
        hazard.Reading.Reason.ShouldNotBeNull().ShouldEndWith(reason);
        hazard.State.Status.ShouldBe(status);
        ResultContract.ShouldHold(hazard.Reading);
        ResultContract.ShouldHold(hazard.State);
    }

    [Fact]
    public void Compute_VenueWithoutKnownTerms_IsOutOfDomain() =>
        Score(HazardMarket.At(HazardMarket.SlotAt, "kraken")).Reading.Status.ShouldBe(MetricStatus.OutOfDomain);

    [Fact]
    public void Compute_NoModel_SaysSo() =>
        Compute(HazardMarket.Snapshot, null, SampleMarket.Options with { Hazard = null })
            .Reading.Reason.ShouldBe("There is no hazard model.");

    private static MarketSnapshot Broken(string fault)
    {
        var snapshot = HazardMarket.Snapshot;
        return fault switch
        {
            "no spot" => SampleMarket.Of(snapshot.Instruments[1]) with { SlotAt = HazardMarket.SlotAt },
            "no hours" => Perpetual(perpetual => perpetual with { HourlyBars = null }),
            "no spot hours" => snapshot.Change("binance", InstrumentKind.Spot, spot => spot with { HourlyBars = null }),
            "apart" => Hours(bars => bars.Slice(bars.StartAt, bars.StartAt)),
            "short" => Hours(bars => bars.Slice(bars.EndAt.AddHours(-503), bars.EndAt)),
            "old hours" => Hours(bars => bars.Slice(bars.StartAt, bars.EndAt.AddHours(-3))),
            "frozen hours" => Hours(bars =>
                bars with
                {
                    Volume = [.. bars.Volume!.Select((coins, i) => i >= 557 ? 0 : coins)],
                }
            ),
            "no funding" => Perpetual(perpetual => perpetual with { FundingHistory = null }),
            "empty funding" => Perpetual(perpetual =>
                perpetual with
                {
                    FundingHistory = new SampleSeries { At = [], Values = [] },
                }
            ),
            "old funding" => PaidUntil(HazardMarket.SlotAt.AddHours(-9)),
            "funding of another interval" => PaidUntil(HazardMarket.SlotAt.AddHours(-1))
                .Change(
                    "binance",
                    InstrumentKind.LinearPerpetual,
                    perpetual =>
                        perpetual with
                        {
                            Funding = perpetual.Funding! with { Interval = TimeSpan.FromHours(4) },
                        }
                ),
            _ => Perpetual(perpetual => perpetual with { Kind = InstrumentKind.LinearFuture }),
        };

        MarketSnapshot Perpetual(Func<InstrumentSnapshot, InstrumentSnapshot> change) =>
            snapshot.Change("binance", InstrumentKind.LinearPerpetual, change);

        MarketSnapshot Hours(Func<BarSeries, BarSeries> change) =>
            Perpetual(perpetual => perpetual with { HourlyBars = change(perpetual.HourlyBars!) });

        MarketSnapshot PaidUntil(DateTimeOffset at) =>
            Perpetual(perpetual =>
                perpetual with
                {
                    FundingHistory = WaveMarket.Funding.Slice(WaveMarket.StartAt, at),
                }
            );
    }

    private static HazardScore Score(MarketSnapshot snapshot, Baseline? baseline = null) =>
        Compute(snapshot, baseline, SampleMarket.Options);

    private static HazardScore Compute(MarketSnapshot snapshot, Baseline? baseline, ScoringOptions options) =>
        SnapshotScoring.Compute(snapshot, options, baseline).Derivatives[0].Hazard;
}
