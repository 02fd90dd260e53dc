using BenchmarkDotNet.Attributes;
using Decoupling.Tracking;

namespace Decoupling.Benchmarks.Tracking;

/// <summary>A1 over rolling windows of 60 on the peers' inputs: a million returns, and 100,000 price levels near 60,000.</summary>
[MemoryDiagnoser]
public class CoMovementBenchmarks
{
    private const int Window = 60;

    private double[] x = [];
    private double[] y = [];
    private double[] correlation = [];
    private double[] beta = [];

    /// <summary>The peers' name of the input; none where PEERS_DATA names no folder with it.</summary>
    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    public static IEnumerable<string> Inputs() => new[] { "A", "Aadv" }.Where(input => File.Exists(PathOf(input, "x")));

    [GlobalSetup]
    public void Read()
    {
        x = Column(Input, "x");
        y = Column(Input, "y");
        correlation = new double[x.Length - Window + 1];
        beta = new double[correlation.Length];
    }

    [Benchmark]
    public int Rolling() => CoMovement.Rolling(x, y, Window, correlation, beta);

    private static double[] Column(string input, string name)
    {
        var bytes = File.ReadAllBytes(PathOf(input, name));
        var column = new double[bytes.Length / sizeof(double)];
        Buffer.BlockCopy(bytes, 0, column, 0, bytes.Length);
        return column;
    }

    private static string PathOf(string input, string name) =>
        Path.Combine(Environment.GetEnvironmentVariable("PEERS_DATA") ?? "", $"{input}_{name}.f64");
}
