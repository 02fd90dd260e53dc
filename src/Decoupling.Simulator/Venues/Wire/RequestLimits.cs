namespace Decoupling.Simulator.Venues.Wire;

/// <summary>Counts weight in windows that begin on the clock's round times, and in buckets by its timestamps; safe for parallel use.</summary>
internal sealed class RequestLimits(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RequestLimit, (long Window, int Used)> _used = [];
    private readonly Dictionary<RequestLimit, (long FilledAt, double Tokens)> _buckets = [];
    private readonly Dictionary<string, int> _charged = [];
    private int _refused;

    /// <summary>How many requests were over a limit since the start.</summary>
    public int Refused
    {
        get
        {
            lock (_lock)
                return _refused;
        }
    }

    /// <summary>All weight since the start, by the limit's name.</summary>
    public IReadOnlyDictionary<string, int> Charged
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, int>(_charged);
        }
    }

    /// <summary>Adds the cost; false where the limit is passed with it.</summary>
    public bool TryCharge(RequestCost cost, long now)
    {
        lock (_lock)
        {
            _charged[cost.Limit.Name] = _charged.GetValueOrDefault(cost.Limit.Name) + cost.Weight;
            var isWithin = cost.Limit.Burst is { } burst ? TryTakeLocked(cost, burst) : TryCountLocked(cost, now);
            _refused += isWithin ? 0 : 1;
            return isWithin;
        }
    }

    private bool TryCountLocked(RequestCost cost, long now)
    {
        var used = UsedLocked(cost.Limit, now) + cost.Weight;
        _used[cost.Limit] = (WindowOf(cost.Limit, now), used);
        return used <= cost.Limit.Weight;
    }

    private bool TryTakeLocked(RequestCost cost, int burst)
    {
        var now = clock.GetTimestamp();
        var (filledAt, tokens) = _buckets.GetValueOrDefault(cost.Limit, (now, burst));
        var perSecond = cost.Limit.Weight / cost.Limit.Window.TotalSeconds;
        tokens = Math.Min(burst, tokens + clock.GetElapsedTime(filledAt, now).TotalSeconds * perSecond);
        var isWithin = tokens >= cost.Weight;
        _buckets[cost.Limit] = (now, isWithin ? tokens - cost.Weight : tokens);
        return isWithin;
    }

    /// <summary>The weight used in the window that <paramref name="now"/> lies in.</summary>
    public int Used(RequestLimit limit, long now)
    {
        lock (_lock)
            return UsedLocked(limit, now);
    }

    /// <summary>Whole seconds, rounded up, until the window ends.</summary>
    public static long SecondsLeft(RequestLimit limit, long now)
    {
        var length = (long)limit.Window.TotalMilliseconds;
        return ((WindowOf(limit, now) + 1) * length - now + 999) / 1000;
    }

    private int UsedLocked(RequestLimit limit, long now) =>
        _used.TryGetValue(limit, out var entry) && entry.Window == WindowOf(limit, now) ? entry.Used : 0;

    private static long WindowOf(RequestLimit limit, long now) => now / (long)limit.Window.TotalMilliseconds;
}
