using BenchmarkDotNet.Attributes;
using Decoupling.Cascades;

namespace Decoupling.Benchmarks.Cascades;

/// <summary>E4 over 102,000 events, on the peers' input I.</summary>
[MemoryDiagnoser]
public class HawkesBranchingBenchmarks
{
    private const double EndSeconds = 80_000;
    private double[] seconds = [];

    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    public static IEnumerable<string> Inputs() => PeerInput.Named("I_t");

    [GlobalSetup]
    public void Read() => seconds = PeerInput.Read(Input);

    [Benchmark]
    public HawkesBranchingResult Compute() => HawkesBranching.Compute(seconds, EndSeconds, default);
}
