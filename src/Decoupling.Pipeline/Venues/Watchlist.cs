namespace Decoupling.Pipeline.Venues;

/// <summary>Which products of which venues are watched of each asset.</summary>
/// <param name="Entries">What is watched; entries of one asset and venue add up.</param>
public sealed record Watchlist(IReadOnlyList<WatchEntry> Entries)
{
    /// <summary>The assets, each once, in the order in which they are named.</summary>
    public IReadOnlyList<string> Assets => [.. Entries.Select(entry => entry.Asset).Distinct(StringComparer.Ordinal)];

    /// <summary>The venues that are named.</summary>
    public IReadOnlyList<string> Venues =>
        [.. Entries.SelectMany(entry => entry.Venues).Distinct(StringComparer.Ordinal)];

    /// <summary>What is watched of an asset on a venue; none where it is not watched there.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="byDefault">The products of entries that name none.</param>
    public VenueProducts ProductsOf(string asset, string venue, VenueProducts byDefault) =>
        Entries
            .Where(entry => entry.Asset == asset && (entry.Venues.Count == 0 || entry.Venues.Contains(venue)))
            .Aggregate(VenueProducts.None, (products, entry) => products | (entry.Products ?? byDefault));
}

/// <summary>One line of a watchlist.</summary>
/// <param name="Asset">The underlying: "BTC".</param>
/// <param name="Venues">The venues by name; empty for all that are asked.</param>
/// <param name="Products">The products; <see langword="null"/> for those that are asked for by default.</param>
public sealed record WatchEntry(string Asset, IReadOnlyList<string> Venues, VenueProducts? Products);
