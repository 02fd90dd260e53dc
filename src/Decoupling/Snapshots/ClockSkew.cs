using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Snapshots;

/// <summary>How far a venue's clock runs ahead of ours: what an age of its inputs is wrong by.</summary>
/// <remarks>Skew = the venue's time less ours at the middle of the round trip, milliseconds, positive where the venue is ahead; it lies within
/// ± (half the round trip + half the step of the venue's clock), wherever in the round trip the venue read it. One sample a slot. Source: D. L. Mills,
/// "Internet Time Synchronization: the Network Time Protocol", 1991, eq. 1 (offset and delay of one exchange).</remarks>
public static class ClockSkew
{
    /// <summary>Reads the skew of a venue from its snapshot; InsufficientData where the venue did not tell its time.</summary>
    /// <param name="venue">What the venue answered.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static ClockSkewResult Of(VenueSnapshot venue, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(venue);
        return venue is { ServerTimeAt: { } serverTimeAt, AskedAt: { } askedAt }
            ? new ClockSkewResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                SkewMilliseconds = (serverTimeAt - askedAt).TotalMilliseconds,
                UncertaintyMilliseconds = venue.ClockUncertainty?.TotalMilliseconds,
            }
            : new ClockSkewResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = string.Create(CultureInfo.InvariantCulture, $"{venue.Venue} did not tell its time."),
                SampleCount = 0,
                AsOf = asOf,
            };
    }
}

/// <summary>What <see cref="ClockSkew"/> says.</summary>
public sealed record ClockSkewResult : MetricResult
{
    /// <summary>The venue's clock less ours, milliseconds, positive where the venue is ahead.</summary>
    public double? SkewMilliseconds { get; init; }

    /// <summary>How far that may be off either way, milliseconds, at least 0; <see langword="null"/> where it was not measured.</summary>
    public double? UncertaintyMilliseconds { get; init; }
}
