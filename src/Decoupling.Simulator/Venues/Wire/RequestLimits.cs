namespace Decoupling.Simulator.Venues.Wire;

/// <summary>Counts weight in windows that begin on the clock's round times; safe for parallel use.</summary>
internal sealed class RequestLimits
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RequestLimit, (long Window, int Used)> _used = [];

    /// <summary>Adds the cost; false where the window's limit is passed with it.</summary>
    public bool TryCharge(RequestCost cost, long now)
    {
        lock (_lock)
        {
            var used = UsedLocked(cost.Limit, now) + cost.Weight;
            _used[cost.Limit] = (WindowOf(cost.Limit, now), used);
            return used <= cost.Limit.Weight;
        }
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
