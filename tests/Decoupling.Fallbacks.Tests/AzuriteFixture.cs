using Decoupling.Cli.Azurite;

[assembly: AssemblyFixture(typeof(Decoupling.Fallbacks.Tests.AzuriteFixture))]

namespace Decoupling.Fallbacks.Tests;

/// <summary>One Azurite for all tests; each test has a table of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    public AzuriteProcess Azurite { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Azurite.DisposeAsync();
}
