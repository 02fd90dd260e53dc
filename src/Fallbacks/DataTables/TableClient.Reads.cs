using Azure.Core;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Reads a row that must be there.</summary>
    /// <exception cref="RequestFailedException">It is not: 404, ResourceNotFound.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity
    {
        var response = await ReadAsync(partitionKey, rowKey, select, null, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(EntityTypes.As<T>(EntityReader.ReadOne(response)), response);
    }

    /// <summary>Reads a row that may be there.</summary>
    /// <returns>The row, or no value when it or its table is not there.</returns>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity
    {
        var response = await ReadAsync(partitionKey, rowKey, select, NotFound, cancellationToken).ConfigureAwait(false);
        return response.Status == NotFound
            ? new MissingResponse<T>(response)
            : Response.FromValue(EntityTypes.As<T>(EntityReader.ReadOne(response)), response);
    }

    /// <summary>Reads the rows that a filter lets through, over as many pages as there are, in the order of their keys.</summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity
    {
        var columns = TablePaths.List(select);
        return new PageSequence<T>(
            (continuation, size, cancellation) => FetchPageAsync<T>(filter, columns, continuation, size, cancellation),
            maxPerPage,
            cancellationToken
        );
    }

    private async Task<Response> ReadAsync(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select,
        int? expected,
        CancellationToken cancellationToken
    )
    {
        var entity = TablePaths.Entity(Name, partitionKey, rowKey);
        var path = TablePaths.Query(entity, ("$select", TablePaths.List(select)));
        using var message = connection.CreateMessage(RequestMethod.Get, path);
        return await connection.SendAsync(message, expected, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Page<T>> FetchPageAsync<T>(
        string? filter,
        string? select,
        string? continuation,
        int? size,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        var next = EntityContinuation.Parse(continuation);
        var path = TablePaths.Query(
            TablePaths.Entities(Name),
            ("$filter", filter),
            ("$select", select),
            ("$top", TablePaths.Number(size)),
            ("NextPartitionKey", next.PartitionKey),
            ("NextRowKey", next.RowKey)
        );
        using var message = connection.CreateMessage(RequestMethod.Get, path);
        var response = await connection.SendAsync(message, null, cancellationToken).ConfigureAwait(false);
        T[] rows = [.. EntityReader.ReadMany(response).Select(EntityTypes.As<T>)];
        return Page<T>.FromValues(rows, EntityContinuation.Read(response)?.ToString(), response);
    }
}
