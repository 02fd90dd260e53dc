namespace Decoupling.Pipeline.Venues;

/// <summary>Where a venue with one public address is asked.</summary>
public sealed record SingleHostOptions
{
    /// <summary>Whether the venue is asked at all; by default it is not.</summary>
    public bool Enabled { get; init; }

    /// <summary>The address before the venue's paths, ending in "/".</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Checks the address and throws an <see cref="ArgumentException"/> that names the venue.</summary>
    internal void Validate(IReadOnlyList<string> allowedHosts, string name) =>
        Venues.BaseAddress.Validate(BaseAddress, allowedHosts, name);
}
