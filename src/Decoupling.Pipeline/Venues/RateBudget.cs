namespace Decoupling.Pipeline.Venues;

/// <summary>A venue's limit on the weight of requests within a sliding window, spent before sending. Not thread-safe: its host locks.</summary>
/// <param name="limit">The weight that may be spent within the window, positive.</param>
/// <param name="window">The window's length.</param>
/// <param name="time">The clock whose timestamps are counted by.</param>
internal sealed class RateBudget(int limit, TimeSpan window, TimeProvider time)
{
    private readonly Queue<(long SpentAt, int Weight)> _spent = new();
    private int _total;

    /// <summary>How long to wait until a weight may be spent: zero for now, <see cref="TimeSpan.MaxValue"/> for never.</summary>
    public TimeSpan WaitFor(int weight)
    {
        Forget();
        if (weight > limit)
            return TimeSpan.MaxValue;
        var excess = _total + weight - limit;
        foreach (var entry in _spent)
        {
            if (excess <= 0)
                break;
            excess -= entry.Weight;
            if (excess <= 0)
                return window - time.GetElapsedTime(entry.SpentAt);
        }
        return TimeSpan.Zero;
    }

    /// <summary>Spends a weight now.</summary>
    public void Spend(int weight)
    {
        if (weight == 0)
            return;
        _spent.Enqueue((time.GetTimestamp(), weight));
        _total += weight;
    }

    /// <summary>Takes the venue's own count, when it is above ours: others may share our address.</summary>
    public void Correct(int usedByVenuesCount)
    {
        Forget();
        Spend(Math.Max(0, usedByVenuesCount - _total));
    }

    private void Forget()
    {
        while (_spent.TryPeek(out var oldest) && time.GetElapsedTime(oldest.SpentAt) >= window)
            _total -= _spent.Dequeue().Weight;
    }
}
