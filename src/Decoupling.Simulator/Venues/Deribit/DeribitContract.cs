using System.Globalization;
using Decoupling.Simulator.Market;

namespace Decoupling.Simulator.Venues.Deribit;

/// <summary>One of Deribit's instruments and how its amounts count: US dollars if settled in the coin, coins otherwise.</summary>
/// <param name="Symbol">The symbol: "BTC-PERPETUAL".</param>
/// <param name="Market">Its prices and coins.</param>
/// <param name="IsInverse">Whether it settles in the coin.</param>
/// <param name="ContractSize">US dollars of an inverse contract, coins of a linear one.</param>
/// <param name="ExpiresAt">When it is delivered, Unix milliseconds, or null.</param>
internal sealed record DeribitContract(
    string Symbol,
    VenueMarket Market,
    bool IsInverse,
    decimal ContractSize,
    long? ExpiresAt
)
{
    private const string Stablecoin = "USDC";

    public string Name => Market.Asset.Profile.Name;

    public string Settlement => IsInverse ? Name : Stablecoin;

    /// <summary>Coins at a price in the instrument's own unit, in whole contracts, at least one.</summary>
    public decimal Amount(decimal coins, decimal price) =>
        Math.Max(1, decimal.Round((IsInverse ? coins * price : coins) / ContractSize)) * ContractSize;

    /// <summary>Every instrument at a time: contracts settled in the coin of BTC and ETH only.</summary>
    public static IEnumerable<DeribitContract> All(ScriptedMarket market, long now) =>
        market.Assets.SelectMany(asset => Of(asset, now));

    public static DeribitContract Require(ScriptedMarket market, string symbol, long now) =>
        All(market, now).FirstOrDefault(contract => contract.Symbol == symbol) ?? throw DeribitReply.NoSuchInstrument();

    private static IEnumerable<DeribitContract> Of(AssetMarket asset, long now)
    {
        var name = asset.Profile.Name;
        var (dollars, coins) = name == "BTC" ? (10m, 0.0001m) : (1m, name == "ETH" ? 0.001m : 0.1m);
        var perpetual = new VenueMarket(asset, VenueProfile.Deribit, PriceSeries.Perpetual);
        yield return new($"{name}_{Stablecoin}-PERPETUAL", perpetual, false, coins, null);
        if (name is not ("BTC" or "ETH"))
            yield break;
        yield return new($"{name}-PERPETUAL", perpetual, true, dollars, null);
        foreach (var delivery in VenueMarket.Deliveries(now))
        {
            var day = DateTimeOffset
                .FromUnixTimeMilliseconds(delivery)
                .ToString("dMMMyy", CultureInfo.InvariantCulture)
                .ToUpperInvariant();
            var dated = new VenueMarket(asset, VenueProfile.Deribit, PriceSeries.Perpetual, delivery);
            yield return new($"{name}-{day}", dated, true, dollars, delivery);
            yield return new($"{name}_{Stablecoin}-{day}", dated, false, coins, delivery);
        }
    }
}
