namespace Decoupling.Venues;

/// <summary>Whether a venue answers.</summary>
public enum VenueState
{
    /// <summary>Something came in the last slot.</summary>
    Up,

    /// <summary>Nothing came in the last slot, or the last two.</summary>
    Failing,

    /// <summary>Nothing came in three slots in a row or more: it is asked less often.</summary>
    Down,
}
