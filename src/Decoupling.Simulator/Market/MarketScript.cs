namespace Decoupling.Simulator.Market;

/// <summary>What the simulated market goes through, and when. The same script gives the same prices, down to the byte.</summary>
public sealed record MarketScript
{
    /// <summary>What makes one market differ from another with the same phases. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>When the first phase begins, UTC, on a whole minute. Before it, and after the last phase, the market is calm.</summary>
    public required DateTimeOffset StartAt { get; init; }

    /// <summary>The phases, one after the other without gaps.</summary>
    public required IReadOnlyList<MarketPhase> Phases { get; init; }

    /// <summary>How many made-up assets ("SIM01", "SIM02", …) are listed beside BTC, ETH and SOL, 0 to 100. Default 0.</summary>
    public int MadeUpAssets { get; init; }

    /// <summary>What single venues give wrongly, and when; none by default. They do not move the market.</summary>
    public IReadOnlyList<MarketFault> Faults { get; init; } = [];

    /// <summary>When the last phase ends, exclusive.</summary>
    public DateTimeOffset EndAt => StartAt + Phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Length);

    /// <summary>Three hours: calm, Bybit's perpetuals alone leave their spot, calm, a cascade on both venues, recovery.</summary>
    public static MarketScript Demo(DateTimeOffset startAt, int seed = 1) =>
        new()
        {
            Seed = seed,
            StartAt = startAt,
            Phases =
            [
                MarketPhase.Calm(TimeSpan.FromMinutes(60)),
                MarketPhase.Dislocation("bybit", TimeSpan.FromMinutes(25)),
                MarketPhase.Calm(TimeSpan.FromMinutes(25)),
                MarketPhase.Cascade(TimeSpan.FromMinutes(30)),
                MarketPhase.Recovery(TimeSpan.FromMinutes(40)),
            ],
        };

    /// <summary>A market that stays calm.</summary>
    public static MarketScript CalmThroughout(DateTimeOffset startAt, int seed = 1) =>
        new()
        {
            Seed = seed,
            StartAt = startAt,
            Phases = [],
        };

    /// <summary>What the market goes through at <paramref name="at"/>; a phase's start is in it, its end is not.</summary>
    public PhaseKind PhaseAt(DateTimeOffset at)
    {
        var phaseStartAt = StartAt;
        foreach (var phase in Phases)
        {
            if (at >= phaseStartAt && at < phaseStartAt + phase.Length)
                return phase.Kind;
            phaseStartAt += phase.Length;
        }
        return PhaseKind.Calm;
    }

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentException">A property is out of its range.</exception>
    public void Validate()
    {
        if (StartAt.UtcTicks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException($"The script starts on a whole minute, not at {StartAt:O}.", nameof(StartAt));
        if (MadeUpAssets < 0 || MadeUpAssets > AssetProfile.All.Length - AssetProfile.Named)
            throw new ArgumentOutOfRangeException(nameof(MadeUpAssets), MadeUpAssets, "It must be 0 to 100.");
        foreach (var phase in Phases)
            phase.Validate();
        foreach (var fault in Faults)
            fault.Validate();
    }
}
