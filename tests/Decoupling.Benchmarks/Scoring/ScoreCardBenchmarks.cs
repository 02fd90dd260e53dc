using BenchmarkDotNet.Attributes;
using Decoupling.Pipeline.Reference;
using Decoupling.Pipeline.Rows;
using Decoupling.Pipeline.Storage;
using Decoupling.Quality;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Snapshots;

namespace Decoupling.Benchmarks.Scoring;

/// <summary>A score card and its rows: two venues with spot and perpetual each, or the one pair that a replay scores.</summary>
[MemoryDiagnoser]
public class ScoreCardBenchmarks
{
    private ScoringOptions options = ReferenceTables.Scoring();
    private MarketSnapshot snapshot = null!;
    private ScoreCard card = null!;

    /// <summary>Which snapshot is scored: a day of bars, 288 of 5 minutes or 1,440 of one.</summary>
    [Params("venues, 5 min", "venues, 1 min", "replay, 5 min")]
    public string Market { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        snapshot = Market switch
        {
            "venues, 5 min" => BenchmarkMarket.TwoVenues(288, TimeSpan.FromMinutes(5)),
            "venues, 1 min" => BenchmarkMarket.TwoVenues(1_440, TimeSpan.FromMinutes(1)),
            _ => BenchmarkMarket.Replay(),
        };
        options = options.ForBars(snapshot.SlotLength);
        card = SnapshotScoring.Compute(snapshot, options);
        if (Market == "venues, 1 min")
        {
            ScoreCardInput.Write(snapshot, card, options);
        }
    }

    [Benchmark]
    public ScoreCard Score() => SnapshotScoring.Compute(snapshot, options);

    [Benchmark]
    public SnapshotQuality Gates() => SnapshotQuality.Inspect(snapshot, options.Quality, options.FundingTerms);

    [Benchmark]
    public IReadOnlyList<TableRow> DecouplingRows() => ResultRow.From(card, DecouplingScoreColumns.All);

    [Benchmark]
    public IReadOnlyList<TableRow> LiquidationRows() => ResultRow.From(card, LiquidationRiskColumns.All);

    [Benchmark]
    public string Hash() => SnapshotHash.Compute(snapshot);
}
