using Azure.Data.Tables;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests;

/// <summary>The real command against a storage that knows no key: tokens come from a managed identity's endpoint, by the default credential, as in Azure.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private const string NeedsLinux = "A process is told whom to trust by SSL_CERT_FILE on Linux.";
    private const string StorageAudience = "https://storage.azure.com";
    private const string ClientId = "11111111-1111-1111-1111-111111111111";

    private VenueSimulator? simulator;

    public async ValueTask InitializeAsync() =>
        simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions
            {
                Script = MarketScript.CalmThroughout(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)),
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync() => await simulator!.DisposeAsync();

    [Fact]
    public async Task Run_StorageByIdentityAlone_FetchesScoresAndStores()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), NeedsLinux);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await KeylessAzurite.StartAsync(cancellationToken);
        await using var identity = await IdentityEndpoint.StartAsync(StorageAudience, cancellationToken);

        var result = await CliProcess.RunAsync(Settings(azurite, identity), "run", "--once");

        result.ExitCode.ShouldBe(0, result.Error);
        var blobs = azurite.Blobs(identity.Credential).GetBlobContainerClient(SnapshotName.Container);
        (await blobs.GetBlobsAsync(cancellationToken: cancellationToken).CountAsync(cancellationToken)).ShouldBe(1);
        var tables = azurite.Tables(identity.Credential);
        foreach (var table in (string[])[ResultTableNames.DecouplingScores, ResultTableNames.Slots])
        {
            var rows = tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: cancellationToken);
            (await rows.AnyAsync(cancellationToken)).ShouldBeTrue(table);
        }

        identity.Asked.ShouldNotBeEmpty();
        identity.Asked.ShouldAllBe(asked =>
            asked.Resource.StartsWith(StorageAudience) && asked.ClientId == ClientId && asked.Header == "a-header"
        );
    }

    [Fact]
    public async Task Run_TokenForAnotherService_IsTurnedAway()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), NeedsLinux);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await KeylessAzurite.StartAsync(cancellationToken);
        await using var identity = await IdentityEndpoint.StartAsync("https://vault.azure.net", cancellationToken);

        var result = await CliProcess.RunAsync(Settings(azurite, identity), "run", "--once");

        result.ExitCode.ShouldBe(3, result.Error);
        result.Error.ShouldContain("Storage answered 403");
    }

    private Dictionary<string, string> Settings(KeylessAzurite azurite, IdentityEndpoint identity) =>
        new()
        {
            ["Decoupling__Assets"] = "BTC",
            ["Decoupling__BlobServiceUri"] = azurite.BlobUri.AbsoluteUri,
            ["Decoupling__TableServiceUri"] = azurite.TableUri.AbsoluteUri,
            ["Decoupling__ManagedIdentityClientId"] = ClientId,
            ["Decoupling__BinanceSpotAddress"] = simulator!.BinanceSpotAddress.AbsoluteUri,
            ["Decoupling__BinanceFuturesAddress"] = simulator.BinanceFuturesAddress.AbsoluteUri,
            ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
            ["Decoupling__AllowedHosts"] = simulator.BybitAddress.Authority,
            // What Azure Functions gives to an app with an identity.
            ["IDENTITY_ENDPOINT"] = identity.Address,
            ["IDENTITY_HEADER"] = "a-header",
            ["SSL_CERT_FILE"] = azurite.CertificatePath,
        };
}
