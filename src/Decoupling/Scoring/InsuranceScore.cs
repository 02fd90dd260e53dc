using Decoupling.Liquidation;

namespace Decoupling.Scoring;

/// <summary>D9: the venue's insurance fund against what the contract's liquidations would cost it, under the map's assumed leverages.</summary>
public sealed record InsuranceScore
{
    /// <summary>The fund over the mean bad debt of the worst days.</summary>
    public required InsuranceCoverageResult Coverage { get; init; }

    /// <summary>The fund as given, USD, at least 0; <see langword="null"/> where none is given or it is in coins without a price.</summary>
    public required double? FundUsd { get; init; }

    /// <summary>As of when it was counted, UTC.</summary>
    public required DateTimeOffset? CountedAt { get; init; }

    /// <summary>Whether it stands behind all of the venue's contracts.</summary>
    public required bool? IsShared { get; init; }

    /// <summary>The fund where it is young enough to be reckoned with, USD.</summary>
    internal double? UsableUsd { get; init; }
}
