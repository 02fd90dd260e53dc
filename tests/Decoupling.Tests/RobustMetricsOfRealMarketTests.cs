using Decoupling.Breaks;
using Decoupling.Carry;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Tests;

/// <summary>Recorded pairs in 5-minute bars, each day's window: no metric here has a status that a healthy pair should not have.</summary>
public class RobustMetricsOfRealMarketTests
{
    private const int BarsInADay = 288;

    /// <summary>How soon beta is itself again after a feed stood still.</summary>
    private const int BarsThatRecover = 6;

    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("2024_BTCUSDT")]
    [InlineData("2024_SOLUSDT")]
    [InlineData("2025Q1_BTCUSDT")]
    [InlineData("2025Q1_ETHUSDT")]
    public void Metrics_EveryDaysWindow_AreOk(string pair)
    {
        var spot = RealData.Bars($"binance_5m/{pair}_spot_5m.csv.gz", s_step);
        var perpetual = RealData.Bars($"binance_5m/{pair}_perp_5m.csv.gz", s_step);
        var count = Math.Min(spot.Count, perpetual.Count);
        var (x, y) = (new double[BarsInADay], new double[BarsInADay]);

        for (var end = BarsInADay; end <= count; end += Campaign.IsFull ? 36 : 1_440)
        {
            var (spotDay, perpetualDay) = (Day(spot, end), Day(perpetual, end));
            var asOf = spotDay.EndAt;
            var returns = PairedReturns.Form(spotDay, perpetualDay, x, y);
            var underlying = x.AsSpan(0, returns);
            var derivative = y.AsSpan(0, returns);

            var kalman = KalmanBeta.Compute(underlying, derivative, s_step, asOf, new());
            var ranks = RankCorrelation.Compute(underlying, derivative, asOf, new());
            var downside = DownsideCoMovement.Compute(underlying, derivative, asOf, new());
            var exceedance = ExceedanceCorrelation.Compute(underlying, derivative, asOf, new());
            var tail = TailDependence.Compute(underlying, derivative, asOf, new());
            var betaBreak = SupF.ComputeOfBeta(underlying, derivative, asOf, new());
            var isFrozen = derivative[^BarsThatRecover..].Contains(0);
            var closes = PairedCloses.Form(spotDay, perpetualDay, x, y);
            double[] bases = [.. y.Take(closes).Zip(x, Basis.OfPrices)];
            var page = PageCusum.Compute(bases, s_step, asOf, new());
            var ols = OlsCusum.Compute(bases, asOf, new());
            var recursive = RecursiveCusum.Compute(bases, asOf, new());
            var levelBreak = SupF.Compute(bases, asOf, new());

            MetricResult[] results =
            [
                kalman,
                ranks,
                downside,
                exceedance,
                tail,
                betaBreak,
                page,
                ols,
                recursive,
                levelBreak,
            ];
            foreach (var result in results)
            {
                result.Status.ShouldBe(MetricStatus.Ok, $"{pair} {asOf:O} {result}");
                ResultContract.ShouldHold(result);
            }

            if (!isFrozen)
            {
                kalman.Beta!.Value.ShouldBeInRange(0.7, 1.3, $"{pair} {asOf:O}");
            }

            ranks.Spearman!.Value.ShouldBeGreaterThan(0.9, $"{pair} {asOf:O}");
            ranks.Kendall!.Value.ShouldBeLessThan(ranks.Spearman.Value, $"{pair} {asOf:O}");
            tail.LowerTailDependence!.Value.ShouldBeGreaterThan(0.5, $"{pair} {asOf:O}");
        }
    }

    /// <summary>Binance's perpetuals stood still from 19:55 to 21:05 UTC.</summary>
    [Theory]
    [InlineData("2024_BTCUSDT")]
    [InlineData("2024_SOLUSDT")]
    public void A3_PerpetualFrozenOn28October2024_LosesItsBetaWhileTheDaysDoesNotShowIt(string pair)
    {
        var spot = RealData.Bars($"binance_5m/{pair}_spot_5m.csv.gz", s_step);
        var perpetual = RealData.Bars($"binance_5m/{pair}_perp_5m.csv.gz", s_step);
        var frozenAt = new DateTimeOffset(2024, 10, 28, 21, 0, 0, TimeSpan.Zero);
        var end = (int)((frozenAt - spot.StartAt) / s_step);
        var shift = (int)((perpetual.StartAt - spot.StartAt) / s_step);
        var (x, y) = (new double[BarsInADay], new double[BarsInADay]);
        var count = PairedReturns.Form(Day(spot, end), Day(perpetual, end - shift), x, y);

        var kalman = KalmanBeta.Compute(x.AsSpan(0, count), y.AsSpan(0, count), s_step, frozenAt, new());
        var day = CoMovement.Compute(x.AsSpan(0, count), y.AsSpan(0, count), s_step, frozenAt, new());

        kalman.Beta!.Value.ShouldBeInRange(-0.05, 0.05);
        day.Beta!.Value.ShouldBeGreaterThan(0.9);
    }

    private static BarSeries Day(BarSeries bars, int end) =>
        new()
        {
            StartAt = bars.StartAt + s_step * (end - BarsInADay),
            Step = s_step,
            Close = bars.Close[(end - BarsInADay)..end],
        };
}
