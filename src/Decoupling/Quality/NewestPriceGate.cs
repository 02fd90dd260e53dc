using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Quality;

/// <summary>Asks whether the newest close can be right: what the other venues say, and what the own venue's book and mark say of it.</summary>
/// <remarks>A gap that the venue's own book or mark bears out is a market of its own, however wide, and passes: it is what the verdict is for. A print
/// that they contradict could not be traded on, and is not used.</remarks>
internal static class NewestPriceGate
{
    public static void Inspect(Inspection inspection, int instrument)
    {
        var self = inspection.Snapshot.Instruments[instrument];
        if (
            inspection.Notes.IsRefused(instrument, SnapshotInput.Last)
            || self.Bars is not { Count: > 0 } bars
            || bars.Step != inspection.Snapshot.SlotLength
            || NewestOf(inspection, bars) is not (>= 0 and var newest)
        )
        {
            return;
        }

        var isUnit = InspectUnit(inspection, instrument, self, bars, newest);
        if (!isUnit)
        {
            InspectOutlier(inspection, instrument, self, bars, newest);
        }
    }

    private static int NewestOf(Inspection inspection, BarSeries bars)
    {
        for (var i = bars.Count - 1; i >= 0 && inspection.IsFresh(bars.StartAt + bars.Step * (i + 1)); i--)
        {
            if (TradedBars.Has(bars, i))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool InspectUnit(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        BarSeries bars,
        int newest
    )
    {
        var at = bars.StartAt + bars.Step * (newest + 1);
        var quorum = inspection.Quorum.At(instrument, at, false, QuorumScope.All);
        var others = quorum.IsQuorum ? quorum : inspection.Quorum.At(instrument, at, false, QuorumScope.Others);
        var last = bars.Close[newest];
        var decades = others.IsKnown ? inspection.PowerOfTen(Math.Log(last / others.Price)) : 0;
        if (decades == 0 || (!quorum.IsQuorum && !IsOwnFault(inspection, instrument, self, bars, newest, others.Price)))
        {
            return false;
        }

        inspection.Notes.Block(
            instrument,
            QualityGate.UnitJump,
            SnapshotInput.Last,
            Inspection.Text(
                $"{Freshness.NameOf(self)}: last, {last}, is 10^{decades} × what the others say, {others.Price:0.########}."
            )
        );
        return true;
    }

    /// <summary>With one other market to go by, it is the own price that changed its scale if it did so within the window, or if the own book or mark
    /// side with the other.</summary>
    private static bool IsOwnFault(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        BarSeries bars,
        int newest,
        double other
    )
    {
        var last = bars.Close[newest];
        var earlier = bars.Close.AsSpan(0, newest);
        var changed = false;
        for (var i = 0; i < earlier.Length && !changed; i += Math.Max(1, earlier.Length / 8))
        {
            changed = inspection.PowerOfTen(Math.Log(last / earlier[i])) != 0;
        }

        return changed
            || (inspection.MidOf(instrument) ?? inspection.MarkOf(self)) is { } own
                && Math.Abs(Math.Log(own / other)) < Math.Abs(Math.Log(own / last));
    }

    private static void InspectOutlier(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        BarSeries bars,
        int newest
    )
    {
        var options = inspection.Options;
        var distance = new SeriesDistance(inspection, instrument, bars, false, QuorumScope.All);
        var off = distance.At(newest, out var venues);
        if (venues < QuorumPrice.FewestVenues || !(Math.Abs(off) > options.Outlier))
        {
            return;
        }

        var last = bars.Close[newest];
        var (isBorneOut, isContradicted) = (false, false);
        foreach (var own in (ReadOnlySpan<double?>)[inspection.MidOf(instrument), inspection.MarkOf(self)])
        {
            var back = own is { } price ? Math.Log(last / price) / off : double.NaN;
            isBorneOut |= Math.Abs(back) <= 0.5;
            isContradicted |= back > 0.5;
        }

        var what = Inspection.Text(
            $"{Freshness.NameOf(self)}: last, {last}, is {Inspection.Percent(off):+0.0;-0.0} % off the median of {venues} venues"
        );
        if (!isBorneOut && (isContradicted || Math.Abs(off) > options.LoneOutlier))
        {
            inspection.Notes.Block(
                instrument,
                QualityGate.Outlier,
                SnapshotInput.Last,
                what
                    + (
                        isContradicted
                            ? ", and its own book or mark is not there."
                            : ", with no book or mark to bear it out."
                    )
            );
            return;
        }

        inspection.Notes.Warn(
            instrument,
            QualityGate.Outlier,
            SnapshotInput.Last,
            what + (isBorneOut ? ", and its own book or mark bears it out." : ".")
        );
    }
}
