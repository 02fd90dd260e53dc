using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>B5: what trading this derivative against the other books of the asset would leave now, in both directions.</summary>
public sealed record ArbitrageScore
{
    /// <summary>Bought here, sold where that leaves most.</summary>
    public required ArbitrageRoute BuyHere { get; init; }

    /// <summary>Sold here, bought where that leaves most.</summary>
    public required ArbitrageRoute SellHere { get; init; }
}

/// <summary>The best of one direction: the largest profit, or where none pays the one that lacks least. Values are <see langword="null"/> unless the
/// status is Ok; the sample count is that of the books that could be compared.</summary>
public sealed record ArbitrageRoute : MetricResult
{
    /// <summary>The venue of the other book.</summary>
    public string? OtherVenue { get; init; }

    /// <summary>The symbol of the other book.</summary>
    public string? OtherSymbol { get; init; }

    /// <summary>What the other book is of.</summary>
    public InstrumentKind? OtherKind { get; init; }

    /// <summary>The coins that pay, at least 0.</summary>
    public double? SizeCoins { get; init; }

    /// <summary>What they leave after the taker fees of both legs in and out and the haircut for age, quote currency taken at par with the US dollar, at least 0.</summary>
    public double? ProfitUsd { get; init; }

    /// <summary>The profit per coin over the mean of both best prices, basis points, at least 0.</summary>
    public double? EdgeBps { get; init; }

    /// <summary>The fee a trade, equal for all four trades, at which the best levels stop paying: a fraction, below 0 when the prices do not even cross.</summary>
    public double? BreakEvenFee { get; init; }

    /// <summary>Whether a fee of the route is an assumption of the fees' file rather than read from the venue.</summary>
    public bool? IsFeeAssumed { get; init; }
}
