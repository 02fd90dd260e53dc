using Decoupling.Breaks;
using Decoupling.Carry;
using Decoupling.Results;
using Decoupling.Reversion;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Snapshots;
using Decoupling.Stationarity;
using Decoupling.Tracking;

namespace Decoupling.Tests.Scoring;

/// <summary>A3, A5, B3, B4 and B6 of a pair's bars: the metrics' own answers, with a time where they have one, and a status in each edge case.</summary>
public class RobustScoringTests
{
    private static readonly DateTimeOffset s_asOf = SampleMarket.SlotAt;
    private static readonly TimeSpan s_step = SampleMarket.SlotLength;
    private static readonly MarketSnapshot s_snapshot = RestlessMarket.TwoVenues();
    private static readonly DerivativeScore s_score = Score(s_snapshot);
    private static readonly double[] s_basis =
    [
        .. Bars(InstrumentKind.LinearPerpetual).Close.Zip(Bars(InstrumentKind.Spot).Close, Basis.OfPrices),
    ];

    [Fact]
    public void Compute_Returns_AnswerAsTheMetricsDo()
    {
        var x = Returns(Bars(InstrumentKind.Spot));
        var y = Returns(Bars(InstrumentKind.LinearPerpetual));
        var innovations = new double[x.Length];
        var kalman = KalmanBeta.Compute(x, y, s_step, s_asOf, new(), innovations);
        double[] z = [.. innovations.Where(value => !double.IsNaN(value))];

        s_score.Innovations.Kalman.ShouldBe(kalman);
        s_score.Innovations.Kalman.InnovationZ.ShouldBe(z[^1]);
        s_score
            .Innovations.Cusum.Alarms.ShouldNotBeNull()
            .ShouldBe(PageCusum.Compute(z, s_step, s_asOf, new() { BaselineSamples = null }).Alarms);
        s_score.Robust.Ranks.ShouldBe(RankCorrelation.Compute(x, y, s_asOf, new()));
        s_score.Robust.Downside.ShouldBe(DownsideCoMovement.Compute(x, y, s_asOf, new()));
        s_score.Robust.Exceedance.ShouldBe(ExceedanceCorrelation.Compute(x, y, s_asOf, new()));
        s_score.Robust.Tail.ShouldBe(TailDependence.Compute(x, y, s_asOf, new()));
        s_score.BetaBreak.Found.ShouldBe(SupF.ComputeOfBeta(x, y, s_asOf, new()));
    }

    [Fact]
    public void Compute_Closes_AnswerAsTheMetricsDo()
    {
        var spot = Bars(InstrumentKind.Spot).Close;
        var perpetual = Bars(InstrumentKind.LinearPerpetual).Close;
        double[] logBasis = [.. perpetual.Zip(spot, (f, s) => Math.Log(f / s))];
        var fit = OrnsteinUhlenbeck.Compute(s_basis, s_step, s_asOf, new());
        var unitRoot = AugmentedDickeyFuller.Compute(logBasis, s_asOf, new());

        s_score.Reversion.UnitRoot.ShouldBe(unitRoot);
        s_score.Reversion.Level.ShouldBe(Kpss.Compute(logBasis, s_asOf, new()));
        s_score.Reversion.Process.ShouldBe(fit);
        s_score.Reversion.Odds.Odds.ShouldBe(
            ReversionProbability.Compute(fit, s_basis[^1], unitRoot.RejectsUnitRoot == true, new()).Odds
        );
        s_score.BasisBreak.Found.ShouldBe(SupF.Compute(s_basis, s_asOf, new()));
    }

    /// <summary>The level of the test market shifts between two known closes.</summary>
    [Fact]
    public void Compute_LevelThatShifts_IsDatedByTheFirstCloseOfTheNewOne()
    {
        var index = (int)(RestlessMarket.ShiftAtShare * SampleMarket.BarsInADay);
        var expected = Bars(InstrumentKind.Spot).StartAt + s_step * (index + 1);

        s_score.BasisBreak.At.ShouldBe(expected);
        s_score.BasisBreak.FromAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(expected);
        s_score.BasisBreak.ToAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(expected);
        s_score.BasisBreak.Found.MeanBefore.ShouldBeWithin(1e-9, s_basis[..index].Average());
        s_score.BasisBreak.Found.MeanAfter.ShouldBeWithin(1e-9, s_basis[index..].Average());
        s_score.Innovations.AlarmDirection.ShouldBe(1);
        s_score.Innovations.AlarmAt.ShouldNotBeNull().ShouldBeInRange(expected, expected + 2 * s_step);
        // One in 465 bars of 5 minutes: methods B6.
        s_score.Innovations.FalseAlarmsPerDay.ShouldBeWithin(1e-3, 288 / 465.44);
    }

    /// <summary>The market turned over: spot scored against the perpetual has the same order, and the opposite shift.</summary>
    [Fact]
    public void Compute_LegsSwapped_KeepsTheRanksAndTurnsTheShift()
    {
        var swapped = Score(
            SampleMarket.Of(
                SampleMarket.Spot("binance", Bars(InstrumentKind.LinearPerpetual).Close),
                SampleMarket.Perpetual("binance", Bars(InstrumentKind.Spot).Close)
            )
        );

        swapped.Robust.Ranks.Spearman.ShouldBe(s_score.Robust.Ranks.Spearman);
        swapped.Robust.Ranks.Kendall.ShouldBe(s_score.Robust.Ranks.Kendall);
        swapped.Robust.Downside.CoSemicorrelation.ShouldBeWithin(
            1e-12,
            s_score.Robust.Downside.CoSemicorrelation!.Value
        );
        swapped.BasisBreak.At.ShouldBe(s_score.BasisBreak.At);
        swapped.Innovations.AlarmDirection.ShouldBe(-1);
    }

    [Fact]
    public void Compute_GapInTheBars_TakesNoStepOverIt()
    {
        var gapped = Score(s_snapshot.ChangeBars("binance", InstrumentKind.Spot, bars => bars.Missing(100, 12)));

        // 288 bars less 12; before and after the gap each run has one step less than closes.
        gapped.Basis.SampleCount.ShouldBe(276);
        gapped.Reversion.UnitRoot.SampleCount.ShouldBe(276);
        gapped.CoMovement.SampleCount.ShouldBe(274);
        gapped.Reversion.Process.SampleCount.ShouldBe(275);
        gapped.BasisBreak.At.ShouldBe(s_score.BasisBreak.At);
    }

    [Fact]
    public void Compute_GapInTheBars_FitsTheStepsThatAreThere()
    {
        double[] before = [.. s_basis[..99], .. s_basis[112..^1]];
        double[] after = [.. s_basis[1..100], .. s_basis[113..]];
        var (intercept, slope) = MathNet.Numerics.LinearRegression.SimpleRegression.Fit(before, after);

        var process = Score(
            s_snapshot.ChangeBars("binance", InstrumentKind.Spot, bars => bars.Missing(100, 12))
        ).Reversion.Process;

        process.RawPersistence.ShouldBeWithin(1e-12, slope);
        process.MeanBps.ShouldBeWithin(1e-9, intercept / (1 - slope));
    }

    [Theory]
    [InlineData("missing", MetricStatus.Stale)]
    [InlineData("none", MetricStatus.InsufficientData)]
    [InlineData("step", MetricStatus.InvalidInput)]
    public void Compute_BarsThatMayNotBeScored_GiveThatStatusToAll(string what, MetricStatus status)
    {
        var score = Score(
            s_snapshot.Change(
                "binance",
                InstrumentKind.LinearPerpetual,
                perpetual =>
                    perpetual with
                    {
                        Bars = what switch
                        {
                            "missing" => perpetual.Bars!.MissingLast(3),
                            "step" => perpetual.Bars!.Aggregate(TimeSpan.FromMinutes(10)),
                            _ => null,
                        },
                    }
            )
        );

        foreach (var result in ScoredResults.OfBars(score))
        {
            result.Status.ShouldBe(status);
            ResultContract.ShouldHold(result);
        }

        (score.BasisBreak.At, score.BetaBreak.At, score.Innovations.AlarmAt).ShouldBe((null, null, null));
        score.Innovations.FalseAlarmsPerDay.ShouldBeNull();
    }

    [Fact]
    public void Compute_FirstBarAfterAnOutage_LosesTheReturnsAlone()
    {
        var score = Score(s_snapshot.ChangeBars("binance", InstrumentKind.Spot, bars => bars.Missing(231, 56)));

        ScoredResults.OfReturns(score).ShouldAllBe(result => result.Status == MetricStatus.Stale);
        ScoredResults.OfCloses(score).ShouldAllBe(result => result.Status == MetricStatus.Ok);
    }

    [Fact]
    public void Compute_LegsThatAreOneSeries_AreDegenerateWithoutNumbers()
    {
        var close = SampleMarket.Walk(3);
        var score = Score(
            SampleMarket.Of(SampleMarket.Spot("binance", close), SampleMarket.Perpetual("binance", close))
        );

        // No basis, and no error of beta: nothing to revert, to break or to watch.
        MetricResult[] degenerate =
        [
            score.Innovations.Kalman,
            score.Innovations.Cusum,
            score.BetaBreak.Found,
            score.BasisBreak.Found,
            score.Reversion.UnitRoot,
            score.Reversion.Level,
            score.Reversion.Process,
            score.Reversion.Odds,
        ];
        degenerate.ShouldAllBe(result => result.Status == MetricStatus.Degenerate);
        score.Robust.Ranks.Spearman.ShouldBe(1);
        score.Robust.Ranks.Kendall.ShouldBe(1);
        score.Robust.Downside.BetaOfFalls.ShouldBe(1);
        score.Robust.Tail.LowerTailDependence.ShouldBe(1);
    }

    [Fact]
    public void Compute_ReferenceThatDidNotMove_HasNoBetaAndAReversion()
    {
        double[] still = [.. Enumerable.Repeat(60_000.0, SampleMarket.BarsInADay)];
        var score = Score(
            SampleMarket.Of(
                // Ticks so coarse that the price need not move with the perpetual's.
                SampleMarket.Spot("binance", still) with
                {
                    TickSize = 10_000,
                },
                SampleMarket.Perpetual("binance", RestlessMarket.Follow(still, 4))
            )
        );

        score.Innovations.Kalman.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Innovations.Cusum.Reason.ShouldBe(score.Innovations.Kalman.Reason);
        score.Robust.Ranks.Status.ShouldBe(MetricStatus.Degenerate);
        score.Robust.Downside.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Robust.Exceedance.Status.ShouldBe(MetricStatus.Degenerate);
        score.Robust.Tail.Status.ShouldBe(MetricStatus.Degenerate);
        score.BetaBreak.Found.Status.ShouldBe(MetricStatus.Degenerate);
        score.Reversion.Odds.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_BasisWithoutMemory_HasNoHalfLife()
    {
        // Alternating by 2 bp: each step undoes the last.
        var spot = SampleMarket.Walk(5);
        double[] perpetual =
        [
            .. spot.Select((price, i) => price * (1 + (i % 2 == 0 ? 1e-4 : -1e-4) * (1 + 0.01 * (i % 7)))),
        ];

        var score = Score(
            SampleMarket.Of(SampleMarket.Spot("binance", spot), SampleMarket.Perpetual("binance", perpetual))
        );

        score.Reversion.Process.Status.ShouldBe(MetricStatus.OutOfDomain);
        score.Reversion.Odds.Status.ShouldBe(MetricStatus.OutOfDomain);
        score.Reversion.Process.HalfLifeHours.ShouldBeNull();
        score.Reversion.Odds.Odds.ShouldBeEmpty();
    }

    [Fact]
    public void Compute_BasisThatWanders_TakesTheBrownianOdds()
    {
        var spot = SampleMarket.Walk(5);
        var random = new Random(11);
        var basis = 0.0;
        double[] perpetual = [.. spot.Select(price => price * (1 + 1e-4 * (basis += 3 * (random.NextDouble() - 0.5))))];

        var score = Score(
            SampleMarket.Of(SampleMarket.Spot("binance", spot), SampleMarket.Perpetual("binance", perpetual))
        );

        score.Reversion.UnitRoot.RejectsUnitRoot.ShouldBe(false);
        score.Reversion.Odds.IsBrownian.ShouldBe(true);
        score.Reversion.Odds.Odds.Count.ShouldBe(3);
    }

    [Fact]
    public void Compute_OptionsWithoutTheHorizons_LeaveTheirColumnsAbsent()
    {
        var options = SampleMarket.Options with { ReversionOdds = new() { Horizons = [TimeSpan.FromHours(2)] } };
        var card = SnapshotScoring.Compute(s_snapshot, options);
        var row = new ScoredRow(card, card.Derivatives[0]);

        DecouplingScoreColumns
            .All.Where(column => column.Name.StartsWith("ReversionProbability", StringComparison.Ordinal))
            .ShouldAllBe(column => column.Value(row) == null);
    }

    [Fact]
    public void Compute_SameSnapshotTwice_GivesTheSameBits()
    {
        var first = SnapshotScoring.Compute(s_snapshot, SampleMarket.Options);
        var second = SnapshotScoring.Compute(RestlessMarket.TwoVenues(), SampleMarket.Options);

        foreach (var column in DecouplingScoreColumns.All)
        {
            column
                .Value(new ScoredRow(first, first.Derivatives[0]))
                .ShouldBe(column.Value(new ScoredRow(second, second.Derivatives[0])), column.Name);
        }
    }

    private static BarSeries Bars(InstrumentKind kind) =>
        s_snapshot.Instruments.First(instrument => instrument.Venue == "binance" && instrument.Kind == kind).Bars!;

    private static double[] Returns(BarSeries bars) =>
        [.. bars.Close.Skip(1).Zip(bars.Close, (price, before) => Math.Log(price / before))];

    private static DerivativeScore Score(MarketSnapshot snapshot)
    {
        SnapshotRules.Check(snapshot).ShouldBeEmpty();
        return SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];
    }
}
