using Decoupling.Baselines;
using Decoupling.Breaks;
using Decoupling.Carry;
using Decoupling.Depth;
using Decoupling.Hazard;
using Decoupling.Liquidation;
using Decoupling.Quality;
using Decoupling.Reference;
using Decoupling.Reversion;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Stationarity;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Windows, floors and assumptions of the whole score card, one record a metric.</summary>
public sealed record ScoringOptions
{
    /// <summary>The venues' margin tables.</summary>
    public required MarginTierTables MarginTiers { get; init; }

    /// <summary>The venues' trading fees.</summary>
    public required VenueFees Fees { get; init; }

    /// <summary>B2: the venues' funding terms.</summary>
    public required VenueFundingTerms FundingTerms { get; init; }

    /// <summary>From where on an input is doubtful or refused.</summary>
    public QualityOptions Quality { get; init; } = new();

    /// <summary>The window of the rolling scores.</summary>
    public ScoringWindow Window { get; init; } = new();

    /// <summary>A1.</summary>
    public CoMovementOptions CoMovement { get; init; } = new();

    /// <summary>A2.</summary>
    public EwmaCoMovementOptions Ewma { get; init; } = new();

    /// <summary>A3.</summary>
    public KalmanBetaOptions Kalman { get; init; } = new();

    /// <summary>A4.</summary>
    public DeviationFromOneOptions Deviation { get; init; } = new();

    /// <summary>A5, ranks.</summary>
    public RankCorrelationOptions Ranks { get; init; } = new();

    /// <summary>A5, falls and rises.</summary>
    public DownsideCoMovementOptions Downside { get; init; } = new();

    /// <summary>A5, the ends of the reference's returns.</summary>
    public ExceedanceCorrelationOptions Exceedance { get; init; } = new();

    /// <summary>A5, the worst moves.</summary>
    public TailDependenceOptions Tail { get; init; } = new();

    /// <summary>B1.</summary>
    public BasisOptions Basis { get; init; } = new();

    /// <summary>B3, the fit.</summary>
    public OrnsteinUhlenbeckOptions Process { get; init; } = new();

    /// <summary>B3, the odds.</summary>
    public ReversionProbabilityOptions ReversionOdds { get; init; } = new();

    /// <summary>B4, whether the basis comes back.</summary>
    public UnitRootOptions UnitRoot { get; init; } = new();

    /// <summary>B4, whether it keeps to a level.</summary>
    public KpssOptions Level { get; init; } = new();

    /// <summary>B6, the change point of basis and beta.</summary>
    public SupFOptions Break { get; init; } = new();

    /// <summary>B6, the CUSUM of A3's innovations. They are standardised already, so it has no baseline.</summary>
    public PageCusumOptions Cusum { get; init; } = new() { BaselineSamples = null };

    /// <summary>The floors of a dislocation.</summary>
    public DislocationOptions Dislocation { get; init; } = new();

    /// <summary>From where on a dislocation is borne out.</summary>
    public DislocationCorroborationOptions Corroboration { get; init; } = new();

    /// <summary>J5: the weights of the dislocation's parts.</summary>
    public DislocationCompositeOptions DislocationComposite { get; init; } = new();

    /// <summary>The coefficients of the hazard; <see langword="null"/> for no such reading.</summary>
    public HazardModel? Hazard { get; init; }

    /// <summary>How much past percentiles need.</summary>
    public BaselineOptions Baseline { get; init; } = new();

    /// <summary>A6 and A7 against the other venues and the own spot market.</summary>
    public DiscoveryOptions Discovery { get; init; } = new();

    /// <summary>B5's haircut and age limit.</summary>
    public ArbitrageEdgeOptions Arbitrage { get; init; } = new();

    /// <summary>C2.</summary>
    public CrowdingOptions Crowding { get; init; } = new();

    /// <summary>C3.</summary>
    public DepthFragilityOptions Depth { get; init; } = new();

    /// <summary>The volatility that D8 uses.</summary>
    public RealizedVolatilityOptions Volatility { get; init; } = new();

    /// <summary>D7.</summary>
    public LiquidationMapOptions LiquidationMap { get; init; } = new();

    /// <summary>The ladder of leverages that D1 and D8 are shown for.</summary>
    public LiquidationLadderOptions LiquidationLadder { get; init; } = new();

    /// <summary>E2, E3 and E4.</summary>
    public CascadeScoringOptions Cascade { get; init; } = new();

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        Quality.Validate();
        Window.Validate();
        CoMovement.Validate();
        Ewma.Validate();
        Kalman.Validate();
        Deviation.Validate();
        Ranks.Validate();
        Downside.Validate();
        Exceedance.Validate();
        Tail.Validate();
        Basis.Validate();
        Process.Validate();
        ReversionOdds.Validate();
        UnitRoot.Validate();
        Level.Validate();
        Break.Validate();
        Cusum.Validate();
        Dislocation.Validate();
        Corroboration.Validate();
        DislocationComposite.Validate();
        Hazard?.Validate();
        Baseline.Validate();
        Discovery.Validate();
        Arbitrage.Validate();
        Crowding.Validate();
        Depth.Validate();
        Volatility.Validate();
        LiquidationMap.Validate();
        LiquidationLadder.Validate();
        Cascade.Validate();
    }
}
