using System.Text;
using System.Text.Json.Nodes;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Tests.Accounts;

/// <summary>Positions files of two accounts, one field a line, of which tests change one.</summary>
internal static class PositionsFile
{
    public const string Sound = """
        {
          "schemaVersion": 1,
          "accounts": [
            {
              "label": "first",
              "positions": [
                {
                  "label": "a",
                  "venue": "binance",
                  "asset": "BTC",
                  "symbol": "BTCUSDT",
                  "product": "linear",
                  "side": "long",
                  "size": 0.5,
                  "sizeUnit": "coins",
                  "entryPrice": 60000,
                  "settlementCoin": "USDT",
                  "margin": "isolated",
                  "isolatedMargin": 3000
                }
              ]
            },
            {
              "label": "second",
              "wallets": [
                { "venue": "bybit", "coin": "USDT", "balance": 1000 }
              ],
              "positions": [
                {
                  "label": "b",
                  "venue": "bybit",
                  "asset": "ETH",
                  "symbol": "ETHUSDT",
                  "product": "linear",
                  "side": "short",
                  "size": 2,
                  "sizeUnit": "contracts",
                  "entryPrice": 2500,
                  "settlementCoin": "USDT",
                  "margin": "cross"
                }
              ]
            }
          ]
        }
        """;

    public static KnownMarkets Known { get; } =
        new(["binance", "bybit"], ["BTC", "ETH"], new PipelineOptions().Scoring.MarginTiers);

    public static AccountFile Read(string json) => AccountFileReader.Read(Encoding.UTF8.GetBytes(json), Known);

    /// <summary>One account of so many positions, each on a line of its own.</summary>
    public static string Of(int positions, string label = "many")
    {
        var lines = Enumerable.Range(0, positions).Select(Position);
        return $$"""
            { "schemaVersion": 1, "accounts": [ {{Account(label, lines)}} ] }
            """;
    }

    /// <summary>So many accounts of so many positions each.</summary>
    public static string Of(int accounts, int positions)
    {
        var all = Enumerable
            .Range(0, accounts)
            .Select(account => Account($"account-{account}", Enumerable.Range(0, positions).Select(Position)));
        return $$"""
            { "schemaVersion": 1, "accounts": [ {{string.Join(",\n", all)}} ] }
            """;
    }

    private static string Account(string label, IEnumerable<string> positions) =>
        new JsonObject
        {
            ["label"] = label,
            ["positions"] = new JsonArray([.. positions.Select(one => JsonNode.Parse(one))]),
        }.ToJsonString();

    private static string Position(int index) =>
        $$"""
            { "label": "p{{index}}", "venue": "binance", "asset": "BTC", "symbol": "BTC{{index}}", "product": "linear", "side": "long", "size": 1, "sizeUnit": "coins", "entryPrice": 60000, "settlementCoin": "USDT", "margin": "isolated", "isolatedMargin": 6000 }
            """;
}
