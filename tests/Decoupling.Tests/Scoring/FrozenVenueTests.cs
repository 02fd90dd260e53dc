using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>28 October 2024: Binance's perpetuals stood still from 20:00 to 21:10 UTC and published one price without volume, while spot
/// traded on.</summary>
public class FrozenVenueTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset s_stillFrom = new(2024, 10, 28, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_tradingFrom = s_stillFrom.AddMinutes(70);

    [Theory]
    [InlineData("BTC")]
    [InlineData("SOL")]
    public void Compute_PerpetualStandsStill_IsStaleAndNeverDislocated(string asset)
    {
        var spot = RealData.Bars($"binance_5m/2024_{asset}USDT_spot_5m.csv.gz", s_step);
        var perpetual = RealData.Bars($"binance_5m/2024_{asset}USDT_perp_5m.csv.gz", s_step);

        for (var slotAt = s_stillFrom.AddHours(-6); slotAt <= s_tradingFrom.AddHours(6); slotAt += s_step)
        {
            var score = Score(spot, perpetual, slotAt);

            score.Dislocation.IsDislocated.ShouldBeFalse($"{slotAt:O} {score.Dislocation} {score.Basis}");
            if (slotAt > s_stillFrom + 2 * s_step && slotAt <= s_tradingFrom)
            {
                score.Status.ShouldBe(MetricStatus.Stale, $"{slotAt:O}");
                score.Liquidation.Volatility.Status.ShouldBe(MetricStatus.Stale, $"{slotAt:O}");
            }
        }
    }

    private static DerivativeScore Score(BarSeries spot, BarSeries perpetual, DateTimeOffset slotAt)
    {
        var snapshot = SampleMarket.Of(
            SampleMarket.Spot("binance", [1]) with
            {
                Bars = Day(spot, slotAt),
            },
            SampleMarket.Perpetual("binance", [1]) with
            {
                Bars = Day(perpetual, slotAt),
                Mark = null,
                Index = null,
            }
        ) with
        {
            SlotAt = slotAt,
        };
        return SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];
    }

    private static BarSeries Day(BarSeries bars, DateTimeOffset slotAt) => bars.Slice(slotAt.AddDays(-1), slotAt);
}
