namespace Decoupling.Simulator.Venues.Wire;

/// <summary>A venue's limit: so much weight in each window of the clock.</summary>
internal sealed record RequestLimit(string Name, int Weight, TimeSpan Window);
