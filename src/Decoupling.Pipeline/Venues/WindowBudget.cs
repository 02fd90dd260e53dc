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
    private readonly Queue<Spent> _answered = new();
    private readonly long _startedAt = time.GetTimestamp();

    protected override int Answered
    {
        get
        {
            Forget();
            return _answered.Sum(spent => spent.Weight);
        }
    }

    protected override TimeSpan WaitFor(RatePlace place, IEnumerable<RatePlace> before, TimeSpan atLeast)
    {
        Forget();
        var now = Now;
        var at = now + atLeast;
        var spent = new Queue<Spent>([
            .. _answered,
            new(now, UrgentInFlight, IsUrgent: true),
            new(now, InFlight - UrgentInFlight, false),
        ]);
        var (used, urgent) = (Used, spent.Where(one => one.IsUrgent).Sum(one => one.Weight));
        foreach (var next in before.Append(place))
        {
            while (
                used + next.Weight > MostAtOnce - Math.Max(0, KeptBy(next) - urgent) && spent.TryDequeue(out var oldest)
            )
            {
                used -= oldest.Weight;
                urgent -= oldest.IsUrgent ? oldest.Weight : 0;
                at = oldest.At + Window > at ? oldest.At + Window : at;
            }
            used += next.Weight;
            urgent += next.IsUrgent ? next.Weight : 0;
            spent.Enqueue(new(at, next.Weight, next.IsUrgent));
        }
        return at - now;
    }

    protected override void Answer(int weight, bool isUrgent)
    {
        if (weight > 0)
            _answered.Enqueue(new(Now, weight, isUrgent));
    }

    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    private void Forget()
    {
        while (_answered.TryPeek(out var oldest) && Now - oldest.At >= Window)
            _answered.Dequeue();
    }

    private readonly record struct Spent(TimeSpan At, int Weight, bool IsUrgent);
}
