using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Simulator.Venues;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>The settings that a worker is started with.</summary>
internal static class WorkerSettings
{
    // The host's own storage as a deployment names it, by identity: blobs are bound by it, and the steps read theirs by their own settings.
    public static Dictionary<string, string> Of(AzuriteFixture azurite, string asset) =>
        new()
        {
            ["AzureWebJobsStorage__blobServiceUri"] = "https://account.blob.core.windows.net/",
            ["AzureWebJobsStorage__queueServiceUri"] = "https://account.queue.core.windows.net/",
            ["AzureWebJobsStorage__tableServiceUri"] = "https://account.table.core.windows.net/",
            ["AzureWebJobsStorage__credential"] = "managedidentity",
            ["AzureWebJobsStorage__clientId"] = "6d6b0b4a-0000-4000-8000-000000000000",
            ["Decoupling__StorageConnectionString"] = azurite.ConnectionString,
            ["Decoupling__Assets"] = asset,
        };

    public static Dictionary<string, string> With(this Dictionary<string, string> settings, VenueSimulator simulator) =>
        new(settings)
        {
            ["Decoupling__BinanceSpotAddress"] = simulator.BinanceSpotAddress.AbsoluteUri,
            ["Decoupling__BinanceFuturesAddress"] = simulator.BinanceFuturesAddress.AbsoluteUri,
            ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
            ["Decoupling__AllowedHosts"] = simulator.BybitAddress.Authority,
        };

    public static Dictionary<string, string> With(this Dictionary<string, string> settings, WebhookReceiver receiver) =>
        new(settings)
        {
            ["Decoupling__SlackWebhookUrl"] = receiver.Address.AbsoluteUri,
            ["Decoupling__AllowedHosts"] = receiver.Address.Authority,
        };
}
