using BenchmarkDotNet.Attributes;
using Decoupling.Numerics;

namespace Decoupling.Benchmarks.Numerics;

/// <summary>Φ, φ and Φ⁻¹ over 1,000 arguments from tail to tail.</summary>
public class NormalDistributionBenchmarks
{
    private const int Count = 1_000;

    private readonly double[] arguments = [.. Enumerable.Range(0, Count).Select(i => -8 + 16.0 * i / Count)];
    private readonly double[] probabilities = [.. Enumerable.Range(0, Count).Select(i => (i + 0.5) / Count)];

    [Benchmark(OperationsPerInvoke = Count)]
    public double Cdf() => Sum(arguments, NormalDistribution.Cdf);

    [Benchmark(OperationsPerInvoke = Count)]
    public double Density() => Sum(arguments, NormalDistribution.Density);

    [Benchmark(OperationsPerInvoke = Count)]
    public double Quantile() => Sum(probabilities, NormalDistribution.Quantile);

    private static double Sum(double[] values, Func<double, double> function)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += function(value);
        }

        return sum;
    }
}
