using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Health;

/// <summary>Maps readings to rows of Latest and back. They lie in a partition of their own, beside the scores.</summary>
public sealed class HealthRows(ITableStore tables)
{
    /// <summary>The partition of the health rows.</summary>
    public const string Partition = "health";

    private const int SchemaVersion = 1;

    /// <summary>Writes readings, each in the place of the one before.</summary>
    public Task WriteAsync(IEnumerable<HealthReading> readings, CancellationToken cancellationToken) =>
        tables.UpsertAsync(ResultTableNames.Latest, [.. readings.Select(ToRow)], cancellationToken);

    /// <summary>Reads all of them.</summary>
    public async Task<IReadOnlyList<HealthReading>> ReadAsync(CancellationToken cancellationToken) =>
        await tables
            .ReadPartitionAsync(ResultTableNames.Latest, Partition, null, null, cancellationToken)
            .Select(stored => From(stored.Row))
            .ToArrayAsync(cancellationToken);

    /// <summary>Reads that of a step, or <see langword="null"/> before its first run.</summary>
    public async Task<HealthReading?> ReadStepAsync(string step, CancellationToken cancellationToken) =>
        await tables.ReadAsync(ResultTableNames.Latest, Partition, KeyOf("Step", step), cancellationToken) is { } stored
            ? From(stored.Row)
            : null;

    internal static TableRow ToRow(HealthReading reading) =>
        new RowBuilder(Partition, KeyOf(reading.Kind, reading.Name))
            .Add("SchemaVersion", SchemaVersion)
            .Add("Kind", reading.Kind)
            .Add("Name", reading.Name)
            .Add("AsOf", reading.AsOf)
            .Add("Status", reading.State.ToString())
            .Add("Reason", FailureLog.Shorten(reading.Reason))
            .Add("LastSlotAt", reading.LastSlotAt)
            .Add("Count", reading.Count)
            .Add("DeadLetters", reading.DeadLetters)
            .Add("OldestAt", reading.OldestAt)
            .Add("LastOkAt", reading.LastOkAt)
            .Add("LastFailedAt", reading.LastFailedAt)
            .Add("DurationSeconds", reading.DurationSeconds)
            .Build();

    private static HealthReading From(TableRow row) =>
        new()
        {
            Kind = (string)row["Kind"]!,
            Name = (string)row["Name"]!,
            AsOf = (DateTimeOffset)row["AsOf"]!,
            State = Enum.Parse<HealthState>((string)row["Status"]!),
            Reason = (string)row["Reason"]!,
            LastSlotAt = (DateTimeOffset?)row["LastSlotAt"],
            Count = (int?)row["Count"],
            DeadLetters = (int?)row["DeadLetters"],
            OldestAt = (DateTimeOffset?)row["OldestAt"],
            LastOkAt = (DateTimeOffset?)row["LastOkAt"],
            LastFailedAt = (DateTimeOffset?)row["LastFailedAt"],
            DurationSeconds = (double?)row["DurationSeconds"],
        };

    private static string KeyOf(string kind, string name) => $"{kind}_{TableKeys.Part(name)}";
}
