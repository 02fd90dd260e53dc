using Decoupling.Carry;
using Decoupling.Cascades;
using Decoupling.Composite;
using Decoupling.Crowding;
using Decoupling.Depth;
using Decoupling.Discovery;
using Decoupling.Hazard;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Tests.Scoring;

/// <summary>One score with numbers by hand, as sentences are written of it.</summary>
internal static class SampleScore
{
    private static readonly Refusal s_notOfInterest = new(MetricStatus.InsufficientData, "Not of interest here.");

    public static FundingPressureResult NoFunding =>
        new()
        {
            Status = MetricStatus.InsufficientData,
            Reason = "The venue gave no funding rate.",
            SampleCount = 0,
            AsOf = SampleMarket.SlotAt,
        };

    private static PriceGapResult NoGap =>
        new()
        {
            Status = MetricStatus.InsufficientData,
            Reason = "The venue gave no mark price.",
            SampleCount = 0,
            AsOf = SampleMarket.SlotAt,
        };

    private static readonly Refusal s_unknown = new(MetricStatus.InsufficientData, "Not in this test.");

    private static ArbitrageRoute NoRoute =>
        new()
        {
            Status = s_unknown.Status,
            Reason = s_unknown.Reason,
            SampleCount = 0,
            AsOf = SampleMarket.SlotAt,
        };

    private static CompositeScoreResult NoComposite =>
        new()
        {
            Status = MetricStatus.InsufficientData,
            Reason = "There is no baseline yet; 30 days of rows are needed.",
            SampleCount = 0,
            AsOf = SampleMarket.SlotAt,
        };

    private static DiscoveryScore NoDiscovery =>
        new()
        {
            LeadLag = LeadLag.Without(s_unknown, 0, SampleMarket.SlotAt),
            Shares = PriceDiscovery.Without(s_unknown, 0, SampleMarket.SlotAt),
        };

    /// <summary>A card as the README would show it: numbers by hand.</summary>
    public static DerivativeScore Dislocated =>
        new()
        {
            Venue = "bybit",
            Symbol = "BTCUSDT",
            Kind = InstrumentKind.LinearPerpetual,
            ReferenceVenue = "bybit",
            ReferenceSymbol = "BTCUSDT",
            CoMovement = new CoMovementResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 287,
                AsOf = SampleMarket.SlotAt,
                Correlation = 0.9912,
                Beta = 0.97,
                BetaStandardError = 0.0102,
            },
            Ewma = new EwmaCoMovementResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 287,
                AsOf = SampleMarket.SlotAt,
            },
            Deviation = new DeviationFromOneResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 287,
                AsOf = SampleMarket.SlotAt,
            },
            Innovations = InnovationWatch.Without(s_notOfInterest, SampleMarket.SlotAt),
            Robust = RobustScore.Without(s_notOfInterest, SampleMarket.SlotAt),
            BetaBreak = DatedBreak.Without(s_notOfInterest, SampleMarket.SlotAt),
            Reversion = ReversionScore.Without(s_notOfInterest, SampleMarket.SlotAt),
            BasisBreak = DatedBreak.Without(s_notOfInterest, SampleMarket.SlotAt),
            Basis = new BasisResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 288,
                AsOf = SampleMarket.SlotAt,
                BasisBps = -83.14,
                RobustZScore = -40.17,
            },
            MarkOverIndex = NoGap,
            LastOverIndex = NoGap,
            MarkOverLast = NoGap,
            Dislocation = new DislocationResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 288,
                AsOf = SampleMarket.SlotAt,
                Ratio = 5.5,
                Direction = -1,
            },
            Corroboration = new DislocationCorroborationResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 288,
                AsOf = SampleMarket.SlotAt,
                Count = 0,
                Asked = 0,
                By = "none",
            },
            DislocationComposite = new DislocationCompositeResult { Ranks = [], Score = NoComposite },
            CrossVenue = new CrossVenueScore
            {
                CoMovement = CoMovement.Without(s_unknown, 0, SampleMarket.SlotAt),
                Basis = Basis.Without(s_unknown, 0, SampleMarket.SlotAt),
                Dislocation = Dislocation.Compute(Basis.Without(s_unknown, 0, SampleMarket.SlotAt), new()),
                SpotVenueCount = 0,
                SpotOffMedianBps = null,
            },
            PeerDiscovery = NoDiscovery,
            SpotDiscovery = NoDiscovery,
            Arbitrage = new ArbitrageScore { BuyHere = NoRoute, SellHere = NoRoute },
            Crowding = new CrowdingScore
            {
                OverVolume = EstimatedLeverageRatio.Without(s_unknown, SampleMarket.SlotAt),
                Rank = PercentileRank.Without(s_unknown, 0, SampleMarket.SlotAt),
                Change = new OpenInterestChangeResult
                {
                    Status = s_unknown.Status,
                    Reason = s_unknown.Reason,
                    SampleCount = 0,
                    AsOf = SampleMarket.SlotAt,
                },
                LeverageRatio = EstimatedLeverageRatio.Without(s_unknown, SampleMarket.SlotAt),
                ReserveUsd = null,
                ReserveCountedAt = null,
            },
            Insurance = new InsuranceScore
            {
                Coverage = InsuranceCoverage.Without(s_unknown, SampleMarket.SlotAt),
                FundUsd = null,
                CountedAt = null,
                IsShared = null,
            },
            Hazard = new HazardScore(
                new HazardResult
                {
                    Status = MetricStatus.InsufficientData,
                    Reason = "The venue gave no funding history.",
                    SampleCount = 0,
                    AsOf = SampleMarket.SlotAt,
                },
                new HazardStateResult
                {
                    Status = MetricStatus.InsufficientData,
                    Reason = "The venue gave no funding history.",
                    SampleCount = 0,
                    AsOf = SampleMarket.SlotAt,
                }
            ),
            Funding = NoFunding with { Status = MetricStatus.Ok, Reason = null, FundingPerYear = -0.1234 },
            Depth = new DepthFragilityResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 0,
                AsOf = SampleMarket.SlotAt,
            },
            Liquidation = new LiquidationScore
            {
                MarkPrice = 60_000,
                IsLastClose = false,
                OpenInterestUsd = 6e8,
                Volatility = new RealizedVolatilityResult
                {
                    Status = MetricStatus.Ok,
                    SampleCount = 287,
                    AsOf = SampleMarket.SlotAt,
                },
                Map = new LiquidationMapResult
                {
                    Status = MetricStatus.Ok,
                    SampleCount = 288,
                    AsOf = SampleMarket.SlotAt,
                    Bands = [new LiquidationBand(0.01, 1, 1), new LiquidationBand(0.05, 210e6, 180.49e6)],
                },
                Ladder = new LiquidationLadderResult
                {
                    Status = MetricStatus.Ok,
                    SampleCount = 1,
                    AsOf = SampleMarket.SlotAt,
                    Rungs =
                    [
                        new LiquidationRung
                        {
                            Leverage = 10,
                            Side = PositionSide.Long,
                            Outcome = LiquidationOutcome.Price,
                            Price = 54_272.5,
                            Distance = 0.0955,
                            Probabilities = [0.0001, 0.01234],
                        },
                    ],
                },
                LeverageMix = LeverageMix.Default,
                Horizons = [TimeSpan.FromHours(8), TimeSpan.FromHours(24)],
                IsMarginTableAssumed = false,
                ForcedOrders = new ForcedOrderScore
                {
                    Branching = HawkesBranching.Without(s_unknown, 0, SampleMarket.SlotAt),
                    MapUsage = LiquidationMapUsage.Without(s_unknown, SampleMarket.SlotAt),
                },
            },
            Cascade = CascadeScore.Without(s_unknown, SampleMarket.SlotAt),
            DataAge = TimeSpan.Zero,
        };
}
