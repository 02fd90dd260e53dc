namespace Decoupling.Pipeline.Health;

/// <summary>What the health rows mean now, for whoever asks: what is wrong, the gravest first, and what to do.</summary>
/// <param name="State">The gravest of all parts.</param>
/// <param name="CheckedAt">When the parts were looked at last, UTC, or <see langword="null"/> where they never were.</param>
/// <param name="Needs">What is not well, with what to do.</param>
/// <param name="Parts">Every part that is still looked at.</param>
public sealed record HealthReport(
    HealthState State,
    DateTimeOffset? CheckedAt,
    IReadOnlyList<HealthNeed> Needs,
    IReadOnlyList<HealthReading> Parts
)
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(15);

    // Those that run at each slot or more often; the others run hourly or daily, or only when something comes.
    private static readonly string[] Frequent = ["FetchSnapshots", "DeliverNotifications"];

    /// <summary>Judges rows as they stand at a time. Pure.</summary>
    /// <param name="rows">The health rows.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="slotLength">The time from one slot to the next: silence is measured in slots.</param>
    public static HealthReport Of(IReadOnlyList<HealthReading> rows, DateTimeOffset now, TimeSpan slotLength)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var patience = HealthCheck.SlotsUntilFailing * slotLength;
        patience = patience < LeastPatience ? LeastPatience : patience;
        var checkedAt = rows.FirstOrDefault(row => row.Kind == "Storage")?.AsOf;

        // A part that is configured no longer is not looked at any more, and its row stays.
        HealthReading[] parts = [.. rows.Where(row => row.Kind == "Step" || row.AsOf == checkedAt)];
        var needs = parts
            .Where(part => part.State != HealthState.Ok)
            .Select(part => new HealthNeed(part.State, NameOf(part), part.Reason, AdviceOn(part)))
            .Concat(FindSilent(parts, now, patience))
            .Concat(FindUnchecked(checkedAt, now, patience))
            .OrderByDescending(need => need.State)
            .ToArray();
        return new HealthReport(needs.Select(need => need.State).FirstOrDefault(), checkedAt, needs, parts);
    }

    private static IEnumerable<HealthNeed> FindUnchecked(
        DateTimeOffset? checkedAt,
        DateTimeOffset now,
        TimeSpan patience
    )
    {
        const string Advice =
            "Is the app running? Look at its CheckSlots function, or start 'decoupling run'; what stands below is old.";
        if (checkedAt is null)
        {
            yield return new HealthNeed(HealthState.Failing, "everything", "Nothing has reported yet.", Advice);
        }
        else if (now - checkedAt > patience)
        {
            var minutes = (int)(now - checkedAt.Value).TotalMinutes;
            yield return new HealthNeed(
                HealthState.Failing,
                "everything",
                $"Nothing has reported for {minutes} minutes.",
                Advice
            );
        }
    }

    private static IEnumerable<HealthNeed> FindSilent(
        IEnumerable<HealthReading> parts,
        DateTimeOffset now,
        TimeSpan patience
    ) =>
        parts
            .Where(part => part.Kind == "Step" && Frequent.Contains(part.Name) && now - part.AsOf > patience)
            .Select(part => new HealthNeed(
                HealthState.Failing,
                part.Name,
                $"It has not run for {(int)(now - part.AsOf).TotalMinutes} minutes.",
                "Look whether its timer fires: the schedule's setting, and the app's log."
            ));

    private static string NameOf(HealthReading part) =>
        part.Kind == part.Name ? part.Kind.ToLowerInvariant() : part.Name;

    private static string AdviceOn(HealthReading part) =>
        part.Kind switch
        {
            "Storage" => "'decoupling doctor' tries blobs and tables; check the account and the identity's roles.",
            "Asset" => "Look at the venues and steps below, then at 'decoupling failures --open'.",
            "Outbox" => "'decoupling alerts test' tries the way to people; the table Notifications has each attempt.",
            "Failures" =>
                "'decoupling failures --open' lists them, 'decoupling failures replay --all' runs them again.",
            "Venue" => "Nothing is to be done: it is asked again by itself, and the others are scored.",
            _ => "It runs again by itself; if it goes on, the app's log says why it fails.",
        };
}

/// <summary>Something that is not well.</summary>
/// <param name="State">How grave it is.</param>
/// <param name="What">What it is about.</param>
/// <param name="Reason">A sentence on what is wrong.</param>
/// <param name="Advice">What to do.</param>
public sealed record HealthNeed(HealthState State, string What, string Reason, string Advice);
