using Azure.Data.Tables;
using Decoupling.Cli.Azurite;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Decoupling.Pipeline.Tests.Storage;

/// <summary>One Azurite for all tests of the assembly, with the result tables; started by the first test that asks for it.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteProcess>> azurite = new(StartAsync);

    public Task<AzuriteProcess> Azurite => azurite.Value;

    public async Task<AzureTableStore> OpenTablesAsync() =>
        new(new TableServiceClient((await Azurite).ConnectionString));

    public async ValueTask DisposeAsync()
    {
        if (azurite.IsValueCreated)
        {
            await (await azurite.Value).DisposeAsync();
        }
    }

    private static async Task<AzuriteProcess> StartAsync()
    {
        var process = await AzuriteProcess.StartAsync(new AzuriteOptions(), null, CancellationToken.None);
        var tables = new AzureTableStore(new TableServiceClient(process.ConnectionString));
        await tables.CreateTablesAsync(CancellationToken.None);
        return process;
    }
}
