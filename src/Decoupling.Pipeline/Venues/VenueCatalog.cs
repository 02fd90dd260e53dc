namespace Decoupling.Pipeline.Venues;

/// <summary>The venues that there are adapters for, and what each has.</summary>
public static class VenueCatalog
{
    private static readonly Dictionary<string, VenueProducts> s_products = new(StringComparer.Ordinal)
    {
        ["binance"] = VenueProducts.Spot | VenueProducts.Linear | VenueProducts.Inverse,
        ["bybit"] = VenueProducts.Spot | VenueProducts.Linear | VenueProducts.Inverse,
        ["coinbase"] = VenueProducts.Spot,
        ["deribit"] = VenueProducts.Linear | VenueProducts.Inverse | VenueProducts.Futures,
        ["hyperliquid"] = VenueProducts.Spot | VenueProducts.Linear,
        ["kraken"] = VenueProducts.Spot,
        ["okx"] = VenueProducts.Spot | VenueProducts.Linear | VenueProducts.Inverse | VenueProducts.Futures,
    };

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_products.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a venue has of the products that there are adapters for.</summary>
    public static VenueProducts ProductsOf(string venue) => s_products.GetValueOrDefault(venue);

    /// <summary>Products as they are set: "spot,linear".</summary>
    public static string Text(VenueProducts products) =>
        string.Join(
            ',',
            Enum.GetValues<VenueProducts>()
                .Where(product => product != VenueProducts.None && products.HasFlag(product))
                .Select(product => product.ToString().ToLowerInvariant())
        );
}
