using Decoupling.EndToEnd.Tests.Loopback;

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
}
