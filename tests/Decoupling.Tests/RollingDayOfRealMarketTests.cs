using Decoupling.Carry;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Tests;

/// <summary>BTC in 5-minute bars, March to December 2024: what a scorer would compute of each day's window.</summary>
public class RollingDayOfRealMarketTests
{
    private const int BarsInADay = 288;
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    [Fact]
    public void Metrics_BtcOf2024_AreFiniteOnEveryDaysWindow()
    {
        var spot = RealData.Bars("binance_5m/2024_BTCUSDT_spot_5m.csv.gz", s_step);
        var perpetual = RealData.Bars("binance_5m/2024_BTCUSDT_perp_5m.csv.gz", s_step);
        var funding = RealData.Funding("binance_5m/2024_BTCUSDT_funding_8h.csv.gz");
        var x = new double[BarsInADay];
        var y = new double[BarsInADay];
        perpetual.Count.ShouldBe(87_840);

        for (var end = BarsInADay; end <= spot.Count; end += Campaign.IsFull ? 1 : 36)
        {
            var (spotDay, perpetualDay) = (Day(spot, end), Day(perpetual, end));
            var asOf = spotDay.EndAt;

            var returns = PairedReturns.Form(spotDay, perpetualDay, x, y);
            var coMovement = CoMovement.Compute(x.AsSpan(0, returns), y.AsSpan(0, returns), s_step, asOf, new());
            var ewma = EwmaCoMovement.Compute(x.AsSpan(0, returns), y.AsSpan(0, returns), s_step, asOf, new());
            var deviation = DeviationFromOne.Compute(coMovement, new());
            var closes = PairedCloses.Form(spotDay, perpetualDay, x, y);
            var basis = Basis.Compute(y.AsSpan(0, closes), x.AsSpan(0, closes), asOf, new());
            var pressure = FundingPressure.Compute(
                basis.BasisBps!.Value * 1e-4,
                funding.Values[LastAt(funding, asOf)],
                TimeSpan.FromHours(8),
                ShippedTables.FundingOf("binance", asOf),
                asOf
            );

            MetricResult[] results = [coMovement, ewma, deviation, basis, pressure];
            foreach (var result in results)
            {
                result.Status.ShouldBe(MetricStatus.Ok, $"{asOf:O} {result}");
                ResultContract.ShouldHold(result);
            }

            coMovement.Correlation!.Value.ShouldBeGreaterThan(0.9, $"{asOf:O}");
            coMovement.Beta!.Value.ShouldBeInRange(0.8, 1.25, $"{asOf:O}");
        }
    }

    private static BarSeries Day(BarSeries bars, int end) =>
        new()
        {
            StartAt = bars.StartAt + s_step * (end - BarsInADay),
            Step = s_step,
            Close = bars.Close[(end - BarsInADay)..end],
        };

    private static int LastAt(SampleSeries funding, DateTimeOffset asOf)
    {
        var index = Array.BinarySearch(funding.At, asOf);
        return index >= 0 ? index : ~index - 1;
    }
}
