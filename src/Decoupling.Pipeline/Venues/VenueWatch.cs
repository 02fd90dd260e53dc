using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Snapshots;
using Decoupling.Venues;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Venues;

/// <summary>Keeps which venues answer in the table Venues, so that a cold start knows it: leaves those that are down alone for a while, and tells of it once.</summary>
public sealed partial class VenueWatch(
    ITableStore tables,
    IReadOnlyList<IVenue> venues,
    TimeSpan slotLength,
    RuleRunner rules,
    DeliverNotifications deliver,
    TimeProvider clock,
    ILogger<VenueWatch> logger
)
{
    /// <summary>Reads how the venues are, and obeys what they told another process.</summary>
    public async Task<IReadOnlyDictionary<string, VenueHealth>> ReadAsync(CancellationToken cancellationToken)
    {
        var standing = await VenueRows.ReadAsync(tables, cancellationToken);
        foreach (var venue in venues)
        {
            if (standing.GetValueOrDefault(venue.Name)?.Hold is { } hold && hold.UntilAt > clock.GetUtcNow())
            {
                venue.Traffic.Obey(hold);
            }
        }

        return venues.ToDictionary(
            venue => venue.Name,
            venue => standing.GetValueOrDefault(venue.Name)?.Health ?? new VenueHealth { Venue = venue.Name },
            StringComparer.Ordinal
        );
    }

    /// <summary>Takes what the venues answered in a slot, writes it, and runs the alert rules over it. A slot that another instance has taken changes nothing.</summary>
    /// <param name="slotAt">The slot's time, UTC.</param>
    /// <param name="before">How the venues were when the slot began.</param>
    /// <param name="answers">What the venues answered to each asset that was fetched; none where other instances fetched them.</param>
    /// <param name="cancellationToken">Stops the writes.</param>
    public async Task WriteAsync(
        DateTimeOffset slotAt,
        IReadOnlyDictionary<string, VenueHealth> before,
        IReadOnlyList<VenueSnapshot> answers,
        CancellationToken cancellationToken
    )
    {
        var readings = venues
            .Select(venue =>
                Take(slotAt, before[venue.Name], venue, [.. answers.Where(answer => answer.Venue == venue.Name)])
            )
            .OfType<VenueReading>()
            .ToArray();
        if (readings.Length == 0)
        {
            return;
        }

        foreach (var reading in readings)
        {
            LogTurn(before[reading.Health.Venue], reading.Health);
        }

        TableRow[] rows = [.. readings.Select(VenueRows.From)];
        await tables.UpsertAsync(ResultTableNames.Venues, rows, cancellationToken);
        if (await rules.RunAsync(TableKeys.AllAssets, ResultTableNames.Venues, rows, cancellationToken) > 0)
        {
            await deliver.RunAsync(TableKeys.AllAssets, cancellationToken);
        }
    }

    private VenueReading? Take(DateTimeOffset slotAt, VenueHealth before, IVenue venue, List<VenueSnapshot> answers)
    {
        if (answers.Count == 0 || slotAt <= before.LastSlotAt)
        {
            return null;
        }

        var failures = answers.Select(FailureOf).ToList();
        var health = before.IsResting(slotAt)
            ? before.AfterRest(slotAt)
            : before.After(slotAt, slotLength, failures.Contains(null) ? null : failures[0]);
        var clockOf = answers.FirstOrDefault(answer => answer.ServerTimeAt is not null);
        return new VenueReading(
            health,
            slotLength,
            ClockSkew.Of(clockOf ?? answers[0], slotAt),
            venue.Traffic.Latency,
            venue.Traffic.Hold
        );
    }

    private static string? FailureOf(VenueSnapshot answer) =>
        answer.Missing.FirstOrDefault(missing => missing.Input == VenueAnswer.WholeVenue)?.Reason;

    private void LogTurn(VenueHealth before, VenueHealth after)
    {
        if (after.State == VenueState.Down && before.State != VenueState.Down)
        {
            LogDown(VenueColumns.Summarize(after));
        }

        if (after.State == VenueState.Up && before.State == VenueState.Down)
        {
            LogUp(after.Venue, before.FailingSinceAt);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Summary}")]
    private partial void LogDown(string summary);

    [LoggerMessage(LogLevel.Warning, "{Venue} answers again; it was down since {SinceAt:u}")]
    private partial void LogUp(string venue, DateTimeOffset? sinceAt);
}
