namespace Decoupling.Pipeline.Venues;

/// <summary>One of a venue's hosts: where it is, what of its rate limit is spent, and whether it told us to stay away.</summary>
/// <param name="baseAddress">The address before the paths, ending in "/".</param>
/// <param name="budget">The host's limit on weights.</param>
/// <param name="time">The clock whose timestamps are counted by: a wall clock may jump.</param>
internal sealed class VenueHost(Uri baseAddress, RateBudget budget, TimeProvider time)
{
    private readonly Lock _lock = new();
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

    /// <summary>Waits until a request may be sent and spends its weight. Refuses, by a reason, when that is not within <paramref name="patience"/>.</summary>
    public async Task<string?> ReserveAsync(
        RateBudget from,
        int weight,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            TimeSpan wait;
            string reason;
            lock (_lock)
            {
                var held = HeldFor();
                var full = from.WaitFor(weight);
                wait = held > full ? held : full;
                reason = held > full ? _heldBecause : "its rate limit leaves no room for this request in time";
                if (wait <= TimeSpan.Zero)
                {
                    from.Spend(weight);
                    return null;
                }
            }
            if (wait > patience - time.GetElapsedTime(startedAt))
                return reason;
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private TimeSpan HeldFor()
    {
        var left = _heldFor - time.GetElapsedTime(_heldAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
