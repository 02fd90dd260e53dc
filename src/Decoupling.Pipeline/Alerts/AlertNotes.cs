using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Silences and acknowledgements, as rows of the Alerts table that a person or a job writes.</summary>
/// <param name="Silences">The silences that could be read, over or not.</param>
/// <param name="Acknowledgements">The acknowledgements that could be read, over or not.</param>
/// <param name="Faults">Rows that mean nothing, each with its key and what it lacks; they hold nothing back.</param>
public sealed record AlertNotes(
    IReadOnlyList<AlertSilence> Silences,
    IReadOnlyList<AlertAcknowledgement> Acknowledgements,
    IReadOnlyList<string> Faults
)
{
    /// <summary>The partition of all notes. No asset has it: a key part never holds this character as it is.</summary>
    public const string Partition = "~notes";

    private const string SilencePrefix = "silence_";
    private const string AcknowledgementPrefix = "ack_";

    /// <summary>Reads all notes.</summary>
    public static async Task<AlertNotes> ReadAsync(ITableStore tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var silences = new List<AlertSilence>();
        var acknowledgements = new List<AlertAcknowledgement>();
        var faults = new List<string>();
        var notes = tables.ReadPartitionAsync(ResultTableNames.Alerts, Partition, null, null, cancellationToken);
        await foreach (var stored in notes)
        {
            var row = stored.Row;
            if (ToSilence(row) is { } silence)
            {
                silences.Add(silence);
            }
            else if (ToAcknowledgement(row) is { } acknowledgement)
            {
                acknowledgements.Add(acknowledgement);
            }
            else
            {
                faults.Add(
                    $"{row.RowKey}: a silence_… needs Author and UntilAt, an ack_… AlertKey, Generation, Author and UntilAt."
                );
            }
        }

        return new AlertNotes(silences, acknowledgements, faults);
    }

    /// <summary>The row of a silence.</summary>
    public static TableRow ToRow(AlertSilence silence)
    {
        ArgumentNullException.ThrowIfNull(silence);
        return new RowBuilder(Partition, KeyOf(silence.Id))
            .Add("SchemaVersion", 1)
            .Add("Rule", silence.Rule)
            .Add("Asset", silence.Asset)
            .Add("Venue", silence.Venue)
            .Add("FromAt", silence.FromAt)
            .Add("UntilAt", silence.UntilAt)
            .Add("Author", silence.Author)
            .Add("Comment", silence.Comment)
            .Build();
    }

    /// <summary>The row of an acknowledgement.</summary>
    public static TableRow ToRow(AlertAcknowledgement acknowledgement)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);
        return new RowBuilder(Partition, $"{AcknowledgementPrefix}{TableKeys.Part(acknowledgement.AlertKey)}")
            .Add("SchemaVersion", 1)
            .Add("AlertKey", acknowledgement.AlertKey)
            .Add("Generation", acknowledgement.Generation)
            .Add("Author", acknowledgement.Author)
            .Add("UntilAt", acknowledgement.UntilAt)
            .Build();
    }

    /// <summary>The row key of a silence.</summary>
    public static string KeyOf(string silenceId) => $"{SilencePrefix}{TableKeys.Part(silenceId)}";

    private static AlertSilence? ToSilence(TableRow row) =>
        row.RowKey.StartsWith(SilencePrefix, StringComparison.Ordinal)
        && row["UntilAt"] is DateTimeOffset untilAt
        && row["Author"] is string author
            ? new AlertSilence(
                row.RowKey[SilencePrefix.Length..],
                row["Rule"] as string ?? "*",
                row["Asset"] as string ?? "*",
                row["Venue"] as string ?? "*",
                row["FromAt"] as DateTimeOffset? ?? DateTimeOffset.MinValue,
                untilAt,
                author,
                row["Comment"] as string ?? ""
            )
            : null;

    private static AlertAcknowledgement? ToAcknowledgement(TableRow row) =>
        row.RowKey.StartsWith(AcknowledgementPrefix, StringComparison.Ordinal)
        && row["AlertKey"] is string key
        && row["Generation"] is int generation
        && row["Author"] is string author
        && row["UntilAt"] is DateTimeOffset untilAt
            ? new AlertAcknowledgement(key, generation, author, untilAt)
            : null;
}
