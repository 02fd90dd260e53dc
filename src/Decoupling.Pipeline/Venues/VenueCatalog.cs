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

    // What a month costs of each venue's limits, beside a warm slot of fifty assets: Hyperliquid's is some 120 of 1,200 weights a minute.
    private static readonly Dictionary<string, int> s_backfills = new(StringComparer.Ordinal)
    {
        ["binance"] = 50,
        ["bybit"] = 50,
        ["coinbase"] = 20,
        ["deribit"] = 25,
        ["hyperliquid"] = 5,
        ["kraken"] = 50,
        ["okx"] = 20,
    };

    private static readonly TimeSpan s_slotOfBackfills = TimeSpan.FromMinutes(5);

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_products.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a venue has of the products that there are adapters for.</summary>
    public static VenueProducts ProductsOf(string venue) => s_products.GetValueOrDefault(venue);

    /// <summary>How many instruments of a venue get their month of history in one slot, at least 2.</summary>
    public static int BackfillsPerSlot(string venue, TimeSpan slotLength) =>
        Math.Max(2, (int)(s_backfills.GetValueOrDefault(venue, 5) * (slotLength / s_slotOfBackfills)));

    /// <summary>Products as they are set: "spot,linear".</summary>
    public static string Text(VenueProducts products) =>
        string.Join(
            ',',
            Enum.GetValues<VenueProducts>()
                .Where(product => product != VenueProducts.None && products.HasFlag(product))
                .Select(product => product.ToString().ToLowerInvariant())
        );
}
