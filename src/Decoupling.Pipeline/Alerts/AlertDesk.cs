using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>What a person does with alerts: sees them, silences and acknowledges them.</summary>
/// <param name="tables">The tables.</param>
/// <param name="channels">The channels, of which those that keep incidents are told of an acknowledgement.</param>
/// <param name="clock">The clock.</param>
public sealed class AlertDesk(ITableStore tables, IReadOnlyList<AlertChannel> channels, TimeProvider clock)
{
    /// <summary>The states of all alerts that are up: not inactive.</summary>
    public async Task<IReadOnlyList<StandingAlert>> ReadStandingAsync(CancellationToken cancellationToken)
    {
        var end = AlertRows.EndOf(AlertRows.StatePrefix);
        var rows = tables.ReadTableAsync(ResultTableNames.Alerts, AlertRows.StatePrefix, end, cancellationToken);
        return await rows.Select(stored => ToStanding(stored.Row))
            .Where(alert => alert.State.Phase != AlertPhase.Inactive)
            .ToArrayAsync(cancellationToken);
    }

    /// <summary>Silences alerts from now on.</summary>
    /// <returns>The silence as it was stored.</returns>
    public async Task<AlertSilence> SilenceAsync(
        (string Rule, string Asset, string Venue) patterns,
        TimeSpan length,
        string author,
        string comment,
        CancellationToken cancellationToken
    )
    {
        CheckLength(length);
        ArgumentException.ThrowIfNullOrWhiteSpace(author);
        var now = clock.GetUtcNow();
        var id = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        var silence = new AlertSilence(
            id,
            patterns.Rule,
            patterns.Asset,
            patterns.Venue,
            now,
            now + length,
            author,
            comment
        );
        await WriteAsync(AlertNotes.ToRow(silence), cancellationToken);
        return silence;
    }

    /// <summary>Ends a silence.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public async Task<bool> UnsilenceAsync(string silenceId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(silenceId);
        var key = AlertNotes.KeyOf(silenceId);
        var stored = await tables.ReadAsync(ResultTableNames.Alerts, AlertNotes.Partition, key, cancellationToken);
        if (stored is null)
        {
            return false;
        }

        await tables.CommitAsync(
            ResultTableNames.Alerts,
            [new TableWrite(TableWriteKind.Delete, stored.Row, stored.ETag)],
            cancellationToken
        );
        return true;
    }

    /// <summary>Acknowledges the present firing of an alert, and puts that into the outbox for the channels that keep incidents.</summary>
    /// <exception cref="ArgumentException">No alert of that key fires; the message names those that do.</exception>
    public async Task<AlertAcknowledgement> AcknowledgeAsync(
        string alertKey,
        TimeSpan length,
        string author,
        CancellationToken cancellationToken
    )
    {
        CheckLength(length);
        ArgumentException.ThrowIfNullOrWhiteSpace(author);
        var firing = (await ReadStandingAsync(cancellationToken)).Where(alert => alert.State.IsFiring).ToArray();
        var alert =
            Array.Find(firing, alert => alert.Key == alertKey)
            ?? throw new ArgumentException(
                firing.Length == 0
                    ? $"No alert fires, so {alertKey} cannot be acknowledged."
                    : $"{alertKey} does not fire. These do: {string.Join(", ", firing.Select(one => one.Key))}."
            );
        var acknowledgement = new AlertAcknowledgement(
            alertKey,
            alert.State.Generation,
            author,
            clock.GetUtcNow() + length
        );
        await WriteAsync(AlertNotes.ToRow(acknowledgement), cancellationToken);
        foreach (var channel in channels.Where(channel => channel.KeepsIncidents))
        {
            var pending = AcknowledgedNotification.For(alert, channel, clock.GetUtcNow());
            await WriteAsync(AlertRows.FromPending(pending), cancellationToken);
        }

        return acknowledgement;
    }

    private Task WriteAsync(TableRow row, CancellationToken cancellationToken) =>
        tables.CommitAsync(ResultTableNames.Alerts, [new TableWrite(TableWriteKind.Upsert, row)], cancellationToken);

    private static StandingAlert ToStanding(TableRow row)
    {
        var (venue, symbol) = ((string)row["Venue"]!, (string)row["Symbol"]!);
        var asset = TableKeys.TextOf(row.PartitionKey);
        return new StandingAlert(
            $"{row["Rule"]}/{asset}/{venue}/{symbol}",
            row["Severity"] as string,
            AlertRows.ToState(row)
        )
        {
            Rule = (string)row["Rule"]!,
            Asset = asset,
            Venue = venue,
            Symbol = symbol,
        };
    }

    private static void CheckLength(TimeSpan length)
    {
        if (length <= TimeSpan.Zero || length > TimeSpan.FromDays(365))
        {
            throw new ArgumentException($"The length is {length}; it must be above 0 and at most 365 days.");
        }
    }
}

/// <summary>An alert that is up.</summary>
/// <param name="Key">Rule, asset, venue and symbol.</param>
/// <param name="Severity">How grave it is, or <see langword="null"/> where it does not fire.</param>
/// <param name="State">Where it stands.</param>
public sealed record StandingAlert(string Key, string? Severity, AlertState State)
{
    /// <summary>The rule's name.</summary>
    public required string Rule { get; init; }

    /// <summary>The underlying.</summary>
    public required string Asset { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's symbol.</summary>
    public required string Symbol { get; init; }
}
