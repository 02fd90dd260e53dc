using Azure.Core;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    private const int NotFound = 404;

    /// <summary>Adds a row that must not exist.</summary>
    /// <exception cref="RequestFailedException">It exists: 409, EntityAlreadyExists.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await WriteAsync(RequestMethod.Post, Name, entity, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Adds a row, or changes the one that stands.</summary>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity =>
        await WriteAsync(Method(mode), PathOf(entity), entity, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Changes a row that must stand at the version given.</summary>
    /// <exception cref="RequestFailedException">It is not there (404) or has changed (412).</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity
    {
        var version = TableHeaders.IfMatch(ifMatch);
        return await WriteAsync(Method(mode), PathOf(entity), entity, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a row if it is there; a row that is not answers 404 without an exception.</summary>
    /// <exception cref="RequestFailedException">It has changed: 412.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    )
    {
        var path = TablePaths.Entity(Name, partitionKey, rowKey);
        using var message = connection.CreateMessage(RequestMethod.Delete, path);
        message.Request.Headers.SetValue("If-Match", TableHeaders.IfMatch(ifMatch));
        return await connection.SendAsync(message, NotFound, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a row if it is there; a row that is not answers 404 without an exception.</summary>
    /// <exception cref="RequestFailedException">It has changed: 412.</exception>
    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <summary>Commits up to 100 writes to one partition as a whole or not at all.</summary>
    /// <exception cref="TableTransactionFailedException">One write was refused, and none was made.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    )
    {
        TableTransactionAction[] actions = [.. transactionActions];
        if (actions.Length == 0)
        {
            throw new InvalidOperationException("A transaction needs at least one write.");
        }

        var writer = new TransactionWriter(connection, Name);
        using var message = connection.CreateMessage(RequestMethod.Post, TablePaths.Batch);
        message.Request.Headers.SetValue("Content-Type", writer.ContentType);
        message.Request.Content = RequestContent.Create(writer.Write(actions));
        var response = await connection.SendAsync(message, null, cancellationToken).ConfigureAwait(false);
        var parts = TransactionReader.Read(response);
        if (parts.Find(part => part.Status >= 400) is { } failed)
        {
            var reason = new RequestFailedException(failed, null, TableErrorParser.Instance);
            throw new TableTransactionFailedException(reason);
        }

        return parts.Count == actions.Length
            ? Response.FromValue<IReadOnlyList<Response>>(parts, response)
            : throw new RequestFailedException($"{actions.Length} writes were sent, {parts.Count} were answered.");
    }

    private async Task<Response> WriteAsync<T>(
        RequestMethod method,
        string path,
        T entity,
        string? version,
        CancellationToken cancellationToken
    )
        where T : ITableEntity
    {
        using var message = connection.CreateMessage(method, path);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        if (version is not null)
        {
            message.Request.Headers.SetValue("If-Match", version);
        }

        message.Request.Content = RequestContent.Create(EntityWriter.Write(entity));
        return await connection.SendAsync(message, null, cancellationToken).ConfigureAwait(false);
    }

    private string PathOf<T>(T entity)
        where T : ITableEntity => TablePaths.Entity(Name, entity.PartitionKey, entity.RowKey);

    private static RequestMethod Method(TableUpdateMode mode) =>
        mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
}
