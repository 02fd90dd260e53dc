using System.Globalization;
using Azure.Storage.Blobs;
using Decoupling.Pipeline.Accounts;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>Positions files as their owners write and upload them.</summary>
internal static class PositionsFiles
{
    public static async Task UploadAsync(AzuriteFixture azurite, string name, string json)
    {
        var container = new BlobContainerClient(azurite.ConnectionString, AccountBlobs.Container);
        await container.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await container
            .GetBlobClient(name)
            .UploadAsync(new BinaryData(json), overwrite: true, TestContext.Current.CancellationToken);
    }

    public static string OneLong(string asset) => File(Account("desk", Position("long", "binance", asset)));

    public static string File(params string[] accounts) =>
        $$"""
            {
              "schemaVersion": 1,
              "accounts": [
            {{string.Join(",\n", accounts)}}
              ]
            }
            """;

    public static string Account(string label, params string[] positions) =>
        $$"""
                { "label": "{{label}}", "positions": [
            {{string.Join(",\n", positions)}} ] }
            """;

    /// <summary>A long of half a coin of 20 times at the simulator's price.</summary>
    public static string Position(string label, string venue, string asset, double size = 0.5, string symbolOf = "")
    {
        var price = asset == "ETH" ? 2_900.0 : 88_000;
        var (sizeText, priceText, margin) = (Text(size), Text(price), Text(Math.Abs(size) * price / 20));
        var symbol = symbolOf.Length == 0 ? $"{asset}USDT" : symbolOf;
        return $$"""
              { "label": "{{label}}", "venue": "{{venue}}", "asset": "{{asset}}", "symbol": "{{symbol}}", "product": "linear", "side": "long", "size": {{sizeText}}, "sizeUnit": "coins", "entryPrice": {{priceText}}, "settlementCoin": "USDT", "margin": "isolated", "isolatedMargin": {{margin}} }
            """;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
