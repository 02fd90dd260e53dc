namespace Decoupling.Simulator.Venues.Wire;

/// <summary>What one request costs of a limit.</summary>
internal readonly record struct RequestCost(RequestLimit Limit, int Weight);
