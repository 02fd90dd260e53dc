using Azure.Data.Tables;
using Decoupling.Cli.Azurite;

[assembly: AssemblyFixture(typeof(Decoupling.Fallbacks.Tests.AzuriteFixture))]

namespace Decoupling.Fallbacks.Tests;

/// <summary>One Azurite for all tests; each test has a table of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    public AzuriteProcess Azurite { get; private set; } = null!;

    public TableServiceClient Service => new(Azurite.ConnectionString);

    public async ValueTask InitializeAsync() =>
        Azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Azurite.DisposeAsync();

    public async Task<TableClient> CreateTableAsync()
    {
        var table = Service.GetTableClient(NewName());
        await table.CreateIfNotExistsAsync(TestContext.Current.CancellationToken);
        return table;
    }

    public static string NewName() => $"t{Guid.NewGuid():N}";
}
