using Decoupling.Carry;
using Decoupling.Tracking;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>A derivative against the median of all venues' spot markets.</summary>
public sealed record CrossVenueScore
{
    /// <summary>A1 against the median's returns.</summary>
    public required CoMovementResult CoMovement { get; init; }

    /// <summary>B1 of last closes against the median's.</summary>
    public required BasisResult Basis { get; init; }

    /// <summary>The basis against both floors, as the own reference's is judged.</summary>
    public required DislocationResult Dislocation { get; init; }

    /// <summary>How many venues stand in the newest bar of the median; 0 where there is none.</summary>
    public required int SpotVenueCount { get; init; }

    /// <summary>The own venue's spot market against the median, basis points: far from 0 when it is the venue's spot that is wrong, not the
    /// derivative. With two venues it is half of their gap. <see langword="null"/> where either has no fresh close.</summary>
    public required double? SpotOffMedianBps { get; init; }
}
