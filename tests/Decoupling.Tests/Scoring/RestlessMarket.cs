using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>The sample market with a basis that has a memory, and a level and a beta of their own in the last third of the day: every score has something to say.</summary>
internal static class RestlessMarket
{
    public const double ShiftAtShare = 0.7;
    public const double ShiftBps = 25;
    public const double BetaShift = 0.1;

    private const double Persistence = 0.8;
    private const double ShockBps = 0.8;

    /// <summary>Spot and perpetual of binance and of bybit.</summary>
    public static MarketSnapshot TwoVenues(int seed = 1)
    {
        var binance = SampleMarket.Walk(seed);
        var bybit = SampleMarket.Follow(binance, seed + 1, 1);
        return SampleMarket.Of(
            SampleMarket.Spot("binance", binance),
            SampleMarket.Perpetual("binance", Follow(binance, seed + 2)),
            SampleMarket.Spot("bybit", bybit),
            SampleMarket.Perpetual("bybit", Follow(bybit, seed + 3))
        );
    }

    /// <summary>Prices that keep to others by a basis with a memory, and shift by <see cref="ShiftBps"/> after <see cref="ShiftAtShare"/> of them.</summary>
    public static double[] Follow(double[] leader, int seed)
    {
        var random = new Random(seed);
        var shiftAt = (int)(ShiftAtShare * leader.Length);
        var basis = 0.0;
        var close = new double[leader.Length];
        for (var i = 0; i < close.Length; i++)
        {
            basis = Persistence * basis + ShockBps * 3.46 * (random.NextDouble() - 0.5);
            close[i] = leader[i] * (1 + 1e-4 * basis);
            if (i >= shiftAt)
            {
                close[i] *= (1 + 1e-4 * ShiftBps) * Math.Pow(leader[i] / leader[shiftAt], BetaShift);
            }
        }

        return close;
    }
}
