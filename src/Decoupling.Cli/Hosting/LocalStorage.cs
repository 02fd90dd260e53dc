using Decoupling.Cli.Azurite;
using Microsoft.Extensions.Configuration;

namespace Decoupling.Cli.Hosting;

/// <summary>The storage of a command: what the settings name, or an Azurite of its own that ends with it.</summary>
internal sealed class LocalStorage : IAsyncDisposable
{
    private readonly AzuriteProcess? azurite;

    private LocalStorage(AzuriteProcess? azurite) => this.azurite = azurite;

    /// <summary>What the settings need beside themselves to reach the storage; empty when they name it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Overrides =>
        azurite is null
            ? []
            : [KeyValuePair.Create<string, string?>("Decoupling:StorageConnectionString", azurite.ConnectionString)];

    /// <summary>Where the data lies, as a person would look for it.</summary>
    public string Place => azurite?.DataFolder ?? "the storage account that the settings name";

    /// <summary>Starts Azurite over a folder unless the settings name a storage.</summary>
    public static async Task<LocalStorage> StartAsync(
        IConfiguration settings,
        string dataFolder,
        CancellationToken cancellationToken
    )
    {
        var section = settings.GetSection("Decoupling");
        var isNamed = section["BlobServiceUri"] ?? section["TableServiceUri"] ?? section["StorageConnectionString"];
        return new LocalStorage(
            string.IsNullOrWhiteSpace(isNamed) ? await StartAzuriteAsync(dataFolder, cancellationToken) : null
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }
    }

    private static Task<AzuriteProcess> StartAzuriteAsync(string dataFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(dataFolder);
        return AzuriteProcess.StartAsync(
            new AzuriteOptions { DataFolder = dataFolder },
            Console.Error.WriteLine,
            cancellationToken
        );
    }
}
