using System.Globalization;
using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Venues.VenueReading>;

namespace Decoupling.Venues;

/// <summary>The columns of Venues, in order. The list is a contract: it changes by addition only.</summary>
public static class VenueColumns
{
    private const int SchemaVersion = 1;

    /// <summary>All columns.</summary>
    public static IReadOnlyList<ResultColumn<VenueReading>> All { get; } =
    [
        Count("SchemaVersion", "version of the columns", _ => SchemaVersion),
        Text("Venue", "the venue", row => row.Health.Venue),
        Time("AsOf", "the slot's time", row => row.Health.LastSlotAt),
        Count("SlotSeconds", "seconds from one slot to the next", row => (int)row.SlotLength.TotalSeconds),
        Text("State", "Up, Failing, or Down after three slots in a row", row => row.Health.State.ToString()),
        Text("Reason", "why nothing came, a sentence", row => row.Health.Reason),
        Text("Summary", "a sentence for a person", row => Summarize(row.Health)),
        Count("FailedSlots", "slots in a row in which it was asked and nothing came", row => row.Health.FailedSlots),
        Time("FailingSinceAt", "the first of them", row => row.Health.FailingSinceAt),
        Time("NextAskAt", "the slot in which a venue that is down is asked again", row => row.Health.NextAskAt),
        Time("LastAnswerAt", "the last slot in which something came", row => row.Health.LastAnswerAt),
        Time("HeldUntilAt", "until when it told us to send nothing", row => row.Hold?.UntilAt),
        Text("HeldBecause", "why", row => row.Hold?.Reason),
        Text("ClockSkewStatus", "its clock: status", row => row.Clock?.Status.ToString()),
        Number(
            "ClockSkewMilliseconds",
            "ms",
            "how far its clock runs ahead of ours",
            row => row.Clock?.SkewMilliseconds
        ),
        Number(
            "ClockUncertaintyMilliseconds",
            "ms",
            "how far that may be off either way, ≥ 0",
            row => row.Clock?.UncertaintyMilliseconds
        ),
        Number(
            "LatencyMilliseconds",
            "ms",
            "median round trip of its last replies, ≥ 0",
            row => row.Latency?.TotalMilliseconds
        ),
    ];

    /// <summary>A venue's state as a sentence.</summary>
    public static string Summarize(VenueHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        return health.State switch
        {
            VenueState.Up => $"{health.Venue} answers.",
            VenueState.Failing => $"{health.Venue} gives nothing since {Stamp(health.FailingSinceAt)}. {health.Reason}",
            _ =>
                $"{health.Venue} is down since {Stamp(health.FailingSinceAt)}; next asked at {Stamp(health.NextAskAt)}. {health.Reason}",
        };
    }

    private static string Stamp(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
