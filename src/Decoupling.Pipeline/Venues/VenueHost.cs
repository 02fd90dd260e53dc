namespace Decoupling.Pipeline.Venues;

/// <summary>One of a venue's hosts: where it is, what of its rate limit is spent, and whether it told us to stay away.</summary>
/// <param name="baseAddress">The address before the paths, ending in "/".</param>
/// <param name="budget">The host's limit on weights.</param>
/// <param name="time">The clock whose timestamps are counted by: a wall clock may jump.</param>
internal sealed class VenueHost(Uri baseAddress, RateBudget budget, TimeProvider time)
{
    /// <summary>How late a request may take its place, as a share of the limit's window: as much as is left to others.</summary>
    private const double LatestShare = 1 - RateBudget.OrdinaryShare;

    private const int MostPlaces = 2;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

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

    /// <summary>Gives a request its place within the limit, and waits for it.</summary>
    /// <param name="from">The limit.</param>
    /// <param name="weight">What the request costs of it.</param>
    /// <param name="queueing">The longest wait for the limit.</param>
    /// <param name="patience">The longest wait for a hold to end.</param>
    /// <param name="stop">Why to wait no longer, or <see langword="null"/>: asked each second.</param>
    /// <param name="cancellationToken">Gives up the place; its weight stays spent.</param>
    /// <returns>Why it may not be sent in time, as the end of a sentence; <see langword="null"/> when it may be sent now.</returns>
    public async Task<string?> ReserveAsync(
        RateBudget from,
        int weight,
        TimeSpan queueing,
        TimeSpan patience,
        Func<string?> stop,
        CancellationToken cancellationToken
    )
    {
        var startedAt = time.GetTimestamp();
        for (var places = 1; ; places++)
        {
            TimeSpan wait;
            lock (_lock)
            {
                var held = HeldFor();
                if (held > TimeSpan.Zero && held > patience)
                    return _heldBecause;
                _budgets.Add(from);
                wait = from.WaitFor(weight, held);
                if (wait > queueing - time.GetElapsedTime(startedAt) && wait > held)
                    return "its rate limit leaves no room for this request in time";
                from.Spend(weight, wait);
            }
            var (reason, late) = await WaitAsync(wait, patience, stop, cancellationToken);
            if (reason is not null)
                return reason;
            // On a machine that is too busy many places would be taken at once: who comes much too late queues again, once.
            if (late <= from.Window * LatestShare || places == MostPlaces)
                return null;
        }
    }

    /// <summary>Waits for a place, and longer where a hold has begun meanwhile; says why to go no further, and how late it is.</summary>
    private async Task<(string? Reason, TimeSpan Late)> WaitAsync(
        TimeSpan wait,
        TimeSpan patience,
        Func<string?> stop,
        CancellationToken cancellationToken
    )
    {
        var startedAt = time.GetTimestamp();
        for (var left = wait; left > TimeSpan.Zero; left = wait - time.GetElapsedTime(startedAt))
        {
            await Task.Delay(left < LongestPause ? left : LongestPause, time, cancellationToken);
            if (stop() is { } reason)
                return (reason, TimeSpan.Zero);
            lock (_lock)
            {
                var held = HeldFor();
                if (held > TimeSpan.Zero && held > patience)
                    return (_heldBecause, TimeSpan.Zero);
                var heldUntil = time.GetElapsedTime(startedAt) + held;
                wait = held > TimeSpan.Zero && heldUntil > wait ? heldUntil : wait;
            }
        }
        return (null, time.GetElapsedTime(startedAt) - wait);
    }

    private TimeSpan HeldFor()
    {
        var left = _heldFor - time.GetElapsedTime(_heldAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
