using Decoupling.Snapshots;

namespace Decoupling.Tests.Hazard;

/// <summary>560 hours of a market written as waves, so that another language can make the same one: spot, perpetual and funding.</summary>
internal static class WaveMarket
{
    public const int Hours = 560;

    public static readonly DateTimeOffset StartAt = new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Closes at 60,000; hours 300, 500, 501 and 535 are missing.</summary>
    public static BarSeries Spot { get; } = Bars(i => SpotPrice(i), _ => 1).Without(300, 500, 501, 535);

    /// <summary>A premium of -11 to 5 bp; hour 400 is missing, hour 450 repeats a price without a trade.</summary>
    public static BarSeries Perpetual { get; } =
        Bars(
                i => SpotPrice(i) * (1 + 1e-4 * (8 * Math.Sin(0.11 * i) - 3)),
                i => i == 450 ? 0 : 1000 * Math.Exp(0.5 * Math.Sin(0.21 * i) + 0.3 * Math.Cos(0.017 * i * i))
            )
            .Without(400);

    /// <summary>A payment every 8 hours, stamped 7 ms late.</summary>
    public static SampleSeries Funding { get; } =
        new()
        {
            At = [.. Enumerable.Range(0, 71).Select(i => StartAt.AddHours(8 * i).AddMilliseconds(7))],
            Values = [.. Enumerable.Range(0, 71).Select(i => 4e-4 * Math.Sin(0.6 * i) + 1e-4)],
        };

    public static BarSeries Bars(Func<int, double> close, Func<int, double> volume, int count = Hours) =>
        new()
        {
            StartAt = StartAt,
            Step = TimeSpan.FromHours(1),
            Close = [.. Enumerable.Range(0, count).Select(close)],
            Volume = [.. Enumerable.Range(0, count).Select(volume)],
        };

    /// <summary>The same bars, some of them missing.</summary>
    public static BarSeries Without(this BarSeries bars, params int[] missing) =>
        bars with
        {
            Close = [.. bars.Close.Select((close, i) => missing.Contains(i) ? double.NaN : close)],
            Volume = [.. bars.Volume!.Select((volume, i) => missing.Contains(i) ? double.NaN : volume)],
        };

    private static double SpotPrice(int i) =>
        60_000 * Math.Exp(0.02 * Math.Sin(0.05 * i) + 0.004 * Math.Cos(0.013 * i * i));
}
