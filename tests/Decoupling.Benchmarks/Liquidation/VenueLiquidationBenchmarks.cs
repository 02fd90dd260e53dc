using BenchmarkDotNet.Attributes;
using Decoupling.Liquidation;

namespace Decoupling.Benchmarks.Liquidation;

/// <summary>D2: liquidation prices of a million positions with ten tiers each; liquidation_prices.py beside it does the same in numpy.</summary>
/// <remarks>The positions follow from their number, so that both sum to the same: see <see cref="Sum"/>.</remarks>
[MemoryDiagnoser]
public class VenueLiquidationBenchmarks
{
    private const int Positions = 1_000_000;
    private const double MarkPrice = 60_000;

    private static readonly double[] s_floors = [0, 5e4, 6e5, 3e6, 1.2e7, 7e7, 1e8, 2.3e8, 4.8e8, 6e8];
    private static readonly double[] s_rates = [.004, .005, .0065, .01, .02, .025, .05, .1, .125, .15];

    private readonly VenuePosition[] positions = new VenuePosition[Positions];
    private LiquidationTerms terms = null!;

    [Params(false, true)]
    public bool IsInverse { get; set; }

    [GlobalSetup]
    public void Build()
    {
        var unit = IsInverse ? MarkPrice : 1;
        terms = LiquidationTerms.General(
            MarginTiers.FromRates([.. s_floors.Select(floor => floor / unit)], s_rates),
            IsInverse
        );
        for (var i = 0; i < Positions; i++)
        {
            positions[i] = VenuePosition.Open(
                i % 2 == 0 ? PositionSide.Long : PositionSide.Short,
                notionalUsd: 1_000 * (1 + i % 9973),
                price: 59_000 + i * 37L % 2_000,
                leverage: 2 + i % 19,
                IsInverse
            );
        }

        Console.WriteLine(FormattableString.Invariant($"sum of prices, inverse {IsInverse}: {Sum():R}"));
    }

    [Benchmark]
    public double Sum()
    {
        double sum = 0;
        foreach (ref readonly var position in positions.AsSpan())
        {
            sum += VenueLiquidation.Compute(position, terms, MarkPrice).Price ?? 0;
        }

        return sum;
    }
}
