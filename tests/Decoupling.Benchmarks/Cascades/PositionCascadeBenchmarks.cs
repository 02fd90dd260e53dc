using BenchmarkDotNet.Attributes;
using Decoupling.Cascades;
using Decoupling.Liquidation;

namespace Decoupling.Benchmarks.Cascades;

/// <summary>E2 of a million positions through a book of 200,000 levels, on the peers' input G.</summary>
[MemoryDiagnoser]
public class PositionCascadeBenchmarks
{
    private const double Price = 60_000;
    private double[] liquidationPrices = [];
    private double[] sizesCoins = [];
    private double[] bidPrices = [];
    private double[] bidSizes = [];
    private double shock;

    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    public static IEnumerable<string> Inputs() => PeerInput.Named("G_liq");

    [GlobalSetup]
    public void Read()
    {
        liquidationPrices = PeerInput.Read("G_liq");
        sizesCoins = PeerInput.Read("G_qty");
        bidPrices = PeerInput.Read("G_bookp");
        bidSizes = PeerInput.Read("G_bookd");
        shock = 1 - PeerInput.Read("G_shock")[0] / Price;
    }

    [Benchmark]
    public CascadeResult Compute() =>
        PositionCascade.Compute(
            liquidationPrices,
            sizesCoins,
            PositionSide.Long,
            Price,
            shock,
            new CascadeBook(bidPrices, bidSizes),
            default
        );
}
