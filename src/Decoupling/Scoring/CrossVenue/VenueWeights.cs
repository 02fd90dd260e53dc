using Decoupling.Snapshots;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>How much say each venue with a derivative has in a verdict.</summary>
/// <remarks>A venue's share of the asset's open interest, held between 0.75 and 1.45 times an equal share: of three venues none has half.</remarks>
internal static class VenueWeights
{
    /// <summary>The least share, over an equal one.</summary>
    public const double LeastShare = 0.75;

    /// <summary>The greatest share, over an equal one.</summary>
    public const double GreatestShare = 1.45;

    /// <summary>A weight from a venue's part of a whole.</summary>
    /// <param name="part">The venue's part, at least 0.</param>
    /// <param name="whole">That of all venues; 0 where nothing is known, and every venue then has the same.</param>
    /// <param name="venues">The number of venues.</param>
    public static double Bounded(double part, double whole, int venues) =>
        whole > 0 ? Math.Clamp(part / whole * venues, LeastShare, GreatestShare) : 1;

    /// <summary>The weight of each venue that gave a derivative.</summary>
    public static Dictionary<string, double> Of(MarketSnapshot snapshot)
    {
        var usd = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var instrument in snapshot.Instruments)
        {
            if (instrument.Kind is not (InstrumentKind.Spot or InstrumentKind.Option))
            {
                usd[instrument.Venue] = usd.GetValueOrDefault(instrument.Venue) + (instrument.OpenInterest?.Usd ?? 0);
            }
        }

        var whole = usd.Values.Sum();
        foreach (var venue in usd.Keys)
        {
            usd[venue] = Bounded(usd[venue], double.IsFinite(whole) ? whole : 0, usd.Count);
        }

        return usd;
    }
}
