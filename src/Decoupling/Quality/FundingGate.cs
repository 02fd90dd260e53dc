using Decoupling.Carry;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Quality;

/// <summary>Finds funding that the venue's own terms do not allow, and a rate in another unit, a percentage say.</summary>
internal static class FundingGate
{
    /// <summary>Fewer payments do not tell what is usual.</summary>
    private const int FewestPayments = 10;

    /// <summary>The share of the implied premium that must have been seen.</summary>
    private const double WitnessShare = 0.5;

    public static void Inspect(Inspection inspection, int instrument)
    {
        var self = inspection.Snapshot.Instruments[instrument];
        if (
            (self.Funding is null && self.FundingHistory is null)
            || inspection.FundingTerms.Find(
                self.Venue,
                inspection.Snapshot.Asset,
                self.Kind,
                inspection.Snapshot.SlotAt
            )
                is not { Terms: { } terms }
        )
        {
            return;
        }

        var largest = 0.0;
        foreach (var paid in self.FundingHistory?.Values ?? [])
        {
            largest = Math.Max(largest, Math.Abs(paid));
        }

        if (terms.IsBeyondAnyCap(largest))
        {
            inspection.Notes.Block(
                instrument,
                QualityGate.FundingCap,
                SnapshotInput.FundingHistory,
                Inspection.Text(
                    $"{Freshness.NameOf(self)}: fundingHistory has a rate of {largest}, and {self.Venue} caps it at {terms.GreatestCapPerInterval}."
                )
            );
        }

        if (self.Funding is not { RatePerInterval: var rate })
        {
            return;
        }

        var cap = self.Funding.CapPerInterval is { } own
            ? Math.Min(own, terms.GreatestCapPerInterval)
            : terms.GreatestCapPerInterval;
        if (terms.WithCap(cap).IsBeyondAnyCap(rate))
        {
            inspection.Notes.Block(
                instrument,
                QualityGate.FundingCap,
                SnapshotInput.Funding,
                Inspection.Text($"{Freshness.NameOf(self)}: funding, {rate}, is beyond {self.Venue}'s cap of {cap}.")
            );
        }
        else if (
            self.FundingHistory is { Values.Length: >= FewestPayments }
            && largest > 0
            && Math.Abs(rate) >= inspection.Options.FundingFactor * largest
        )
        {
            InspectUnit(inspection, instrument, self, Math.Abs(rate) / largest, terms);
        }
    }

    /// <summary>A rate is an average of premiums, so some premium of its round was at least as large; last prices against the spot markets are near
    /// enough to ask for half of it.</summary>
    private static void InspectUnit(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        double times,
        FundingTerms terms
    )
    {
        var funding = self.Funding!;
        var implied = terms.ImpliedPremium(funding.RatePerInterval, funding.Interval);
        var needed = funding.RatePerInterval > 0 ? implied.Low : -implied.High;
        if (
            !(needed > 0)
            || LargestPremium(inspection, instrument, self, funding) is not { } seen
            || seen >= WitnessShare * needed
        )
        {
            return;
        }

        inspection.Notes.Block(
            instrument,
            QualityGate.UnitJump,
            SnapshotInput.Funding,
            Inspection.Text(
                $"{Freshness.NameOf(self)}: funding, {funding.RatePerInterval}, is {times:0} × the largest of {self.FundingHistory!.Values.Length} payments; it implies {1e4 * needed:0} bp of premium, and the round had {1e4 * seen:0} bp at most."
            )
        );
    }

    /// <summary>The largest premium on the rate's side within an interval before the slot, a fraction; <see langword="null"/> where bars or spot are missing.</summary>
    private static double? LargestPremium(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        FundingQuote funding
    )
    {
        if (self.Bars is not { Count: > 0 } bars || inspection.Notes.IsRefused(instrument, SnapshotInput.Last))
        {
            return null;
        }

        var first = (int)Math.Max(0, (inspection.Snapshot.SlotAt - funding.Interval - bars.StartAt) / bars.Step);
        double? largest = null;
        for (var i = first; i < bars.Count; i++)
        {
            var spot = inspection.Quorum.At(instrument, bars.StartAt + bars.Step * (i + 1), false, QuorumScope.Spot);
            if (spot.IsKnown && TradedBars.Has(bars, i))
            {
                var premium = Math.Sign(funding.RatePerInterval) * (bars.Close[i] / spot.Price - 1);
                largest = Math.Max(largest ?? double.NegativeInfinity, premium);
            }
        }

        return largest;
    }
}
