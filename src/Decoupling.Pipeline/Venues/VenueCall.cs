namespace Decoupling.Pipeline.Venues;

/// <summary>One request to a venue: where to, and what it costs.</summary>
/// <param name="Host">The host that is asked.</param>
/// <param name="Path">Path and query behind the base address, without a leading "/".</param>
/// <param name="Weight">What the request costs of <paramref name="Budget"/>.</param>
/// <param name="Budget">The limit that it counts against.</param>
internal sealed record VenueCall(VenueHost Host, string Path, int Weight, RateBudget Budget)
{
    /// <summary>The JSON that is posted, or <see langword="null"/> for a GET.</summary>
    public string? PostedJson { get; init; }

    /// <summary>Whether it is sent before others that wait: a book completes a snapshot, and the books of a snapshot are to be of one moment.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>A request that counts against its host's own limit.</summary>
    public VenueCall(VenueHost host, string path, int weight)
        : this(host, path, weight, host.Budget) { }
}
