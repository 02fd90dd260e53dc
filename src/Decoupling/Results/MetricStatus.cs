namespace Decoupling.Results;

/// <summary>Says whether a metric has a value, and if not, why. A value is present with <see cref="Ok"/> only, or flagged with <see cref="NotConverged"/>.</summary>
public enum MetricStatus
{
    /// <summary>The value stands.</summary>
    Ok,

    /// <summary>The history is shorter than the metric needs.</summary>
    InsufficientData,

    /// <summary>An input is not a price, a rate or a size: not finite, of the wrong sign, or of mismatched length.</summary>
    InvalidInput,

    /// <summary>The formula divides by nothing: a leg without variance, an empty side of a book.</summary>
    Degenerate,

    /// <summary>An input is older than twice the period at which it should come.</summary>
    Stale,

    /// <summary>The inputs are sound, but the formula does not apply to them.</summary>
    OutOfDomain,

    /// <summary>An iteration ended before its tolerance; the value is its last step.</summary>
    NotConverged,
}
