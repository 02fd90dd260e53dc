using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>What keeps a whole channel from being told, as rows of the Alerts table that every instance heeds: a rest that its receiver asked for, or that it is gone.</summary>
internal sealed class ChannelGates
{
    /// <summary>The partition of these rows. No asset has it: a key part never holds this character as it is.</summary>
    public const string Partition = "~channels";

    private const string RestPrefix = "rest_";
    private const string GonePrefix = "gone_";

    private readonly ITableStore tables;
    private readonly Dictionary<string, TableRow> rows;

    private ChannelGates(ITableStore tables, Dictionary<string, TableRow> rows) =>
        (this.tables, this.rows) = (tables, rows);

    /// <summary>The channels that are gone, by name.</summary>
    public IEnumerable<GoneChannel> Gone =>
        rows.Values.Where(row => row.RowKey.StartsWith(GonePrefix, StringComparison.Ordinal)).Select(ToGone);

    /// <summary>The channels that have been asked to rest, whether that is over or not.</summary>
    public IEnumerable<RestingChannel> Resting =>
        rows
            .Values.Where(row => row.RowKey.StartsWith(RestPrefix, StringComparison.Ordinal))
            .Select(row => new RestingChannel((string)row["Channel"]!, (DateTimeOffset)row["UntilAt"]!));

    /// <summary>Reads all gates.</summary>
    public static async Task<ChannelGates> ReadAsync(ITableStore tables, CancellationToken cancellationToken) =>
        new(
            tables,
            await tables
                .ReadPartitionAsync(ResultTableNames.Alerts, Partition, null, null, cancellationToken)
                .ToDictionaryAsync(
                    stored => stored.Row.RowKey,
                    stored => stored.Row,
                    StringComparer.Ordinal,
                    cancellationToken
                )
        );

    /// <summary>Until when a channel is to be left alone, UTC, or <see langword="null"/>.</summary>
    public DateTimeOffset? RestsUntilAt(string channel)
    {
        lock (rows)
        {
            return rows.GetValueOrDefault(RestPrefix + TableKeys.Part(channel))?["UntilAt"] as DateTimeOffset?;
        }
    }

    /// <summary>Since when and why a channel is gone, or <see langword="null"/>.</summary>
    public GoneChannel? FindGone(string channel)
    {
        lock (rows)
        {
            return rows.GetValueOrDefault(GonePrefix + TableKeys.Part(channel)) is { } row ? ToGone(row) : null;
        }
    }

    /// <summary>Leaves a channel alone until a time.</summary>
    public Task RestAsync(string channel, DateTimeOffset untilAt, CancellationToken cancellationToken) =>
        WriteAsync(
            new RowBuilder(Partition, RestPrefix + TableKeys.Part(channel))
                .Add("SchemaVersion", 1)
                .Add("Channel", channel)
                .Add("UntilAt", untilAt)
                .Build(),
            TableWriteKind.Upsert,
            cancellationToken
        );

    /// <summary>Closes a channel that is gone.</summary>
    /// <returns>Whether it was open until now: one instance tells of it.</returns>
    public async Task<bool> CloseAsync(GoneChannel gone, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(
                new RowBuilder(Partition, GonePrefix + TableKeys.Part(gone.Channel))
                    .Add("SchemaVersion", 1)
                    .Add("Channel", gone.Channel)
                    .Add("SinceAt", gone.SinceAt)
                    .Add("Reason", gone.Reason)
                    .Build(),
                TableWriteKind.Insert,
                cancellationToken
            );
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    /// <summary>Opens a channel that was gone, or that rests.</summary>
    /// <returns>Whether it was or did.</returns>
    public async Task<bool> OpenAsync(string channel, CancellationToken cancellationToken)
    {
        var part = TableKeys.Part(channel);
        TableRow[] closed =
        [
            .. new[] { GonePrefix, RestPrefix }
                .Select(prefix => rows.GetValueOrDefault(prefix + part))
                .OfType<TableRow>(),
        ];
        await RowDeletion.DeleteAsync(tables, ResultTableNames.Alerts, closed, cancellationToken);
        foreach (var row in closed)
        {
            rows.Remove(row.RowKey);
        }

        return closed.Length > 0;
    }

    private async Task WriteAsync(TableRow row, TableWriteKind kind, CancellationToken cancellationToken)
    {
        lock (rows)
        {
            rows[row.RowKey] = row;
        }

        await tables.CommitAsync(ResultTableNames.Alerts, [new TableWrite(kind, row)], cancellationToken);
    }

    private static GoneChannel ToGone(TableRow row) =>
        new((string)row["Channel"]!, (DateTimeOffset)row["SinceAt"]!, (string)row["Reason"]!);
}
