namespace Decoupling.Simulator.Venues.Wire;

/// <summary>Thrown where a request is refused; carries the venue's own error reply.</summary>
internal sealed class VenueRefusalException(VenueReply reply) : Exception
{
    public VenueReply Reply { get; } = reply;
}
