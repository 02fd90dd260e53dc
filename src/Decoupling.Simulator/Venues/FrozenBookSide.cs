namespace Decoupling.Simulator.Venues;

/// <summary>One side of the order book that stands still while the market moves.</summary>
/// <param name="Bids"><see langword="true"/> for the bids, <see langword="false"/> for the asks.</param>
/// <param name="SinceAt">The venue's time at which the side stopped, UTC.</param>
public sealed record FrozenBookSide(bool Bids, DateTimeOffset SinceAt);
