using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Decoupling.Cli.Azurite;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>An Azurite of its own for one class of tests, so that no class sweeps the outbox of another.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? process;

    public string ConnectionString => process!.ConnectionString;

    public Uri BlobUri => process!.BlobUri;

    public Uri TableUri => process!.TableUri;

    /// <summary>The connection string by way of forwarders in front of the two services.</summary>
    internal string ConnectionStringThrough(Forwarder blobs, Forwarder? tables = null) =>
        ConnectionStringThrough(blobs.Address, tables?.Address ?? TableUri);

    /// <summary>The connection string by way of other addresses of the two services.</summary>
    internal static string ConnectionStringThrough(Uri blobs, Uri tables) =>
        $"DefaultEndpointsProtocol=http;AccountName={AzuriteProcess.AccountName};AccountKey={AzuriteProcess.AccountKey};"
        + $"BlobEndpoint={blobs};TableEndpoint={tables};";

    public AzureTableStore Tables => new(new TableServiceClient(ConnectionString));

    public SnapshotBlobs Blobs => new(Container);

    public BlobBaselineStore Baselines => new(new BlobContainerClient(ConnectionString, BaselineName.Container));

    public BlobContainerClient Container => new(ConnectionString, SnapshotName.Container);

    public async ValueTask InitializeAsync()
    {
        process = await AzuriteProcess.StartAsync(new AzuriteOptions(), null, TestContext.Current.CancellationToken);
        await Blobs.CreateContainerAsync(TestContext.Current.CancellationToken);
        await Baselines.CreateAsync(TestContext.Current.CancellationToken);
        await Tables.CreateTablesAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
