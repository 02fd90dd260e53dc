using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Summaries;

/// <summary>One asset over all its venues, or all assets together: who would be liquidated, whether it would cascade, and what stands out.</summary>
public sealed record RiskSummary
{
    /// <summary>The underlying: "BTC"; or what stands for all.</summary>
    public required string Asset { get; init; }

    /// <summary>The slot that the summary was made for, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Ok when a derivative of it has a score, else why not.</summary>
    public required MetricStatus Status { get; init; }

    /// <summary>A sentence on <see cref="Status"/>, or <see langword="null"/> when it is Ok.</summary>
    public string? Reason { get; init; }

    /// <summary>The hashes of the snapshots that it rests on, in the assets' order.</summary>
    public string? InputsHash { get; init; }

    /// <summary>What it rests on, and how old that is.</summary>
    public required SummaryCoverage Coverage { get; init; }

    /// <summary>The asset's verdict; of all assets the gravest.</summary>
    public SummaryVerdict Verdict { get; init; } = SummaryVerdict.Unknown;

    /// <summary>What the gates refused, over all instruments, spot markets too: venue, symbol, input and gate; empty when nothing.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>The derivative that is furthest apart; <see langword="null"/> where none has a dislocation.</summary>
    public DerivativeReading? FurthestApart { get; init; }

    /// <summary>How many derivatives stand in a state of elevated hazard.</summary>
    public int HazardsElevated { get; init; }

    /// <summary>Open interest of all derivatives that have it, USD; <see langword="null"/> where none has.</summary>
    public double? OpenInterestUsd { get; init; }

    /// <summary>The open interest of each venue, or of each asset where the summary is of all, the largest first.</summary>
    public IReadOnlyList<OpenInterestPart> OpenInterestParts { get; init; } = [];

    /// <summary>D7 over all derivatives that have a map: what is liquidated within each distance; empty where none has.</summary>
    public IReadOnlyList<LiquidationBand> Bands { get; init; } = [];

    /// <summary>Whether a margin table behind the maps is an assumption; <see langword="null"/> without a map.</summary>
    public bool? IsMarginTableAssumed { get; init; }

    /// <summary>E2, E3: status of the joint cascade.</summary>
    public required MetricStatus CascadeStatus { get; init; }

    /// <summary>E2: each shock to all venues at once, falls and then rises; empty unless <see cref="CascadeStatus"/> is Ok.</summary>
    public IReadOnlyList<ShockReading> Shocks { get; init; } = [];

    /// <summary>E3 of falls; <see langword="null"/> unless <see cref="CascadeStatus"/> is Ok.</summary>
    public LoopReading? Fall { get; init; }

    /// <summary>E3 of rises.</summary>
    public LoopReading? Rise { get; init; }

    /// <summary>Whether some of it rests on depth that is assumed beyond the fetched books.</summary>
    public bool? IsDepthAssumed { get; init; }

    /// <summary>E6: the loop of price and volatility, by the channels that are known; <see langword="null"/> without E3.</summary>
    public PriceVolatilityLoopResult? Loop { get; init; }

    /// <summary>C2: open interest over reserve, over the venues that have one.</summary>
    public double? EstimatedLeverageRatio { get; init; }

    /// <summary>D9: the insurance funds of all venues in the cascade, USD; <see langword="null"/> where one of them is not known.</summary>
    public double? InsuranceFundUsd { get; init; }

    /// <summary>E5: what leveraged funds must trade; <see langword="null"/> for all assets together and without a snapshot.</summary>
    public FundRebalancingResult? Rebalancing { get; init; }

    /// <summary>What stands out, gravest first.</summary>
    public IReadOnlyList<TopRisk> TopRisks { get; init; } = [];
}

/// <summary>A part of the open interest.</summary>
/// <param name="Name">The venue, or the asset.</param>
/// <param name="Usd">Its open interest, USD, at least 0.</param>
public sealed record OpenInterestPart(string Name, double Usd);

/// <summary>How much of the market a summary rests on, and how old it is.</summary>
public sealed record SummaryCoverage
{
    /// <summary>Derivatives with rows.</summary>
    public int Derivatives { get; init; }

    /// <summary>Those with a score.</summary>
    public int DerivativesScored { get; init; }

    /// <summary>Those whose map and book are in the joint cascade.</summary>
    public int DerivativesMapped { get; init; }

    /// <summary>Venues that were asked.</summary>
    public int VenuesAsked { get; init; }

    /// <summary>Venues that gave a derivative.</summary>
    public int VenuesAnswered { get; init; }

    /// <summary>Inputs that venues did not give.</summary>
    public int MissingInputs { get; init; }

    /// <summary>How old the rows and their snapshot are; the oldest's of all assets.</summary>
    public TimeSpan? SnapshotAge { get; init; }

    /// <summary>How old the oldest book of the joint cascade is.</summary>
    public TimeSpan? OldestBookAge { get; init; }

    /// <summary>How old the oldest open interest of the maps is.</summary>
    public TimeSpan? OldestOpenInterestAge { get; init; }

    /// <summary>How old the oldest count of a reserve is.</summary>
    public TimeSpan? OldestReserveAge { get; init; }
}

/// <summary>Something that stands out.</summary>
/// <param name="Severity">By what risks are ordered, at least 0: 1 is worth knowing.</param>
/// <param name="Text">A sentence for a person.</param>
public readonly record struct TopRisk(double Severity, string Text);
