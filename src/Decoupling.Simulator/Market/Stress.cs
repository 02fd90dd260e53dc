namespace Decoupling.Simulator.Market;

/// <summary>What the script adds to a venue's calm market at one moment.</summary>
/// <param name="LogPrice">Added to every log price.</param>
/// <param name="LogOpenInterest">Added to the log of open interest.</param>
/// <param name="BasisBps">Added to the perpetuals' distance from spot.</param>
/// <param name="BasisNoise">Multiplies the noise of that distance.</param>
/// <param name="Depth">Multiplies the perpetuals' book, and half as strongly the spot book.</param>
/// <param name="Volume">Multiplies volume.</param>
/// <param name="Volatility">Multiplies the deviation of a minute's return.</param>
internal readonly record struct Stress(
    double LogPrice,
    double LogOpenInterest,
    double BasisBps,
    double BasisNoise,
    double Depth,
    double Volume,
    double Volatility
)
{
    public static readonly Stress None = new(0, 0, 0, 1, 1, 1, 1);

    /// <summary>This with what passes gone, and with what stays (prices, open interest) as it is.</summary>
    public Stress Relaxed => None with { LogPrice = LogPrice, LogOpenInterest = LogOpenInterest };

    /// <summary>The way from one state to another, <paramref name="share"/> of it.</summary>
    public static Stress Between(Stress from, Stress to, double share) =>
        new(
            from.LogPrice + (to.LogPrice - from.LogPrice) * share,
            from.LogOpenInterest + (to.LogOpenInterest - from.LogOpenInterest) * share,
            from.BasisBps + (to.BasisBps - from.BasisBps) * share,
            from.BasisNoise + (to.BasisNoise - from.BasisNoise) * share,
            from.Depth + (to.Depth - from.Depth) * share,
            from.Volume + (to.Volume - from.Volume) * share,
            from.Volatility + (to.Volatility - from.Volatility) * share
        );
}
