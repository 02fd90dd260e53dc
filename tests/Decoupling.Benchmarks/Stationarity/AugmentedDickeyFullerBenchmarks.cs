using BenchmarkDotNet.Attributes;
using Decoupling.Stationarity;

namespace Decoupling.Benchmarks.Stationarity;

/// <summary>B4 with Akaike's choice among 0 to 38 lags over 10,000 points, on the peers' input E.</summary>
[MemoryDiagnoser]
public class AugmentedDickeyFullerBenchmarks
{
    private readonly UnitRootOptions options = new();
    private double[] values = [];

    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    public static IEnumerable<string> Inputs() => PeerInput.Named("E_y");

    [GlobalSetup]
    public void Read() => values = PeerInput.Read(Input);

    [Benchmark]
    public AugmentedDickeyFullerResult Compute() => AugmentedDickeyFuller.Compute(values, default, options);
}
