using Decoupling.Simulator.Market;

namespace Decoupling.Simulator.Venues;

/// <summary>What a <see cref="VenueSimulator"/> simulates.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The market's script.</summary>
    public required MarketScript Script { get; init; }

    /// <summary>Whether requests over the venues' documented limits are refused; the limits run on the simulator's clock. Default true.</summary>
    public bool EnforceRequestLimits { get; init; } = true;

    /// <summary>How long every reply is held back, in real time. Default none.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The port on loopback, 1 to 65,535, or 0 (the default) for a free one.</summary>
    public int Port { get; init; }
}
