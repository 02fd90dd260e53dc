using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Quality;

/// <summary>Holds mark and index prices against the traded one: another unit, or too far off to be of this market.</summary>
internal static class QuotedPriceGate
{
    public static void Inspect(Inspection inspection, int instrument)
    {
        var self = inspection.Snapshot.Instruments[instrument];
        if (self.Kind is InstrumentKind.Option or InstrumentKind.Spot || (self.Mark is null && self.Index is null))
        {
            return;
        }

        var quorum = inspection.Quorum.At(instrument, inspection.Snapshot.SlotAt, false, QuorumScope.All);
        var last = inspection.Notes.IsRefused(instrument, SnapshotInput.Last) ? null : LastOf(inspection, self);
        Inspect(inspection, instrument, self, self.Mark, SnapshotInput.Mark, last, quorum);
        Inspect(inspection, instrument, self, self.Index, SnapshotInput.Index, last, quorum);
    }

    private static void Inspect(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        PriceQuote? quote,
        SnapshotInput input,
        double? last,
        QuorumPrice quorum
    )
    {
        if (
            quote is null
            || !inspection.IsFresh(quote.VenueAt)
            || (last ?? (quorum.IsQuorum ? quorum.Price : null)) is not { } reference
        )
        {
            return;
        }

        var off = Math.Log(quote.Price / reference);
        if (inspection.PowerOfTen(off) is not 0 and var decades)
        {
            inspection.Notes.Block(
                instrument,
                QualityGate.UnitJump,
                input,
                Inspection.Text(
                    $"{Freshness.NameOf(self)}: {InputNames.Of(input)}, {quote.Price}, is 10^{decades} × what is traded, {reference:0.########}."
                )
            );
            return;
        }

        // A dated future's premium over its index is its own; and where the quote is with the venues, it is the last price that is not.
        if (
            self.ExpiresAt is not null
            || !(Math.Abs(off) > inspection.Options.QuoteOff)
            || (quorum.IsQuorum && Math.Abs(Math.Log(quote.Price / quorum.Price)) <= inspection.Options.QuoteOff)
        )
        {
            return;
        }

        var reason = Inspection.Text(
            $"{Freshness.NameOf(self)}: {InputNames.Of(input)}, {quote.Price}, is {Inspection.Percent(off):+0.0;-0.0} % off what is traded, {reference:0.########}."
        );
        if (quorum.IsQuorum && Math.Abs(Math.Log(quorum.Price / reference)) < 0.5 * Math.Abs(off))
        {
            inspection.Notes.Block(instrument, QualityGate.Outlier, input, reason);
        }
        else
        {
            inspection.Notes.Warn(instrument, QualityGate.Outlier, input, reason);
        }
    }

    internal static double? LastOf(Inspection inspection, InstrumentSnapshot self) =>
        self.Bars is { } bars && TradedBars.NewestEndAt(bars) is { } endAt && inspection.IsFresh(endAt)
            ? TradedBars.NewestClose(bars)
            : null;
}
