using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table and its rows.</summary>
public partial class TableClient
{
    private readonly TableConnection connection;

    /// <summary>Takes a connection string and a table's name.</summary>
    /// <exception cref="FormatException">The string lacks an endpoint or a credential.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null) { }

    /// <summary>Takes a connection string, a table's name and options.</summary>
    /// <exception cref="FormatException">The string lacks an endpoint or a credential.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableConnection.Parse(connectionString, options), tableName) { }

    /// <summary>Takes the table's address, which may carry a shared access signature.</summary>
    public TableClient(Uri endpoint, TableClientOptions? options = null)
        : this(TableConnection.With(AccountOf(endpoint), options), TableOf(endpoint)) { }

    /// <summary>Takes the table's address and a shared access signature.</summary>
    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(TableConnection.With(AccountOf(endpoint), credential, options), TableOf(endpoint)) { }

    /// <summary>Takes the account's address, a table's name and the account's key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null) { }

    /// <summary>Takes the account's address, a table's name, the account's key and options.</summary>
    public TableClient(
        Uri endpoint,
        string tableName,
        TableSharedKeyCredential credential,
        TableClientOptions? options = null
    )
        : this(TableConnection.With(endpoint, credential, options), tableName) { }

    /// <summary>Takes the account's https address, a table's name and an identity.</summary>
    public TableClient(
        Uri endpoint,
        string tableName,
        TokenCredential tokenCredential,
        TableClientOptions? options = null
    )
        : this(TableConnection.With(endpoint, tokenCredential, options), tableName) { }

    internal TableClient(TableConnection connection, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.connection = connection;
        Name = tableName;
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => connection.AccountName;

    /// <summary>The table's address.</summary>
    public virtual Uri Uri => connection.UriOf(Name);

    /// <summary>A filter whose interpolated values are quoted and escaped.</summary>
    public static string CreateQueryFilter(FormattableString filter) => ODataFilter.Create(filter);

    /// <summary>Creates the table, which must not exist.</summary>
    /// <exception cref="RequestFailedException">It exists, or is being deleted: 409.</exception>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        await new TableDirectory(connection).CreateAsync(Name, false, cancellationToken).ConfigureAwait(false);

    /// <summary>Creates the table if it does not exist.</summary>
    /// <exception cref="RequestFailedException">A table of this name is being deleted: 409.</exception>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(
        CancellationToken cancellationToken = default
    ) => await new TableDirectory(connection).CreateAsync(Name, true, cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes the table if it is there.</summary>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        await new TableDirectory(connection).DeleteAsync(Name, cancellationToken).ConfigureAwait(false);

    private static string TableOf(Uri endpoint) => endpoint.AbsolutePath.TrimEnd('/').Split('/')[^1];

    private static Uri AccountOf(Uri endpoint)
    {
        var path = endpoint.AbsolutePath.TrimEnd('/');
        return new UriBuilder(endpoint) { Path = path[..path.LastIndexOf('/')] }.Uri;
    }
}
