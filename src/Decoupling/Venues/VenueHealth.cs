namespace Decoupling.Venues;

/// <summary>Whether a venue answers, since when it does not, and when it is asked again: one that fails slot after slot is asked less often.</summary>
/// <remarks>Pure: a slot's time is the only clock, so a cold start, a second instance and a replay decide the same.</remarks>
public sealed record VenueHealth
{
    /// <summary>How many slots in a row a venue must fail before it is down.</summary>
    public const int SlotsUntilDown = 3;

    /// <summary>The longest time that a venue that is down is left alone, unless a slot is longer.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(30);

    // Beyond it the longest rest is reached at any slot length.
    private const int MostDoublings = 10;

    /// <summary>The venue's name in lower case.</summary>
    public required string Venue { get; init; }

    /// <summary>Whether it answers.</summary>
    public VenueState State { get; init; } = VenueState.Up;

    /// <summary>How many slots in which it was asked it failed in a row, at least 0.</summary>
    public int FailedSlots { get; init; }

    /// <summary>The last slot that was taken, UTC; <see cref="DateTimeOffset.MinValue"/> before the first.</summary>
    public DateTimeOffset LastSlotAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The first slot of those that failed, UTC; <see langword="null"/> while it answers.</summary>
    public DateTimeOffset? FailingSinceAt { get; init; }

    /// <summary>The first slot in which a venue that is down is asked again, UTC; otherwise <see langword="null"/>.</summary>
    public DateTimeOffset? NextAskAt { get; init; }

    /// <summary>The last slot in which it answered, UTC, or <see langword="null"/>.</summary>
    public DateTimeOffset? LastAnswerAt { get; init; }

    /// <summary>Why nothing came, a sentence, or <see langword="null"/> while it answers.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it is to be left alone in a slot; a slot from before what is known is asked.</summary>
    public bool IsResting(DateTimeOffset slotAt) => NextAskAt > slotAt && LastSlotAt < slotAt;

    /// <summary>Takes one slot. A slot that is not newer than the last one changes nothing.</summary>
    /// <param name="slotAt">The slot's time, UTC.</param>
    /// <param name="slotLength">The time from one slot to the next.</param>
    /// <param name="failure">Why nothing came, a sentence; <see langword="null"/> when something did.</param>
    public VenueHealth After(DateTimeOffset slotAt, TimeSpan slotLength, string? failure)
    {
        if (slotAt <= LastSlotAt)
        {
            return this;
        }

        if (failure is null)
        {
            return new VenueHealth
            {
                Venue = Venue,
                LastSlotAt = slotAt,
                LastAnswerAt = slotAt,
            };
        }

        var failed = FailedSlots + 1;
        var isDown = failed >= SlotsUntilDown;
        return this with
        {
            State = isDown ? VenueState.Down : VenueState.Failing,
            FailedSlots = failed,
            LastSlotAt = slotAt,
            FailingSinceAt = FailingSinceAt ?? slotAt,
            NextAskAt = isDown ? slotAt + RestAfter(failed, slotLength) : null,
            Reason = failure,
        };
    }

    /// <summary>Takes a slot in which it was left alone.</summary>
    public VenueHealth AfterRest(DateTimeOffset slotAt) =>
        slotAt <= LastSlotAt ? this : this with { LastSlotAt = slotAt };

    /// <summary>Two slots after the third failure, twice as many after each further one.</summary>
    private static TimeSpan RestAfter(int failed, TimeSpan slotLength)
    {
        var slots = 2 << Math.Min(failed - SlotsUntilDown, MostDoublings);
        var longest = LongestRest > slotLength ? LongestRest : slotLength;
        return slots * slotLength < longest ? slots * slotLength : longest;
    }
}
