using Decoupling.Carry;
using Decoupling.Depth;
using Decoupling.Quality;
using Decoupling.Results;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Everything that scoring says of one snapshot.</summary>
public sealed record ScoreCard
{
    /// <summary>The underlying: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The slot's time, UTC.</summary>
    public required DateTimeOffset SlotAt { get; init; }

    /// <summary>The time from one slot to the next.</summary>
    public required TimeSpan SlotLength { get; init; }

    /// <summary>The hash of all that was read: the same inputs, the same rows.</summary>
    public required string InputsHash { get; init; }

    /// <summary>What did not come, over all venues.</summary>
    public required int MissingInputs { get; init; }

    /// <summary>What the gates found wrong or doubtful, over all instruments; empty when nothing is.</summary>
    public IReadOnlyList<QualityFinding> Findings { get; init; } = [];

    /// <summary>One score a derivative, in the snapshot's order.</summary>
    public required IReadOnlyList<DerivativeScore> Derivatives { get; init; }
}

/// <summary>What scoring says of one derivative.</summary>
public sealed record DerivativeScore
{
    /// <summary>The venue: "bybit".</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>What the derivative is.</summary>
    public required InstrumentKind Kind { get; init; }

    /// <summary>The venue of the spot market that it is scored against, or <see langword="null"/> where there is none.</summary>
    public required string? ReferenceVenue { get; init; }

    /// <summary>The symbol of that spot market.</summary>
    public required string? ReferenceSymbol { get; init; }

    /// <summary>A1: correlation, beta and tracking error over the day's window.</summary>
    public required CoMovementResult CoMovement { get; init; }

    /// <summary>A2: the same with exponential weights.</summary>
    public required EwmaCoMovementResult Ewma { get; init; }

    /// <summary>A4: how far correlation and beta are from one, and how surely.</summary>
    public required DeviationFromOneResult Deviation { get; init; }

    /// <summary>A3: beta now, and B6's CUSUM of its innovations.</summary>
    public required InnovationWatch Innovations { get; init; }

    /// <summary>A5: the same by ranks, in falls and rises, and at the ends.</summary>
    public required RobustScore Robust { get; init; }

    /// <summary>B6: since when beta is not what it was.</summary>
    public required DatedBreak BetaBreak { get; init; }

    /// <summary>B1 on last closes.</summary>
    public required BasisResult Basis { get; init; }

    /// <summary>B3 and B4: whether the basis comes back, how fast, and how likely.</summary>
    public required ReversionScore Reversion { get; init; }

    /// <summary>B6: since when the basis is not what it was.</summary>
    public required DatedBreak BasisBreak { get; init; }

    /// <summary>B1 of the mark price against the index price, now.</summary>
    public required PriceGapResult MarkOverIndex { get; init; }

    /// <summary>B1 of the last close against the index price, now.</summary>
    public required PriceGapResult LastOverIndex { get; init; }

    /// <summary>B1 of the mark price against the last close, now.</summary>
    public required PriceGapResult MarkOverLast { get; init; }

    /// <summary>The basis against both floors.</summary>
    public required DislocationResult Dislocation { get; init; }

    /// <summary>What else bears the dislocation out.</summary>
    public required DislocationCorroborationResult Corroboration { get; init; }

    /// <summary>J5: the dislocation's parts against the derivative's own past.</summary>
    public required DislocationCompositeResult DislocationComposite { get; init; }

    /// <summary>A1 and B1 against the median of all venues' spot markets.</summary>
    public required CrossVenueScore CrossVenue { get; init; }

    /// <summary>A6 and A7 against the median of the other venues' perpetuals.</summary>
    public required DiscoveryScore PeerDiscovery { get; init; }

    /// <summary>A6 and A7 against the reference.</summary>
    public required DiscoveryScore SpotDiscovery { get; init; }

    /// <summary>B5 against every other book that compares.</summary>
    public required ArbitrageScore Arbitrage { get; init; }

    /// <summary>C2: open interest against volume, past and reserve.</summary>
    public required CrowdingScore Crowding { get; init; }

    /// <summary>The state of elevated risk, mainly from volatility and persistent funding.</summary>
    public required HazardScore Hazard { get; init; }

    /// <summary>B2: funding per year and the premium that it implies.</summary>
    public required FundingPressureResult Funding { get; init; }

    /// <summary>C3: open interest against the book's depth.</summary>
    public required DepthFragilityResult Depth { get; init; }

    /// <summary>D1, D2, D7, D8: who would be liquidated, where, and how likely.</summary>
    public required LiquidationScore Liquidation { get; init; }

    /// <summary>E2, E3: what shocks would end in.</summary>
    public required CascadeScore Cascade { get; init; }

    /// <summary>What the gates say of its inputs and its reference's.</summary>
    public DerivativeQuality Quality { get; init; } = new();

    /// <summary>D9: what the venue's insurance fund would bear.</summary>
    public required InsuranceScore Insurance { get; init; }

    /// <summary>How long before the slot the leg that traded last longest ago did so, at least 0; <see langword="null"/> without trades.</summary>
    public required TimeSpan? DataAge { get; init; }

    /// <summary>Whether the derivative's or its spot market's history is still to come, after a cold start.</summary>
    public bool HistoryIsPartial { get; init; }

    /// <summary>How far the venue's clock runs ahead of ours.</summary>
    public ClockSkewResult? ClockSkew { get; init; }

    /// <summary>How many venues are dislocated now, this one included: <see cref="VenueVerdict"/> says when.</summary>
    public int VenuesDislocated { get; init; }

    /// <summary>How many venues could be judged.</summary>
    public int VenuesScored { get; init; }

    /// <summary>Whether the gap is this venue's own or the market's, or an input is wrong.</summary>
    public VenueVerdict Verdict { get; init; } = VenueVerdict.InsufficientData;

    /// <summary>The share of the venues' weight that agrees with the verdict, times the share that could be judged, 0 to 1; of BadData the share of
    /// the other venues' weight of which nothing was refused. No probability. <see langword="null"/> where nobody else can say.</summary>
    public double? VerdictConfidence { get; init; }

    /// <summary>A sentence on the verdict that names venue and input.</summary>
    public string? VerdictReason { get; init; }

    /// <summary>The status of the row: Ok when the main score stands, else why not.</summary>
    public MetricStatus Status => Dislocation.Status != MetricStatus.Ok ? Dislocation.Status : CoMovement.Status;

    /// <summary>A sentence on <see cref="Status"/>, or <see langword="null"/> when it is Ok.</summary>
    public string? Reason => Dislocation.Status != MetricStatus.Ok ? Dislocation.Reason : CoMovement.Reason;
}
