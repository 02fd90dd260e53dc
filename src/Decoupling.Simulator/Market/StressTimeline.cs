namespace Decoupling.Simulator.Market;

/// <summary>The script of one venue, worked out for every minute. Each phase starts where the last one ended: no jumps.</summary>
internal sealed class StressTimeline
{
    private const int SettlingMinutes = 10;
    private readonly long _firstMinute;
    private readonly Stress[] _minutes;

    public StressTimeline(MarketScript script, VenueProfile venue)
    {
        _firstMinute = script.StartAt.ToUnixTimeMilliseconds() / 60_000;
        var minutes = new List<Stress>();
        var (start, lastFall) = (Stress.None, 0.0);
        foreach (var phase in script.Phases.Append(MarketPhase.Calm(TimeSpan.FromMinutes(SettlingMinutes))))
        {
            var length = (int)phase.Length.TotalMinutes;
            for (var minute = 0; minute < length; minute++)
                minutes.Add(At(phase, venue, start, lastFall, minute, length));
            if (phase.Kind == PhaseKind.MarketCascade)
                lastFall = Math.Log(1 - phase.PriceFall);
            start = At(phase, venue, start, lastFall, length, length);
        }
        minutes.Add(start);
        _minutes = [.. minutes];
    }

    /// <summary>The state at a minute's start.</summary>
    public Stress At(long minute)
    {
        if (minute <= _firstMinute)
            return Stress.None;
        return _minutes[(int)Math.Min(minute - _firstMinute, _minutes.Length - 1)];
    }

    /// <summary>The state between two minutes' starts, on a straight line.</summary>
    public Stress At(long minute, double fraction) => Stress.Between(At(minute), At(minute + 1), fraction);

    private static Stress At(
        MarketPhase phase,
        VenueProfile venue,
        Stress start,
        double lastFall,
        double elapsed,
        double length
    ) =>
        phase.Kind switch
        {
            PhaseKind.VenueDislocation when phase.Venue == venue.Name => Dislocated(phase, start, elapsed, length),
            PhaseKind.MarketCascade => Cascading(phase, venue, start, elapsed, length),
            PhaseKind.Recovery => Recovering(phase, start, lastFall, elapsed, length),
            _ => Stress.Between(start, start.Relaxed, Ramp(elapsed, SettlingMinutes)),
        };

    /// <summary>Out in the first tenth, back in the last tenth.</summary>
    private static Stress Dislocated(MarketPhase phase, Stress start, double elapsed, double length)
    {
        var height = start with
        {
            BasisBps = phase.BasisBps,
            BasisNoise = 6,
            Depth = phase.Depth,
            Volume = 4,
            Volatility = 1,
        };
        var state = Stress.Between(start, height, Ramp(elapsed, length / 10));
        state = Stress.Between(state, start.Relaxed, Ramp(elapsed - length * 0.9, length / 10));
        var closed = Math.Log(1 - phase.OpenInterestFall) * Ramp(elapsed, length);
        return state with { LogOpenInterest = start.LogOpenInterest + closed };
    }

    /// <summary>Prices fall in the first half; the perpetuals' distance and the thin books stay to the end.</summary>
    private static Stress Cascading(MarketPhase phase, VenueProfile venue, Stress start, double elapsed, double length)
    {
        var height = start with
        {
            BasisBps = phase.BasisBps * venue.CascadeBasis,
            BasisNoise = 5,
            Depth = phase.Depth,
            Volume = 8,
            Volatility = 2.5,
        };
        return Stress.Between(start, height, Ramp(elapsed, length / 4)) with
        {
            LogPrice = start.LogPrice + Math.Log(1 - phase.PriceFall) * Ramp(elapsed, length / 2),
            LogOpenInterest =
                start.LogOpenInterest + Math.Log(1 - phase.OpenInterestFall) * Ramp(elapsed, length * 0.7),
        };
    }

    /// <summary>The perpetuals come back in the first third; depth, volume and prices take the whole phase.</summary>
    private static Stress Recovering(MarketPhase phase, Stress start, double lastFall, double elapsed, double length)
    {
        var state = Stress.Between(start, start.Relaxed, Ramp(elapsed, length));
        var basis = Stress.Between(start, start.Relaxed, Ramp(elapsed, length / 3));
        return state with
        {
            BasisBps = basis.BasisBps,
            BasisNoise = basis.BasisNoise,
            LogPrice = start.LogPrice - phase.Retracement * lastFall * Ramp(elapsed, length),
        };
    }

    /// <summary>From 0 to 1 over <paramref name="length"/>, level at both ends.</summary>
    private static double Ramp(double elapsed, double length)
    {
        var share = Math.Clamp(elapsed / length, 0, 1);
        return share * share * (3 - 2 * share);
    }
}
