namespace Decoupling.Simulator.Market;

/// <summary>One phase of a <see cref="MarketScript"/>: what happens, for how long, and how far it goes.</summary>
public sealed record MarketPhase
{
    /// <summary>What happens.</summary>
    public required PhaseKind Kind { get; init; }

    /// <summary>How long it lasts, in whole minutes, greater than 0.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>The venue that leaves the others ("bybit"), in a <see cref="PhaseKind.VenueDislocation"/> only.</summary>
    public string? Venue { get; init; }

    /// <summary>The perpetuals' distance from spot at the height of the phase, in basis points; negative is below. Default 0.</summary>
    public double BasisBps { get; init; }

    /// <summary>How far prices fall in the first half of the phase: a fraction in [0, 0.9]. Default 0.</summary>
    public double PriceFall { get; init; }

    /// <summary>How much of the last fall comes back in a <see cref="PhaseKind.Recovery"/>: a fraction in [0, 1]. Default 0.</summary>
    public double Retracement { get; init; }

    /// <summary>How much open interest is closed by the end of the phase: a fraction in [0, 0.9]. Default 0.</summary>
    public double OpenInterestFall { get; init; }

    /// <summary>What is left of the books' calm depth at the height of the phase: a fraction in (0, 1]. Default 1.</summary>
    public double Depth { get; init; } = 1;

    /// <summary>A calm phase.</summary>
    public static MarketPhase Calm(TimeSpan length) => new() { Kind = PhaseKind.Calm, Length = length };

    /// <summary>A phase in which the perpetuals of <paramref name="venue"/> alone go to <paramref name="basisBps"/> and come back.</summary>
    public static MarketPhase Dislocation(string venue, TimeSpan length, double basisBps = -90) =>
        new()
        {
            Kind = PhaseKind.VenueDislocation,
            Length = length,
            Venue = venue,
            BasisBps = basisBps,
            OpenInterestFall = 0.02,
            Depth = 0.4,
        };

    /// <summary>A phase in which every venue falls by <paramref name="priceFall"/> in its first half, perpetuals by more.</summary>
    public static MarketPhase Cascade(TimeSpan length, double priceFall = 0.08, double basisBps = -70) =>
        new()
        {
            Kind = PhaseKind.MarketCascade,
            Length = length,
            BasisBps = basisBps,
            PriceFall = priceFall,
            OpenInterestFall = 0.15,
            Depth = 0.2,
        };

    /// <summary>A phase in which perpetuals return to spot and <paramref name="retracement"/> of the last fall comes back.</summary>
    public static MarketPhase Recovery(TimeSpan length, double retracement = 0.5) =>
        new()
        {
            Kind = PhaseKind.Recovery,
            Length = length,
            Retracement = retracement,
        };

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, TimeSpan.FromMinutes(1), nameof(Length));
        if (Length.Ticks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException($"A phase lasts whole minutes, not {Length}.", nameof(Length));
        if (Kind == PhaseKind.VenueDislocation && VenueProfile.IndexOf(Venue) < 0)
            throw new ArgumentException($"No simulated venue is named '{Venue}'.", nameof(Venue));
        RequireFraction(PriceFall, 0, 0.9, nameof(PriceFall));
        RequireFraction(Retracement, 0, 1, nameof(Retracement));
        RequireFraction(OpenInterestFall, 0, 0.9, nameof(OpenInterestFall));
        RequireFraction(Depth, 0.001, 1, nameof(Depth));
        RequireFraction(BasisBps, -5_000, 5_000, nameof(BasisBps));
    }

    private static void RequireFraction(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in [{least}, {most}].");
    }
}
