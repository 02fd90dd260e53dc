using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>An account's tables.</summary>
public class TableServiceClient
{
    private readonly TableConnection connection;

    /// <summary>Takes a connection string: a key or a signature, or UseDevelopmentStorage=true for an emulator on port 10002.</summary>
    /// <exception cref="FormatException">The string lacks an endpoint or a credential.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null) { }

    /// <summary>Takes a connection string and options.</summary>
    /// <exception cref="FormatException">The string lacks an endpoint or a credential.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        connection = TableConnection.Parse(connectionString, options);

    /// <summary>Takes an address that may carry a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, TableClientOptions? options = null) =>
        connection = TableConnection.With(endpoint, options);

    /// <summary>Takes an address and a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null) { }

    /// <summary>Takes an address, a shared access signature and options.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null) =>
        connection = TableConnection.With(endpoint, credential, options);

    /// <summary>Takes an address and the account's key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null) { }

    /// <summary>Takes an address, the account's key and options.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        connection = TableConnection.With(endpoint, credential, options);

    /// <summary>Takes an https address and an identity.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        connection = TableConnection.With(endpoint, tokenCredential, options);

    /// <summary>The account's name.</summary>
    public virtual string AccountName => connection.AccountName;

    /// <summary>The account's address.</summary>
    public virtual Uri Uri => connection.Endpoint;

    /// <summary>A filter whose interpolated values are quoted and escaped.</summary>
    public static string CreateQueryFilter(FormattableString filter) => ODataFilter.Create(filter);

    /// <summary>The client of one table, which need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(connection, tableName);

    /// <summary>Creates a table that must not exist.</summary>
    /// <exception cref="RequestFailedException">It exists, or is being deleted: 409.</exception>
    public virtual async Task<Response<TableItem>> CreateTableAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => await new TableDirectory(connection).CreateAsync(tableName, false, cancellationToken).ConfigureAwait(false);

    /// <summary>Creates a table if it does not exist.</summary>
    /// <exception cref="RequestFailedException">A table of this name is being deleted: 409.</exception>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => await new TableDirectory(connection).CreateAsync(tableName, true, cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes a table if it is there.</summary>
    public virtual async Task<Response> DeleteTableAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => await new TableDirectory(connection).DeleteAsync(tableName, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the account's tables.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => new TableDirectory(connection).Query(filter, maxPerPage, cancellationToken);
}
