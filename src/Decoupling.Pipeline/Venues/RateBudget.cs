namespace Decoupling.Pipeline.Venues;

/// <summary>A limit of a venue's on the weight of requests, of which a share is taken. Requests are served in the order in which they ask, urgent ones first. Not
/// thread-safe: its host locks.</summary>
/// <remarks>A venue counts a request when it arrives, at some time between its sending and its answer. Its weight is therefore spent from its sending on, and
/// begins to be given back at its answer: however slow the way, the venue never counts more than is counted here.</remarks>
/// <param name="name">What the venue calls it, for people.</param>
/// <param name="documented">The weight that the venue documents for the window, positive.</param>
/// <param name="window">The window's length.</param>
/// <param name="share">What is taken of it, above 0 to 1: others may ask from the same address.</param>
internal abstract class RateBudget(string name, int documented, TimeSpan window, double share)
{
    /// <summary>What is taken of each limit unless there is a reason for more.</summary>
    public const double OrdinaryShare = 0.8;

    /// <summary>Of how many parts one is kept for urgent requests, once there have been any: others would take all at a slot's start.</summary>
    private const int PartsKept = 10;

    private readonly List<RatePlace> _queue = [];
    private readonly HashSet<RatePlace> _inFlight = [];
    private bool _hasUrgent;

    /// <summary>What the venue calls it.</summary>
    public string Name => name;

    /// <summary>The weight that the venue documents for the window.</summary>
    public int Documented => documented;

    /// <summary>The window's length.</summary>
    public TimeSpan Window => window;

    /// <summary>The weight that is taken of it, at least 1.</summary>
    public int Taken { get; private set; } = Math.Max(1, (int)(documented * share));

    /// <summary>The weight that is used now, of requests in flight too.</summary>
    public int Used => Answered + InFlight;

    /// <summary>The weight of requests that were sent and have no answer yet.</summary>
    protected int InFlight => _inFlight.Sum(place => place.Weight);

    /// <summary>What of it is of urgent ones.</summary>
    protected int UrgentInFlight => _inFlight.Where(place => place.IsUrgent).Sum(place => place.Weight);

    /// <summary>The most weight that is let through at once.</summary>
    protected virtual int MostAtOnce => Taken;

    /// <summary>The weight of answered requests that still counts.</summary>
    protected abstract int Answered { get; }

    /// <summary>Puts a request at the end of the queue, or of its urgent part.</summary>
    public void Join(RatePlace place)
    {
        _queue.Insert(PositionOf(place), place);
        _hasUrgent |= place.IsUrgent;
    }

    /// <summary>How long to wait at least until a request may be sent: after those that asked earlier, zero for now, <see cref="TimeSpan.MaxValue"/> for never.
    /// A request that has not joined is taken as the last.</summary>
    public TimeSpan WaitFor(RatePlace place, TimeSpan atLeast = default) =>
        place.Weight > MostAtOnce ? TimeSpan.MaxValue : WaitFor(place, _queue.Take(PositionOf(place)), atLeast);

    /// <summary>Takes a request that is about to be sent out of the queue, and counts it.</summary>
    public void Send(RatePlace place)
    {
        _queue.Remove(place);
        _inFlight.Add(place);
    }

    /// <summary>Takes back a request that was not sent, or begins to give back the weight of one that was.</summary>
    public void Leave(RatePlace place)
    {
        _queue.Remove(place);
        if (_inFlight.Remove(place))
            Answer(place.Weight, place.IsUrgent);
    }

    /// <summary>Takes the venue's own count, when it is above ours.</summary>
    public void Correct(int usedByVenuesCount)
    {
        if (usedByVenuesCount > Used)
            Answer(usedByVenuesCount - Used, isUrgent: false);
    }

    /// <summary>Takes the venue's own limit, when it is below the documented one.</summary>
    public void Learn(int limitByVenue)
    {
        if (limitByVenue > 0 && limitByVenue < documented)
            Taken = Math.Max(1, (int)(limitByVenue * share));
    }

    /// <summary>Where a request stands in the queue, or would if it joined.</summary>
    private int PositionOf(RatePlace place)
    {
        var joined = _queue.IndexOf(place);
        var behindUrgent = place.IsUrgent ? _queue.FindIndex(other => !other.IsUrgent) : -1;
        return joined >= 0 ? joined
            : behindUrgent >= 0 ? behindUrgent
            : _queue.Count;
    }

    /// <summary>How much of the most at once a request leaves to urgent ones, what they use of it now included.</summary>
    protected int KeptBy(RatePlace place) =>
        place.IsUrgent || !_hasUrgent ? 0 : Math.Min(MostAtOnce / PartsKept, MostAtOnce - place.Weight);

    /// <summary>How long to wait until there is room for a request after others, if all that is in flight were answered now.</summary>
    protected abstract TimeSpan WaitFor(RatePlace place, IEnumerable<RatePlace> before, TimeSpan atLeast);

    /// <summary>Counts a weight as of now.</summary>
    protected abstract void Answer(int weight, bool isUrgent);
}
