namespace Decoupling.Results;

/// <summary>What every metric returns beside its values: whether they stand, from how many samples, and as of when.</summary>
/// <remarks>Values of a derived record are <see langword="null"/> unless <see cref="Status"/> says otherwise; never NaN, infinity or a sentinel.</remarks>
public abstract record MetricResult
{
    /// <summary>Whether the values stand, and if not, why.</summary>
    public required MetricStatus Status { get; init; }

    /// <summary>A sentence for a person when <see cref="Status"/> is not Ok; otherwise <see langword="null"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of samples that entered, at least 0.</summary>
    public required int SampleCount { get; init; }

    /// <summary>The slot's time that the metric was computed for, UTC; never the wall clock.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
