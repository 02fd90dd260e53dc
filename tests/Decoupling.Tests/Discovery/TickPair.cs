using Decoupling.Discovery;

namespace Decoupling.Tests.Discovery;

/// <summary>Two markets' ticks, and the slow way to their covariance.</summary>
internal sealed record TickPair(double[] FirstSeconds, double[] First, double[] SecondSeconds, double[] Second)
{
    /// <summary>Fixture F2.</summary>
    public static readonly TickPair F2 = new(
        [0, 1, 3, 4, 7, 9, 10],
        [0, 0.01, 0, 0.03, 0.02, 0.05, 0.04],
        [0, 2, 5, 6, 8, 10],
        [0, 0.02, 0.03, 0.01, 0.04, 0.06]
    );

    public TickSpan FirstSpan => new(FirstSeconds, First);

    public TickSpan SecondSpan => new(SecondSeconds, Second);

    public TickPair Swapped => new(SecondSeconds, Second, FirstSeconds, First);

    /// <summary>Times on a coarse grid, so that many coincide across the markets.</summary>
    public static TickPair Random(int seed, int first, int second)
    {
        var random = new Random(seed);
        double[] Seconds(int count) =>
            [.. Enumerable.Range(0, 4 * count).OrderBy(_ => random.Next()).Take(count).Order().Select(t => 0.5 * t)];
        double[] Walk(int count)
        {
            double level = 0;
            return [.. Enumerable.Range(0, count).Select(_ => level += (random.NextDouble() - 0.5) * 1e-3)];
        }

        return new TickPair(Seconds(first), Walk(first), Seconds(second), Walk(second));
    }

    /// <summary>All pairs of intervals, one by one; the second market's times moved back by a lag.</summary>
    public double CovarianceByAllPairs(double lagSeconds = 0)
    {
        double sum = 0;
        for (var i = 1; i < First.Length; i++)
        {
            for (var j = 1; j < Second.Length; j++)
            {
                var start = Math.Max(FirstSeconds[i - 1], SecondSeconds[j - 1] - lagSeconds);
                var end = Math.Min(FirstSeconds[i], SecondSeconds[j] - lagSeconds);
                sum += start < end ? (First[i] - First[i - 1]) * (Second[j] - Second[j - 1]) : 0;
            }
        }

        return sum;
    }
}
