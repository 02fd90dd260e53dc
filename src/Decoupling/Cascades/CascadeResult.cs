using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>What a shock would end in, once the liquidations that it sets off have been sold or bought back.</summary>
public sealed record CascadeResult : MetricResult
{
    /// <summary>How it ended.</summary>
    public CascadeOutcome? Outcome { get; init; }

    /// <summary>Where the price ended, quote currency per coin, above 0; where the book was exhausted, the last price known.</summary>
    public double? LastPrice { get; init; }

    /// <summary>The whole move, the shock included: a fraction of the price before it, at least the shock.</summary>
    public double? TotalMove { get; init; }

    /// <summary>The whole move over the shock, at least 1; <see langword="null"/> where the book was exhausted.</summary>
    public double? Amplification { get; init; }

    /// <summary>What was closed by force, USD at the price before the shock, at least 0.</summary>
    public double? ForcedUsd { get; init; }

    /// <summary>How many positions, or bins of the map, were closed.</summary>
    public int? ForcedCount { get; init; }

    /// <summary>What the book could not take, USD at the price before the shock, at least 0; 0 unless it was exhausted.</summary>
    public double? UnfilledUsd { get; init; }

    /// <summary>Losses beyond the positions' margins, USD, at least 0: each round's fills against bankruptcy prices.
    /// <see langword="null"/> where the maintenance margin is not known. What found no order is not in it.</summary>
    public double? BadDebtUsd { get; init; }

    /// <summary>The insurance fund over the bad debt, at least 0; <see langword="null"/> where either is not known, or there is no bad
    /// debt.</summary>
    public double? InsuranceCover { get; init; }

    /// <summary>How long it would take at the speed given; <see langword="null"/> without one.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether the price ended beyond the fetched book, on depth that is assumed.</summary>
    public bool? IsExtrapolated { get; init; }

    /// <summary>Each round: what was closed and where the price then stood. Empty where the shock closes nothing.</summary>
    public IReadOnlyList<CascadeRound> Rounds { get; init; } = [];
}

/// <summary>One round of a cascade: all positions that the price had reached are sold or bought back together.</summary>
/// <param name="ForcedUsd">What was closed, USD at the price before the shock, above 0.</param>
/// <param name="AveragePrice">What it was closed at on average, quote currency per coin; <see langword="null"/> where nothing took it.</param>
/// <param name="Price">Where the price stood afterwards, quote currency per coin.</param>
public readonly record struct CascadeRound(double ForcedUsd, double? AveragePrice, double Price);

/// <summary>How a cascade ended.</summary>
public enum CascadeOutcome
{
    /// <summary>The price came to rest: no further position is reached.</summary>
    Settled,

    /// <summary>The known book could not take what was forced: size and move are at least those given.</summary>
    BookExhausted,

    /// <summary>It was cut off at the largest move or the last round allowed, still going.</summary>
    CutOff,
}
