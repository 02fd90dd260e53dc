using BenchmarkDotNet.Attributes;
using Decoupling.Tracking;

namespace Decoupling.Benchmarks.Tracking;

/// <summary>A1 over rolling windows of 60 of 100 pairs at once, 50,000 times each, on the peers' input B.</summary>
[MemoryDiagnoser]
public class RollingPairsBenchmarks
{
    private const int Window = 60;
    private const int Pairs = 100;

    private double[] x = [];
    private double[] y = [];
    private double[] correlation = [];
    private double[] beta = [];

    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    public static IEnumerable<string> Inputs() => PeerInput.Named("B_x");

    [GlobalSetup]
    public void Read()
    {
        x = PeerInput.Read("B_x");
        y = PeerInput.Read("B_y");
        correlation = new double[x.Length - (Window - 1) * Pairs];
        beta = new double[correlation.Length];
    }

    [Benchmark]
    public int Rolling() => CoMovement.Rolling(x, y, Pairs, Window, correlation, beta);
}
