namespace Decoupling.Pipeline.Venues;

/// <summary>A bucket of requests that fills at a steady rate: a burst at once, then one after the other.</summary>
/// <param name="name">What the venue calls it.</param>
/// <param name="documented">How many requests the venue lets through within <paramref name="window"/> when they go on.</param>
/// <param name="window">The length that <paramref name="documented"/> is for.</param>
/// <param name="burst">How many the bucket holds by the venue's documentation.</param>
/// <param name="time">The clock whose timestamps are counted by.</param>
/// <param name="share">What is taken of both.</param>
internal sealed class BucketBudget(
    string name,
    int documented,
    TimeSpan window,
    int burst,
    TimeProvider time,
    double share = RateBudget.OrdinaryShare
) : RateBudget(name, documented, window, share)
{
    private readonly int _capacity = (int)Math.Max(1, Math.Floor(burst * share));
    private readonly double _perSecond = documented * share / window.TotalSeconds;
    private double _tokens = Math.Max(1, Math.Floor(burst * share));
    private long _filledAt = time.GetTimestamp();

    protected override int MostAtOnce => _capacity;

    protected override int Answered
    {
        get
        {
            Fill();
            return (int)Math.Ceiling(_capacity - _tokens);
        }
    }

    protected override TimeSpan WaitFor(RatePlace place, IEnumerable<RatePlace> before, TimeSpan atLeast)
    {
        Fill();
        // Rounded up, so that the token is there by then.
        var missing = place.Weight + KeptBy(place) + before.Sum(earlier => earlier.Weight) + InFlight - _tokens;
        var wait = TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, missing) / _perSecond * TimeSpan.TicksPerSecond));
        return wait > atLeast ? wait : atLeast;
    }

    protected override void Answer(int weight, bool isUrgent)
    {
        Fill();
        _tokens -= weight;
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_capacity, _tokens + time.GetElapsedTime(_filledAt, now).TotalSeconds * _perSecond);
        _filledAt = now;
    }
}
