namespace Decoupling.Simulator.Venues.Wire;

/// <summary>A venue's limit: so much weight in each window of the clock, or a bucket that fills at that rate.</summary>
internal sealed record RequestLimit(string Name, int Weight, TimeSpan Window)
{
    /// <summary>How much a bucket holds; <see langword="null"/> for a limit that counts in windows of the clock.</summary>
    public int? Burst { get; init; }
}
