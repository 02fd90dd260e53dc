using BenchmarkDotNet.Attributes;
using Decoupling.Discovery;

namespace Decoupling.Benchmarks.Discovery;

/// <summary>A6 over 200,000 ticks of each of two markets, on the peers' input H.</summary>
[MemoryDiagnoser]
public class HayashiYoshidaBenchmarks
{
    private readonly HayashiYoshidaOptions options = new();
    private double[] firstSeconds = [];
    private double[] first = [];
    private double[] secondSeconds = [];
    private double[] second = [];

    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    public static IEnumerable<string> Inputs() => PeerInput.Named("H_tx");

    [GlobalSetup]
    public void Read()
    {
        firstSeconds = PeerInput.Read("H_tx");
        first = PeerInput.Read("H_px");
        secondSeconds = PeerInput.Read("H_ty");
        second = PeerInput.Read("H_py");
    }

    [Benchmark]
    public HayashiYoshidaResult Compute() =>
        HayashiYoshida.Compute(new(firstSeconds, first), new(secondSeconds, second), default, options);
}
