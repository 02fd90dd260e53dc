using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Settings;

/// <summary>Where blobs and tables lie: a storage account by its service addresses and an identity, or Azurite by a connection string.</summary>
public sealed record StorageOptions
{
    /// <summary>The blob service, as in https://ACCOUNT.blob.core.windows.net; used with <see cref="TableServiceUri"/> and the default credential.</summary>
    public Uri? BlobServiceUri { get; init; }

    /// <summary>The table service, as in https://ACCOUNT.table.core.windows.net.</summary>
    public Uri? TableServiceUri { get; init; }

    /// <summary>The client id of a user-assigned identity, or <see langword="null"/> for the default credential's own choice.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>A connection string, for Azurite only: one of a storage account holds its key, and is refused.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The tables, or <see langword="null"/> where no storage is named. Nothing is contacted yet.</summary>
    public ITableStore? OpenTables() =>
        ConnectionString is null && TableServiceUri is null ? null : new AzureTableStore(CreateTableClient());

    /// <summary>Checks that storage is named in one of the two ways, and that no key of a storage account is.</summary>
    /// <exception cref="ArgumentException">Neither or both are given, or a key; the message names the settings.</exception>
    public void Validate()
    {
        var byUri = BlobServiceUri is not null || TableServiceUri is not null;
        if (byUri == (ConnectionString is not null))
        {
            throw new ArgumentException(
                "Storage is not named: set Decoupling__BlobServiceUri and Decoupling__TableServiceUri (Azure), "
                    + "or Decoupling__StorageConnectionString (Azurite), and not both."
            );
        }

        if (byUri && (BlobServiceUri is null || TableServiceUri is null))
        {
            throw new ArgumentException(
                "Decoupling__BlobServiceUri and Decoupling__TableServiceUri go together; one of them is missing."
            );
        }

        if (ConnectionString is not null && !DevelopmentStorage.IsNamedBy(ConnectionString))
        {
            throw new ArgumentException(
                "Decoupling__StorageConnectionString is for Azurite, and this one leads elsewhere (it is not repeated here). "
                    + "Name a storage account by Decoupling__BlobServiceUri and Decoupling__TableServiceUri: an identity opens it, no key."
            );
        }
    }

    /// <summary>The identity by which the app opens everything: the managed one that is named, or what the machine has.</summary>
    public TokenCredential CreateCredential() =>
        new DefaultAzureCredential(
            new DefaultAzureCredentialOptions { ManagedIdentityClientId = ManagedIdentityClientId }
        );

    /// <summary>Says where storage lies, without the connection string's key.</summary>
    public override string ToString() =>
        ConnectionString is null ? $"{BlobServiceUri} {TableServiceUri}" : "[connection string]";

#pragma warning disable RS0030 // the one place that may take a connection string: it has been checked to be an emulator's
    internal BlobServiceClient CreateBlobClient() =>
        ConnectionString is null
            ? new BlobServiceClient(BlobServiceUri!, CreateCredential())
            : new BlobServiceClient(ConnectionString);

    internal TableServiceClient CreateTableClient() =>
        ConnectionString is null
            ? new TableServiceClient(TableServiceUri!, CreateCredential())
            : new TableServiceClient(ConnectionString);
#pragma warning restore RS0030
}
