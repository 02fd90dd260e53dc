using Decoupling.Scoring.CrossVenue;

namespace Decoupling.Summaries;

/// <summary>What the stored rows of one slot say of a derivative, as far as a summary repeats it.</summary>
public sealed record DerivativeReading
{
    /// <summary>The venue: "bybit".</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The slot of the rows, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The hash of the snapshot that they were scored from.</summary>
    public string? InputsHash { get; init; }

    /// <summary>Whether the derivative has a score.</summary>
    public required bool IsScored { get; init; }

    /// <summary>The dislocation, × both floors; <see langword="null"/> where it has none.</summary>
    public double? DislocationRatio { get; init; }

    /// <summary>The score's sentence.</summary>
    public string? Sentence { get; init; }

    /// <summary>Whose gap it is; <see langword="null"/> in rows of before there was a verdict.</summary>
    public VenueVerdict? Verdict { get; init; }

    /// <summary>How surely; no probability.</summary>
    public double? VerdictConfidence { get; init; }

    /// <summary>The sentence on the verdict.</summary>
    public string? VerdictReason { get; init; }

    /// <summary>Whether the hazard stands elevated; <see langword="null"/> where it could not be told.</summary>
    public bool? IsHazardElevated { get; init; }

    /// <summary>C2: the venue's open interest over its reserve; <see langword="null"/> where no reserve is given.</summary>
    public double? EstimatedLeverageRatio { get; init; }

    /// <summary>The venue's reserve, USD.</summary>
    public double? ReserveUsd { get; init; }

    /// <summary>As of when the reserve was counted, UTC.</summary>
    public DateTimeOffset? ReserveCountedAt { get; init; }
}
