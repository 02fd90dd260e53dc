using Decoupling.Pipeline.Storage;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Venues;

/// <summary>Maps how venues are to rows of the table Venues, and back.</summary>
internal static class VenueRows
{
    private const string Partition = "venues";

    public static TableRow From(VenueReading reading)
    {
        var row = new RowBuilder(Partition, TableKeys.Part(reading.Health.Venue));
        foreach (var column in VenueColumns.All)
        {
            row.Add(column.Name, column.Value(reading));
        }

        return row.Build();
    }

    /// <summary>All venues that have a row, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, VenueReading>> ReadAsync(
        ITableStore tables,
        CancellationToken cancellationToken
    ) =>
        await tables
            .ReadPartitionAsync(ResultTableNames.Venues, Partition, null, null, cancellationToken)
            .Select(stored => ToReading(stored.Row))
            .ToDictionaryAsync(reading => reading.Health.Venue, StringComparer.Ordinal, cancellationToken);

    private static VenueReading ToReading(TableRow row)
    {
        var health = new VenueHealth
        {
            Venue = (string)row["Venue"]!,
            State = Enum.Parse<VenueState>((string)row["State"]!),
            FailedSlots = (int)row["FailedSlots"]!,
            LastSlotAt = (DateTimeOffset)row["AsOf"]!,
            FailingSinceAt = (DateTimeOffset?)row["FailingSinceAt"],
            NextAskAt = (DateTimeOffset?)row["NextAskAt"],
            LastAnswerAt = (DateTimeOffset?)row["LastAnswerAt"],
            Reason = (string?)row["Reason"],
        };
        var hold = row["HeldUntilAt"] is DateTimeOffset untilAt
            ? new VenueHold(untilAt, (string)row["HeldBecause"]!)
            : null;
        return new VenueReading(
            health,
            TimeSpan.FromSeconds((int)row["SlotSeconds"]!),
            Clock: null,
            row["LatencyMilliseconds"] is double latency ? TimeSpan.FromMilliseconds(latency) : null,
            hold
        );
    }
}
