using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Hazard;

/// <summary>The wave market as a snapshot would hold it, 35 minutes after its last hour, with baselines by hand.</summary>
internal static class HazardMarket
{
    public static readonly DateTimeOffset SlotAt = WaveMarket.Spot.EndAt.AddMinutes(35);

    public static MarketSnapshot Snapshot { get; } = At(SlotAt);

    /// <summary>A past of lower log odds than any hour has.</summary>
    public static Baseline BaselineBelow { get; } = BaselineOf([-2_000, -1_000]);

    public static MarketSnapshot At(DateTimeOffset slotAt, string venue = "binance") =>
        SampleMarket.Of(
            SampleMarket.Spot(venue, SampleMarket.Walk(1)) with
            {
                HourlyBars = WaveMarket.Spot.ClosedBy(slotAt),
            },
            SampleMarket.Perpetual(venue, SampleMarket.Walk(1)) with
            {
                HourlyBars = WaveMarket.Perpetual.ClosedBy(slotAt),
                FundingHistory = WaveMarket.Funding.Slice(WaveMarket.StartAt, slotAt),
            }
        ) with
        {
            SlotAt = slotAt,
        };

    public static Baseline BaselineOf(double[] logits, int days = 40) =>
        new()
        {
            Asset = "BTC",
            Day = DateOnly.FromDateTime(WaveMarket.StartAt.UtcDateTime),
            SlotLength = SampleMarket.SlotLength,
            Days = days,
            Derivatives =
            [
                new DerivativeBaseline
                {
                    Venue = "binance",
                    Symbol = "BTCUSDT",
                    Components = [new ComponentBaseline("HazardLogit", days, QuantileTable.Of(logits))],
                    Correlated = [],
                    Correlations = new EwmaCorrelationMatrixResult
                    {
                        Status = MetricStatus.InsufficientData,
                        Reason = "a test",
                        SampleCount = 0,
                        AsOf = WaveMarket.StartAt,
                    },
                },
            ],
        };
}
