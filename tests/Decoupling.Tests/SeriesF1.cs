using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Tests;

/// <summary>The 13 prices of fixture F1 and their 12 returns, formed through the types that a scorer uses.</summary>
internal static class SeriesF1
{
    public static readonly DateTimeOffset AsOf = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Step = TimeSpan.FromHours(1);

    public static readonly double[] Spot = [100, 101, 100.5, 102, 103, 101.5, 100, 98.5, 99, 97, 96, 97.5, 98.2];

    public static readonly double[] Perpetual =
    [
        100.1,
        101.3,
        100.6,
        102.4,
        103.2,
        101.2,
        99.5,
        97.6,
        98.7,
        96.1,
        95.5,
        97.4,
        98.1,
    ];

    public static (double[] Spot, double[] Perpetual) Returns()
    {
        var spot = new double[12];
        var perpetual = new double[12];
        PairedReturns.Form(Bars(Spot), Bars(Perpetual), spot, perpetual).ShouldBe(12);
        return (spot, perpetual);
    }

    private static BarSeries Bars(double[] close) =>
        new()
        {
            StartAt = AsOf - Step * 13,
            Step = Step,
            Close = close,
        };
}
