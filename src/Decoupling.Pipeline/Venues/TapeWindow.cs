using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>The liquidations of the hours before a slot, carried from snapshot to snapshot: venues give those of a few minutes only.</summary>
internal static class TapeWindow
{
    /// <summary>The most events that are carried; of more the newest.</summary>
    public const int MostEvents = 5_000;

    /// <summary>How far back they are carried. Longer tapes have slow changes in them, which look like branching.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(6);

    /// <summary>What the snapshot of the slot just before had, its own and what it carried; <see langword="null"/> where it had none or is not of that slot.</summary>
    /// <param name="before">The instrument in the snapshot before.</param>
    /// <param name="beforeAt">That snapshot's slot.</param>
    /// <param name="slotAt">The slot.</param>
    /// <param name="slotLength">The time from one slot to the next.</param>
    public static LiquidationTape? Carry(
        InstrumentSnapshot? before,
        DateTimeOffset? beforeAt,
        DateTimeOffset slotAt,
        TimeSpan slotLength
    )
    {
        if (before?.Liquidations is not { } newest || beforeAt != slotAt - slotLength)
        {
            return null;
        }

        var older = before.LiquidationHistory;
        var fromAt = Later(slotAt - Window, older?.FromAt ?? slotAt - (2 * slotLength));
        var events = Events(older).Concat(Events(newest)).Where(one => one.At > fromAt).ToArray();
        if (events.Length > MostEvents)
        {
            // What is left out lies at or before the last one that is.
            fromAt = events[^(MostEvents + 1)].At;
            events = [.. events.Where(one => one.At > fromAt)];
        }

        return new LiquidationTape(
            older?.Coverage == LiquidationCoverage.LowerBound ? LiquidationCoverage.LowerBound : newest.Coverage,
            [.. events.Select(one => one.At)],
            [.. events.Select(one => one.Price)],
            [.. events.Select(one => one.SizeCoins)]
        )
        {
            FromAt = fromAt,
        };
    }

    private static IEnumerable<(DateTimeOffset At, double Price, double SizeCoins)> Events(LiquidationTape? tape) =>
        tape is null ? [] : tape.At.Select((at, i) => (at, tape.Price[i], tape.SizeCoins[i]));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
