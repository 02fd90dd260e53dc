using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Finds an index that is fed by its own venue: off the venues' median spot, and where the venue itself trades.</summary>
/// <remarks>On 10 October 2025 one venue priced collateral by its own book, 35 % under everyone else's. A move of all venues passes: their
/// spot moves with it.</remarks>
internal static class OwnIndexGate
{
    /// <summary>The index is by the own price when it is this share of its distance from the others away from it.</summary>
    private const double OwnShare = 0.2;

    public static void Inspect(Inspection inspection, int instrument)
    {
        var self = inspection.Snapshot.Instruments[instrument];
        if (
            self.Index is not { } index
            || self.Kind is InstrumentKind.Option or InstrumentKind.Spot
            || !inspection.IsFresh(index.VenueAt)
            || inspection.Notes.IsRefused(instrument, SnapshotInput.Index)
        )
        {
            return;
        }

        var spot = inspection.Quorum.At(instrument, inspection.Snapshot.SlotAt, false, QuorumScope.Spot);
        var off = Math.Log(index.Price / spot.Price);
        if (!spot.IsQuorum || !(Math.Abs(off) > inspection.Options.OwnIndexOff))
        {
            return;
        }

        var own = OwnPrice(inspection, self, index.Price);
        if (own is not { } price || !(Math.Abs(Math.Log(index.Price / price)) <= OwnShare * Math.Abs(off)))
        {
            return;
        }

        inspection.Notes.Block(
            instrument,
            QualityGate.OwnIndex,
            SnapshotInput.Index,
            Inspection.Text(
                $"{Freshness.NameOf(self)}: index, {index.Price}, is {1e4 * off:+0;-0} bp off the median spot of {spot.Venues} venues and follows the venue's own price, {price}."
            )
        );
    }

    /// <summary>The nearest of what the venue itself trades.</summary>
    private static double? OwnPrice(Inspection inspection, InstrumentSnapshot self, double index)
    {
        double? nearest = null;
        foreach (var instrument in inspection.Snapshot.Instruments)
        {
            if (
                instrument.Venue == self.Venue
                && instrument.Kind != InstrumentKind.Option
                && QuotedPriceGate.LastOf(inspection, instrument) is { } last
                && !(Math.Abs(nearest - index ?? double.PositiveInfinity) <= Math.Abs(last - index))
            )
            {
                nearest = last;
            }
        }

        return nearest;
    }
}
