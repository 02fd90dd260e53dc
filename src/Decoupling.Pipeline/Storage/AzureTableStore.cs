using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Storage;

/// <summary>Result rows in Azure Table storage, or in the emulator on a laptop; every write passes the rule checker first.</summary>
/// <param name="service">The account's client. Thread-safe, as is this store.</param>
public sealed class AzureTableStore(TableServiceClient service) : ITableStore
{
    /// <inheritdoc/>
    public async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        foreach (var table in ResultTableNames.All)
        {
            await service.CreateTableIfNotExistsAsync(table, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<StoredRow?> ReadAsync(
        string table,
        string partitionKey,
        string rowKey,
        CancellationToken cancellationToken
    )
    {
        var found = await service
            .GetTableClient(table)
            .GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, null, cancellationToken)
            .ConfigureAwait(false);
        return found.HasValue ? EntityMapping.From(found.Value!) : null;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> ReadPartitionAsync(
        string table,
        string partitionKey,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    )
    {
        var partition = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}");
        return QueryAsync(table, Filter(partition, rowKeyFrom, rowKeyTo), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> ReadTableAsync(
        string table,
        string? rowKeyFrom,
        string? rowKeyTo,
        CancellationToken cancellationToken
    ) => QueryAsync(table, Filter(null, rowKeyFrom, rowKeyTo), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="TableRuleException">A row that Azure would refuse.</exception>
    public async Task UpsertAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            TableRules.CheckRow(table, row);
        }

        var client = service.GetTableClient(table);
        IReadOnlyList<IReadOnlyList<TableWrite>> transactions = [.. TableTransactions.Of(rows)];
        foreach (var transaction in transactions)
        {
            TableRules.CheckTransaction(table, transaction);
        }

        foreach (var transaction in transactions)
        {
            if (transaction.Count == 1)
            {
                var entity = EntityMapping.From(transaction[0].Row);
                await client
                    .UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken)
                    .ConfigureAwait(false);
            }
            else
            {
                await client
                    .SubmitTransactionAsync(transaction.Select(Action), cancellationToken)
                    .ConfigureAwait(false);
            }
        }

        PipelineMetrics.RowsWritten(table, rows.Count);
    }

    /// <inheritdoc/>
    /// <exception cref="TableRuleException">A transaction that Azure would refuse.</exception>
    public async Task CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        TableRules.CheckTransaction(table, writes);
        try
        {
            await service
                .GetTableClient(table)
                .SubmitTransactionAsync(writes.Select(Action), cancellationToken)
                .ConfigureAwait(false);
            PipelineMetrics.RowsWritten(table, writes.Count(write => write.Kind != TableWriteKind.Delete));
        }
        catch (RequestFailedException error) when (IsConflict(error))
        {
            var index = (error as TableTransactionFailedException)?.FailedTransactionActionIndex ?? -1;
            var row = writes.ElementAtOrDefault(index)?.Row ?? writes[0].Row;
            throw new StoreConflictException(
                $"{table} ({row.PartitionKey}, {row.RowKey}): another writer was first ({error.ErrorCode}).",
                error
            );
        }
    }

    private async IAsyncEnumerable<StoredRow> QueryAsync(
        string table,
        string? filter,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var client = service.GetTableClient(table);
        var entities = client.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken);
        await foreach (var entity in entities.ConfigureAwait(false))
        {
            yield return EntityMapping.From(entity);
        }
    }

    private static string? Filter(string? partition, string? rowKeyFrom, string? rowKeyTo)
    {
        var from = rowKeyFrom is null ? null : TableClient.CreateQueryFilter($"RowKey ge {rowKeyFrom}");
        var to = rowKeyTo is null ? null : TableClient.CreateQueryFilter($"RowKey lt {rowKeyTo}");
        string?[] parts = [partition, from, to];
        return parts.Any(part => part is not null) ? string.Join(" and ", parts.Where(part => part is not null)) : null;
    }

    private static TableTransactionAction Action(TableWrite write)
    {
        var kind = write.Kind switch
        {
            TableWriteKind.Insert => TableTransactionActionType.Add,
            TableWriteKind.Replace => TableTransactionActionType.UpdateReplace,
            TableWriteKind.Upsert => TableTransactionActionType.UpsertReplace,
            TableWriteKind.Delete => TableTransactionActionType.Delete,
            _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind, "Unknown kind of write."),
        };
        var version = write.ETag is { } given ? new ETag(given) : ETag.All;
        return new TableTransactionAction(kind, EntityMapping.From(write.Row), version);
    }

    /// <summary>A row that is there, has changed or is gone; not a table that is missing, which is a fault of the set-up.</summary>
    private static bool IsConflict(RequestFailedException error) =>
        error.Status == 412 || error.ErrorCode is "EntityAlreadyExists" or "ResourceNotFound" or "EntityNotFound";
}
