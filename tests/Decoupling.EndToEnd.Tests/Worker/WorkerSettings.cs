using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Simulator.Venues;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>The settings that a worker is started with.</summary>
internal static class WorkerSettings
{
    public static Dictionary<string, string> Of(AzuriteFixture azurite, string asset) =>
        new()
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
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
