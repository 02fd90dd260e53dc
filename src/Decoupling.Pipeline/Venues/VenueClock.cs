namespace Decoupling.Pipeline.Venues;

/// <summary>A venue's clock and ours at the same moment, give or take the uncertainty.</summary>
/// <param name="ServerTimeAt">The venue's time.</param>
/// <param name="AskedAt">Ours at the middle of the round trip.</param>
/// <param name="Uncertainty">How far the two may be apart in truth, whole milliseconds.</param>
internal sealed record VenueClock(DateTimeOffset ServerTimeAt, DateTimeOffset AskedAt, TimeSpan Uncertainty)
{
    /// <summary>Reads the clock from a reply that tells the venue's time in milliseconds, cut off to whole steps of some length.</summary>
    /// <param name="serverTimeMs">The venue's time, Unix milliseconds.</param>
    /// <param name="sentAt">Our clock when the request went out.</param>
    /// <param name="receivedAt">Our clock when the reply was in.</param>
    /// <param name="step">What the venue's clock is cut off to: it is then half a step later on average.</param>
    public static Reading<VenueClock> From(
        decimal? serverTimeMs,
        DateTimeOffset sentAt,
        DateTimeOffset receivedAt,
        TimeSpan step = default
    )
    {
        if (WireValue.Time(serverTimeMs) is not { } serverTimeAt)
            return new Missing("it is missing or not readable");
        var halfTrip = (receivedAt - sentAt) / 2;
        var uncertainty = Math.Max(0, Math.Ceiling((halfTrip + step / 2).TotalMilliseconds));
        return new VenueClock(serverTimeAt + step / 2, sentAt + halfTrip, TimeSpan.FromMilliseconds(uncertainty));
    }

    /// <summary>The same of a reply.</summary>
    public static Reading<VenueClock> From<T>(decimal? serverTimeMs, Reply<T> reply, TimeSpan step = default) =>
        From(serverTimeMs, reply.SentAt, reply.ReceivedAt, step);
}
