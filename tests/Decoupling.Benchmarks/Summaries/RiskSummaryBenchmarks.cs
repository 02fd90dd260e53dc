using BenchmarkDotNet.Attributes;
using Decoupling.Benchmarks.Scoring;
using Decoupling.Pipeline.Reference;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Summaries;
using Decoupling.Tests.Scoring;

namespace Decoupling.Benchmarks.Summaries;

/// <summary>One asset's summary beside the score card of the same snapshot: it should cost no more.</summary>
[MemoryDiagnoser]
public class RiskSummaryBenchmarks
{
    private readonly DerivativeReading[] readings = [ReadingOf("binance"), ReadingOf("bybit")];
    private readonly ScoringOptions options = ReferenceTables.Scoring();
    private MarketSnapshot snapshot = null!;

    [GlobalSetup]
    public void Prepare() => snapshot = BenchmarkMarket.TwoVenues(288, TimeSpan.FromMinutes(5));

    [Benchmark(Baseline = true)]
    public ScoreCard Score() => SnapshotScoring.Compute(snapshot, options);

    [Benchmark]
    public RiskSummary Summarize() => RiskSummarizing.Compute("BTC", snapshot, readings, options, SampleMarket.SlotAt);

    private static DerivativeReading ReadingOf(string venue) =>
        new()
        {
            Venue = venue,
            Symbol = "BTCUSDT",
            AsOf = SampleMarket.SlotAt,
            IsScored = true,
        };
}
