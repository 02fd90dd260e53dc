using Decoupling.Discovery;
using Decoupling.Results;
using Decoupling.Reversion;
using Decoupling.Stationarity;
using Decoupling.Tracking;

namespace Decoupling.Tests.Reversion;

/// <summary>Recorded spot and perpetual bars, day by day: what B3, B4 and A7 say of real bases.</summary>
public class ReversionOfRealMarketTests
{
    [Theory]
    [InlineData("binance_5m/2024_BTCUSDT_spot_5m.csv.gz", "binance_5m/2024_BTCUSDT_perp_5m.csv.gz", 5)]
    [InlineData("binance_5m/2024_SOLUSDT_spot_5m.csv.gz", "binance_5m/2024_SOLUSDT_perp_5m.csv.gz", 5)]
    [InlineData("binance_5m/2025Q1_BTCUSDT_spot_5m.csv.gz", "binance_5m/2025Q1_BTCUSDT_perp_5m.csv.gz", 5)]
    [InlineData("binance_5m/2025Q1_ETHUSDT_spot_5m.csv.gz", "binance_5m/2025Q1_ETHUSDT_perp_5m.csv.gz", 5)]
    [InlineData("binance_1m/2025_BTCUSDT_spot_1m.csv.gz", "binance_1m/2025-05-25_BTCUSDT_perp_1m.csv.gz", 1)]
    [InlineData("binance_1m/2025_ETHUSDT_spot_1m.csv.gz", "binance_1m/2025-05-25_ETHUSDT_perp_1m.csv.gz", 1)]
    public void Metrics_EachDay_HaveAStatusThatFits(string spotFile, string perpetualFile, int stepMinutes)
    {
        var step = TimeSpan.FromMinutes(stepMinutes);
        var spot = RealData.Bars(spotFile, step);
        var perpetual = RealData.Bars(perpetualFile, step);
        var x = new double[Math.Min(spot.Count, perpetual.Count)];
        var y = new double[x.Length];
        var closes = PairedCloses.Form(spot, perpetual, x, y);
        var day = 24 * 60 / stepMinutes;
        var (days, stationaryDays) = (0, 0);
        var halfLives = new List<double>();
        for (var start = 0; start + day <= closes; start += Campaign.IsFull ? day / 8 : 2 * day)
        {
            var asOf = spot.StartAt + step * (start + day);
            double[] spotLog = [.. x.AsSpan(start, day).ToArray().Select(price => Math.Log(price))];
            double[] perpetualLog = [.. y.AsSpan(start, day).ToArray().Select(price => Math.Log(price))];
            double[] logBasis = [.. perpetualLog.Zip(spotLog, (a, b) => a - b)];
            double[] basisBps = [.. logBasis.Select(value => value * 1e4)];

            var unitRoot = AugmentedDickeyFuller.Compute(logBasis, asOf, new());
            var kpss = Kpss.Compute(logBasis, asOf, new());
            var tie = EngleGranger.Compute(perpetualLog, spotLog, asOf, new());
            var fit = OrnsteinUhlenbeck.Compute(basisBps, step, asOf, new());
            var odds = ReversionProbability.Compute(fit, basisBps[^1], unitRoot.RejectsUnitRoot == true, new());
            var thresholds = BertramThresholds.Compute(fit, roundTripCostBps: 4);
            var shares = PriceDiscovery.Compute(spotLog, perpetualLog, asOf, new());

            MetricResult[] results = [unitRoot, kpss, tie, fit, odds, thresholds];
            foreach (var result in results)
            {
                result.Status.ShouldBe(MetricStatus.Ok, $"{asOf:O} {result}");
                ResultContract.ShouldHold(result);
            }

            // Bars are slow beside arbitrage: on most days neither market can be shown to answer to the gap.
            shares.Status.ShouldBeOneOf(MetricStatus.Ok, MetricStatus.OutOfDomain);
            ResultContract.ShouldHold(shares);
            odds.Odds.ShouldAllBe(chance => chance.Probability >= 0 && chance.Probability <= 1);
            days++;
            stationaryDays += unitRoot.RejectsUnitRoot == true ? 1 : 0;
            halfLives.Add(fit.HalfLifeHours ?? double.PositiveInfinity);
        }

        // Spot and perpetual of one venue are tied: most days' log basis comes back, half of a gap within minutes.
        stationaryDays.ShouldBeGreaterThan(days / 2);
        halfLives.Order().ElementAt(days / 2).ShouldBeInRange(0.2 / 60, 0.5);
    }
}
