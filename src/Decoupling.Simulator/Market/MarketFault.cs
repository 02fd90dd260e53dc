namespace Decoupling.Simulator.Market;

/// <summary>A fault of one venue's data at a time of the script, of every asset that it lists.</summary>
public sealed record MarketFault
{
    /// <summary>What is wrong.</summary>
    public required MarketFaultKind Kind { get; init; }

    /// <summary>The venue: "bybit".</summary>
    public required string Venue { get; init; }

    /// <summary>How long after the script's start it begins, whole minutes.</summary>
    public required TimeSpan After { get; init; }

    /// <summary>How long it lasts, whole minutes, greater than 0.</summary>
    public required TimeSpan Length { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(Kind))
            throw new ArgumentException($"The fault {Kind} is not known.", nameof(Kind));
        if (VenueProfile.IndexOf(Venue) < 0)
            throw new ArgumentException($"No simulated venue is named '{Venue}'.", nameof(Venue));
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, TimeSpan.FromMinutes(1), nameof(Length));
        if (Length.Ticks % TimeSpan.TicksPerMinute != 0 || After.Ticks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException($"A fault begins and lasts whole minutes, not {After} and {Length}.");
    }
}
