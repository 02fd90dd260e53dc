namespace Decoupling.Tracking;

/// <summary>How past moves are weighed into one volatility.</summary>
public sealed record RealizedVolatilityOptions
{
    /// <summary>The age at which a return counts half, above 0, or <see langword="null"/> for equal weights. Default 6 hours: a
    /// quarter of the day's window,
    /// so that a storm shows within hours and the calm before it fades.</summary>
    public TimeSpan? HalfLife { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The fewest returns that give a volatility, at least 2. Default 20: its standard error is then 16 %.</summary>
    public int MinimumReturns { get; init; } = 20;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        if (HalfLife is { } halfLife)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, TimeSpan.Zero, nameof(HalfLife));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumReturns, 2);
    }
}
