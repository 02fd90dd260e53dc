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
    private readonly Queue<(TimeSpan At, int Weight)> _answered = new();
    private readonly long _startedAt = time.GetTimestamp();
    private int _total;

    protected override int Answered
    {
        get
        {
            Forget();
            return _total;
        }
    }

    protected override TimeSpan WaitFor(RatePlace place, IEnumerable<RatePlace> before, TimeSpan atLeast)
    {
        var (now, used) = (Now, Used);
        var at = now + atLeast;
        var spent = new Queue<(TimeSpan At, int Weight)>(_answered);
        spent.Enqueue((now, InFlight));
        foreach (var next in before.Append(place))
        {
            while (used + next.Weight > MostAtOnce - KeptBy(next) && spent.TryDequeue(out var oldest))
            {
                used -= oldest.Weight;
                at = oldest.At + Window > at ? oldest.At + Window : at;
            }
            used += next.Weight;
            spent.Enqueue((at, next.Weight));
        }
        return at - now;
    }

    protected override void Answer(int weight)
    {
        if (weight == 0)
            return;
        _answered.Enqueue((Now, weight));
        _total += weight;
    }

    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    private void Forget()
    {
        var now = Now;
        while (_answered.TryPeek(out var oldest) && now - oldest.At >= Window)
            _total -= _answered.Dequeue().Weight;
    }
}
