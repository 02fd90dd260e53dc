using Decoupling.Baselines;
using Decoupling.Carry;
using Decoupling.Composite;
using Decoupling.Numerics;

namespace Decoupling.Tests.Baselines;

/// <summary>Ranks by the baseline against ranks among all values that it was built of, on a year of recorded 5-minute bars.</summary>
public class BaselineOfRealMarketTests
{
    private const int BarsInADay = 288;

    /// <summary>A tenth of a percentile point, at the levels that alerts and readings stand at.</summary>
    private const double Tolerance = 0.001;

    [Theory]
    [InlineData("2024_BTCUSDT")]
    [InlineData("2024_SOLUSDT")]
    public void Rank_AtTheLevelsOfAlerts_IsThatOfAllRows(string pair)
    {
        var step = TimeSpan.FromMinutes(5);
        var spot = RealData.Bars($"binance_5m/{pair}_spot_5m.csv.gz", step);
        var perpetual = RealData.Bars($"binance_5m/{pair}_perp_5m.csv.gz", step);
        var rows = new List<(double Z, double Bps)>();
        var digests = new List<DayDigest>();
        var firstDay = DateOnly.FromDateTime(spot.StartAt.UtcDateTime).AddDays(1);
        var count = Campaign.IsFull ? Math.Min(spot.Count, perpetual.Count) : 60 * BarsInADay;
        for (var start = BarsInADay; start + BarsInADay <= count; start += BarsInADay)
        {
            var day = new DayDigestBuilder();
            for (var slot = start; slot < start + BarsInADay; slot++)
            {
                var window = (slot - BarsInADay + 1)..(slot + 1);
                if (BasisOf(spot.Close.AsSpan()[window], perpetual.Close.AsSpan()[window]) is { } basis)
                {
                    var (z, bps) = (basis.RobustZScore!.Value, basis.DeviationBps!.Value);
                    rows.Add((Math.Abs(z), Math.Abs(bps)));
                    day.Add(
                        "binance",
                        pair,
                        column =>
                            column switch
                            {
                                "BasisRobustZ" => z,
                                "BasisDeviationBps" => bps,
                                _ => null,
                            }
                    );
                }
            }

            digests.Add(day.Build("BTC", firstDay.AddDays(digests.Count), step));
        }

        var servesFrom = firstDay.AddDays(digests.Count);
        var baseline = BaselineMerging.Compute("BTC", servesFrom, step, digests, new() { WindowDays = 500 });

        ShouldAgree(baseline, pair, BaselineComponents.RobustZ, [.. rows.Select(row => row.Z)]);
        ShouldAgree(baseline, pair, BaselineComponents.DeviationBps, [.. rows.Select(row => row.Bps)]);
        baseline.Derivatives[0].Components.ShouldAllBe(component => component.Table.Values.Count < 600);
    }

    private static void ShouldAgree(Baseline baseline, string symbol, BaselineComponent component, double[] exact)
    {
        var sorted = exact.Order().ToArray();
        var slotAt = new DateTimeOffset(baseline.Day, TimeOnly.MinValue, TimeSpan.Zero);
        foreach (var level in (double[])[0.85, 0.9, 0.95, 0.99, 0.999])
        {
            // Between two values, and on one.
            var index = (int)(level * sorted.Length);
            foreach (var value in (double[])[sorted[index], 0.5 * (sorted[index] + sorted[index + 1])])
            {
                var rank = baseline.Rank("binance", symbol, component, value, slotAt, new());
                var truth = PercentileRank.Compute(exact, value, slotAt, new());

                rank.SampleCount.ShouldBe(exact.Length);
                rank.MidRank!.Value.ShouldBe(truth.MidRank!.Value, Tolerance, $"{component.Name} at {level}");
            }
        }
    }

    private static BasisResult? BasisOf(ReadOnlySpan<double> spot, ReadOnlySpan<double> perpetual)
    {
        // A missing bar leaves the slot out: what a gap does to B1 is not the matter here.
        if (InputGate.FirstNotFinite(spot) >= 0 || InputGate.FirstNotFinite(perpetual) >= 0)
        {
            return null;
        }

        var basis = Basis.Compute(perpetual, spot, SeriesF1.AsOf, new());
        return basis.RobustZScore is null ? null : basis;
    }
}
