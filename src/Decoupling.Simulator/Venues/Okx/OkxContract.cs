using System.Globalization;
using Decoupling.Simulator.Market;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>One of OKX's instruments and how its contracts count.</summary>
/// <param name="Symbol">The symbol: "BTC-USDT-SWAP".</param>
/// <param name="Type">SPOT, SWAP or FUTURES.</param>
/// <param name="Market">Its prices and coins.</param>
/// <param name="IsInverse">Whether a contract is a number of US dollars.</param>
/// <param name="ContractValue">Coins of a linear contract, US dollars of an inverse one, 1 for spot.</param>
/// <param name="ExpiresAt">When it is delivered, Unix milliseconds, or null.</param>
internal sealed record OkxContract(
    string Symbol,
    string Type,
    VenueMarket Market,
    bool IsInverse,
    decimal ContractValue,
    long? ExpiresAt
)
{
    public const string Spot = "SPOT";
    public const string Swap = "SWAP";
    public const string Future = "FUTURES";

    public string Name => Market.Asset.Profile.Name;

    public string Family => $"{Name}-{(IsInverse ? "USD" : "USDT")}";

    /// <summary>How many contracts coins are at a price; coins themselves for spot.</summary>
    public decimal Contracts(decimal coins, decimal price) =>
        IsInverse ? decimal.Round(coins * price / ContractValue) : decimal.Round(coins / ContractValue, 8);

    /// <summary>Every instrument of a type at a time.</summary>
    public static IEnumerable<OkxContract> All(ScriptedMarket market, string type, long now) =>
        market.Assets.SelectMany(asset => Of(asset, type, now));

    /// <summary>An instrument by its symbol.</summary>
    public static OkxContract Require(ScriptedMarket market, string symbol, long now) =>
        new[] { Spot, Swap, Future }
            .SelectMany(type => All(market, type, now))
            .FirstOrDefault(contract => contract.Symbol == symbol)
        ?? throw OkxReply.NoSuchInstrument();

    private static IEnumerable<OkxContract> Of(AssetMarket asset, string type, long now)
    {
        var name = asset.Profile.Name;
        var coins =
            name == "BTC" ? 0.01m
            : name == "ETH" ? 0.1m
            : 1m;
        var dollars = name == "BTC" ? 100m : 10m;
        switch (type)
        {
            case Spot:
                var spot = new VenueMarket(asset, VenueProfile.Okx, PriceSeries.Spot);
                yield return new($"{name}-USDT", Spot, spot, false, 1, null);
                break;
            case Swap:
                var perpetual = new VenueMarket(asset, VenueProfile.Okx, PriceSeries.Perpetual);
                yield return new($"{name}-USDT-SWAP", Swap, perpetual, false, coins, null);
                yield return new($"{name}-USD-SWAP", Swap, perpetual, true, dollars, null);
                break;
            case Future:
                foreach (var delivery in VenueMarket.Deliveries(now))
                {
                    var dated = new VenueMarket(asset, VenueProfile.Okx, PriceSeries.Perpetual, delivery);
                    var day = DateTimeOffset
                        .FromUnixTimeMilliseconds(delivery)
                        .ToString("yyMMdd", CultureInfo.InvariantCulture);
                    yield return new($"{name}-USDT-{day}", Future, dated, false, coins, delivery);
                    yield return new($"{name}-USD-{day}", Future, dated, true, dollars, delivery);
                }
                break;
        }
    }
}
