namespace Decoupling.Pipeline.Venues;

/// <summary>One of a venue's hosts: where it is, what of its rate limit is spent, and whether it told us to stay away.</summary>
/// <param name="baseAddress">The address before the paths, ending in "/".</param>
/// <param name="budget">The host's limit on weights.</param>
/// <param name="time">The clock whose timestamps are counted by: a wall clock may jump.</param>
internal sealed class VenueHost(Uri baseAddress, RateBudget budget, TimeProvider time)
{
    private const string NoRoom = "its rate limit leaves no room for this request in time";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<RateBudget> _budgets = [budget];
    private long _heldAt;
    private TimeSpan _heldFor;
    private string _heldBecause = "";

    /// <summary>The address before the paths, ending in "/".</summary>
    public Uri BaseAddress => baseAddress;

    /// <summary>The limit that the host's requests count against, unless an endpoint has one of its own.</summary>
    public RateBudget Budget => budget;

    /// <summary>How long nothing is sent to this host, zero for no hold, and why.</summary>
    public (TimeSpan Left, string Reason) Held
    {
        get
        {
            lock (_lock)
                return (HeldFor(), _heldBecause);
        }
    }

    /// <summary>Sends nothing to this host for a time; a hold that ends earlier than one that stands changes nothing.</summary>
    public void Hold(TimeSpan length, string reason)
    {
        lock (_lock)
        {
            if (length <= HeldFor())
                return;
            (_heldAt, _heldFor, _heldBecause) = (time.GetTimestamp(), length, reason);
        }
    }

    /// <summary>Takes the venue's own count of the weight that is used.</summary>
    public void Correct(RateBudget corrected, int usedByVenuesCount)
    {
        lock (_lock)
            corrected.Correct(usedByVenuesCount);
    }

    /// <summary>Takes the venue's own limit, where it is below the documented one.</summary>
    public void Learn(RateBudget learnt, int limitByVenue)
    {
        lock (_lock)
            learnt.Learn(limitByVenue);
    }

    /// <summary>The limits that its requests have counted against, with what is used of them now.</summary>
    public IReadOnlyList<VenueLimit> Limits
    {
        get
        {
            lock (_lock)
                return
                [
                    .. _budgets.Select(known => new VenueLimit(
                        known.Name,
                        known.Documented,
                        known.Window,
                        known.Taken,
                        known.Used
                    )),
                ];
        }
    }

    /// <summary>Gives a request its place within a limit, and waits until it may be sent.</summary>
    /// <param name="call">The request, of this host.</param>
    /// <param name="queueing">The longest wait for the limit.</param>
    /// <param name="patience">The longest wait for a hold to end.</param>
    /// <param name="stop">Why to wait no longer, or <see langword="null"/>: asked each second.</param>
    /// <param name="cancellationToken">Gives up the place.</param>
    /// <returns>The place, to be disposed of at the request's answer; or why it may not be sent in time, as the end of a sentence.</returns>
    public async Task<Reading<RatePlace>> ReserveAsync(
        VenueCall call,
        TimeSpan queueing,
        TimeSpan patience,
        Func<string?> stop,
        CancellationToken cancellationToken
    )
    {
        var startedAt = time.GetTimestamp();
        var limit = call.Budget;
        var place = new RatePlace(this, limit, call.Weight, call.IsUrgent);
        var isSent = false;
        Join(place);
        try
        {
            while (true)
            {
                if (stop() is { } reason)
                    return new Missing(reason);
                TimeSpan wait;
                lock (_lock)
                {
                    var held = HeldFor();
                    if (held > TimeSpan.Zero && held > patience)
                        return new Missing(_heldBecause);
                    wait = limit.WaitFor(place, held);
                    if (wait > held && wait > queueing - time.GetElapsedTime(startedAt))
                        return new Missing(NoRoom);
                    isSent = wait <= TimeSpan.Zero;
                    if (isSent)
                    {
                        limit.Send(place);
                        return place;
                    }
                }
                await PauseAsync(wait, cancellationToken);
            }
        }
        finally
        {
            if (!isSent)
                Leave(place);
        }
    }

    /// <summary>Takes note that a request was answered, or is not to be sent.</summary>
    public void Leave(RatePlace place)
    {
        lock (_lock)
            place.Budget.Leave(place);
    }

    private void Join(RatePlace place)
    {
        lock (_lock)
        {
            _budgets.Add(place.Budget);
            place.Budget.Join(place);
        }
    }

    /// <summary>Waits, but not so long as to miss a hold, nor so short as to spin.</summary>
    private Task PauseAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var pause = wait < LongestPause ? wait : LongestPause;
        return Task.Delay(pause > ShortestPause ? pause : ShortestPause, time, cancellationToken);
    }

    private TimeSpan HeldFor()
    {
        var left = _heldFor - time.GetElapsedTime(_heldAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
