using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>A market that has just fallen through a part of its liquidation map, with the tape of it.</summary>
internal static class FallingMarket
{
    public const int Liquidations = 150;

    private const double FallShare = 0.02;

    /// <summary>Spot and perpetual of binance; the perpetual's last bar falls by 2 % and its longs are closed on the way, in clusters.</summary>
    public static MarketSnapshot ThroughItsMap()
    {
        var close = SampleMarket.Walk(1);
        var perpetual = SampleMarket.Perpetual("binance", SampleMarket.Follow(close, 2, 2));
        var before = perpetual.Bars!.Close[^2];
        perpetual.Bars.Close[^1] = before * (1 - FallShare);
        perpetual.Bars.Low![^1] = before * (1 - FallShare - 0.001);
        perpetual.Bars.High![^1] = before * 1.0005;
        var last = perpetual.Bars.Close[^1];
        return SampleMarket.Of(
            SampleMarket.Spot("binance", close),
            perpetual with
            {
                Mark = perpetual.Mark! with { Price = last },
                Book = DeepNearThePrice(last),
                Liquidations = Tape(before),
            }
        );
    }

    /// <summary>Fifteen clusters of ten, a second apart within.</summary>
    private static LiquidationTape Tape(double before)
    {
        var startAt = SampleMarket.SlotAt - SampleMarket.SlotLength;
        int[] events = [.. Enumerable.Range(0, Liquidations)];
        return new LiquidationTape(
            LiquidationCoverage.LowerBound,
            [.. events.Select(i => startAt.AddSeconds(i / 10 * 20 + 0.3 * (i % 10)))],
            [.. events.Select(i => before * (1 - FallShare * i / Liquidations))],
            [.. events.Select(i => -(0.5 + i % 3))]
        );
    }

    /// <summary>A loop that dies out at the price, and would not some per cent away.</summary>
    private static OrderBook DeepNearThePrice(double price)
    {
        double[] distances = [.. Enumerable.Range(1, 400).Select(level => level * 0.0003)];
        double[] sizes = [.. distances.Select(distance => distance < 0.02 ? 200.0 : 0.5)];
        return new OrderBook(
            [.. distances.Select(distance => price * (1 - distance))],
            sizes,
            [.. distances.Select(distance => price * (1 + distance))],
            sizes,
            SampleMarket.SlotAt,
            SampleMarket.SlotAt
        );
    }
}
