using BenchmarkDotNet.Attributes;
using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Pipeline.Reference;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Benchmarks.Hazard;

/// <summary>The hazard of one derivative from 30 days of hours: the newest hour alone, and with a baseline the state of the last nine days.</summary>
[MemoryDiagnoser]
public class HazardBenchmarks
{
    private const int Hours = 720;
    private static readonly DateTimeOffset SlotAt = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ScoringOptions options = ReferenceTables.Scoring();
    private MarketSnapshot snapshot = null!;
    private InstrumentPair pair;
    private DerivativePast past = null!;

    /// <summary>Whether there is a baseline.</summary>
    [Params(false, true)]
    public bool WithState { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        var price = 60_000.0;
        var spot = new double[Hours];
        for (var i = 0; i < Hours; i++)
        {
            spot[i] = price *= Math.Exp(0.01 * (random.NextDouble() - 0.5));
        }

        var derivative = Instrument(InstrumentKind.LinearPerpetual, [.. spot.Select(close => close * 1.0002)], random);
        pair = new InstrumentPair(derivative, Instrument(InstrumentKind.Spot, spot, random));
        snapshot = new MarketSnapshot
        {
            SchemaVersion = MarketSnapshot.CurrentSchemaVersion,
            Asset = "BTC",
            SlotAt = SlotAt,
            SlotLength = TimeSpan.FromMinutes(5),
            Venues = [],
            Instruments = [pair.Reference!, derivative],
        };
        past = new DerivativePast(snapshot, derivative, WithState ? BaselineOf(random) : null, options.Baseline);
        if (HazardScoring.Compute(snapshot, pair, past, options).State.Status == MetricStatus.Ok != WithState)
        {
            throw new InvalidOperationException("The hazard of the benchmark's market is not what it should be.");
        }
    }

    [Benchmark]
    public HazardScore Score() => HazardScoring.Compute(snapshot, pair, past, options);

    private static InstrumentSnapshot Instrument(InstrumentKind kind, double[] close, Random random) =>
        new()
        {
            Venue = "binance",
            Symbol = "BTCUSDT",
            Kind = kind,
            ContractMultiplier = 1,
            SettlementCoin = "USDT",
            HourlyBars = new BarSeries
            {
                StartAt = SlotAt.AddHours(-Hours),
                Step = TimeSpan.FromHours(1),
                Close = close,
                Volume = [.. close.Select(_ => 100 + 50 * random.NextDouble())],
            },
            FundingHistory = new SampleSeries
            {
                At = [.. Enumerable.Range(0, 91).Select(i => SlotAt.AddHours(8 * (i - 90)))],
                Values = [.. Enumerable.Range(0, 91).Select(_ => 2e-4 * (random.NextDouble() - 0.3))],
            },
        };

    private static Baseline BaselineOf(Random random) =>
        new()
        {
            Asset = "BTC",
            Day = DateOnly.FromDateTime(SlotAt.UtcDateTime),
            SlotLength = TimeSpan.FromMinutes(5),
            Days = 365,
            Derivatives =
            [
                new DerivativeBaseline
                {
                    Venue = "binance",
                    Symbol = "BTCUSDT",
                    Components =
                    [
                        new ComponentBaseline(
                            BaselineComponents.HazardLogit.Name,
                            365,
                            QuantileTable.Of([.. Enumerable.Range(0, 1_000).Select(_ => -4 + 3 * random.NextDouble())])
                        ),
                    ],
                    Correlated = [],
                    Correlations = new EwmaCorrelationMatrixResult
                    {
                        Status = MetricStatus.InsufficientData,
                        SampleCount = 0,
                        AsOf = SlotAt,
                    },
                },
            ],
        };
}
