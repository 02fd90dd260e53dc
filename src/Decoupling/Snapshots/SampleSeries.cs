namespace Decoupling.Snapshots;

/// <summary>Values at irregular times: funding rates as they were paid, open interest as it was sampled.</summary>
public sealed record SampleSeries
{
    /// <summary>The times of the values, UTC, strictly increasing.</summary>
    public required DateTimeOffset[] At { get; init; }

    /// <summary>The values, finite; the unit is that of the property that holds the series.</summary>
    public required double[] Values { get; init; }
}
