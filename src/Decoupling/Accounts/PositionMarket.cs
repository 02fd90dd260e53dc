using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Accounts;

/// <summary>What a snapshot says of the contract that a position is in.</summary>
public sealed record PositionMarket
{
    /// <summary>Where the snapshot lies.</summary>
    public required string SnapshotName { get; init; }

    /// <summary>The hash of its content.</summary>
    public required string InputsHash { get; init; }

    /// <summary>Its slot, UTC.</summary>
    public required DateTimeOffset SlotAt { get; init; }

    /// <summary>The contract.</summary>
    public required InstrumentSnapshot Instrument { get; init; }

    /// <summary>The price that margin is reckoned by, quote currency per coin, above 0.</summary>
    public required double MarkPrice { get; init; }

    /// <summary>Whether that is the last close, because the venue gave no fresh mark price.</summary>
    public required bool IsMarkLastClose { get; init; }

    /// <summary>The contract's volatility, which the odds use.</summary>
    public required RealizedVolatilityResult Volatility { get; init; }

    /// <summary>How far the price may jump over a stop, a fraction; without a value where the bars are too few.</summary>
    public required BarJumpResult Gap { get; init; }

    /// <summary>What the venue liquidates by.</summary>
    public required LiquidationTerms Terms { get; init; }

    /// <summary>Whether the book is young enough to be walked.</summary>
    public required bool IsBookFresh { get; init; }
}

/// <summary>How far a price may jump between two bars.</summary>
public sealed record BarJumpResult : MetricResult
{
    /// <summary>The quantile of |ln(close/previous close)|, a fraction of at least 0.</summary>
    public double? Gap { get; init; }
}
