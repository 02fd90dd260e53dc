using Decoupling.Discovery;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>How A6 and A7 are read from a snapshot's bars.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>The largest lag of A6 in bars, both ways, from 1 to 100. Default 3: on bars of minutes a lead shows in the next one, and every
    /// further lag adds noise to both sides of the ratio.</summary>
    public int LagBars { get; init; } = 3;

    /// <summary>Ticks of a market below which A6 has no value; at least 2. Default 20, as for A1.</summary>
    public int MinimumTicks { get; init; } = 20;

    /// <summary>A7's lags and minimum history. Default up to 5 lags: on recorded bars of 1 and 5 minutes the criterion chose no more, and twice as many cost
    /// four times the work.</summary>
    public PriceDiscoveryOptions Shares { get; init; } = new() { MaximumLags = 5 };

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LagBars, 1, nameof(LagBars));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LagBars, 100, nameof(LagBars));
        ArgumentOutOfRangeException.ThrowIfLessThan(
            MinimumTicks,
            HayashiYoshidaOptions.FewestTicks,
            nameof(MinimumTicks)
        );
        Shares.Validate();
    }

    internal LeadLagOptions LeadLagOn(TimeSpan step) =>
        new()
        {
            MaximumLag = step * LagBars,
            Step = step,
            MinimumTicks = MinimumTicks,
        };
}
