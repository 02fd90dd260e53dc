namespace Decoupling.Pipeline.Venues;

/// <summary>A limit on the weight within every window of a length, wherever it begins: at most what a venue allows that counts by the clock.</summary>
/// <param name="name">What the venue calls it.</param>
/// <param name="documented">The weight that the venue documents for the window.</param>
/// <param name="window">The window's length.</param>
/// <param name="time">The clock whose timestamps are counted by.</param>
/// <param name="share">What is taken of it.</param>
internal sealed class WindowBudget(
    string name,
    int documented,
    TimeSpan window,
    TimeProvider time,
    double share = RateBudget.OrdinaryShare
) : RateBudget(name, documented, window, share)
{
    // In the order of their times, which may lie ahead: those wait for their turn.
    private readonly Queue<(TimeSpan At, int Weight)> _spent = new();
    private readonly long _startedAt = time.GetTimestamp();
    private int _total;
    private TimeSpan _lastAt;

    public override int Used
    {
        get
        {
            Forget();
            return _total;
        }
    }

    public override TimeSpan WaitFor(int weight, TimeSpan atLeast = default)
    {
        Forget();
        if (weight > Taken)
            return TimeSpan.MaxValue;
        var now = Now;
        // Nobody is served before one who asked earlier.
        var at = now + atLeast > _lastAt ? now + atLeast : _lastAt;
        var excess = _total + weight - Taken;
        foreach (var entry in _spent)
        {
            if (excess <= 0)
                break;
            excess -= entry.Weight;
            if (entry.At + Window > at)
                at = entry.At + Window;
        }
        return at - now;
    }

    public override void Spend(int weight, TimeSpan after = default)
    {
        if (weight == 0)
            return;
        var at = Now + after;
        _lastAt = at > _lastAt ? at : _lastAt;
        _spent.Enqueue((_lastAt, weight));
        _total += weight;
    }

    public override void Correct(int usedByVenuesCount)
    {
        Forget();
        // What waits for its turn is not in the venue's count yet.
        var now = Now;
        var sent = _spent.Where(entry => entry.At <= now).Sum(entry => entry.Weight);
        if (usedByVenuesCount <= sent)
            return;
        var waiting = _spent.Where(entry => entry.At > now).ToList();
        var rest = _spent
            .Where(entry => entry.At <= now)
            .Append((now, usedByVenuesCount - sent))
            .Concat(waiting)
            .ToList();
        _spent.Clear();
        rest.ForEach(_spent.Enqueue);
        _total += usedByVenuesCount - sent;
    }

    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    private void Forget()
    {
        var now = Now;
        while (_spent.TryPeek(out var oldest) && now - oldest.At >= Window)
            _total -= _spent.Dequeue().Weight;
    }
}
