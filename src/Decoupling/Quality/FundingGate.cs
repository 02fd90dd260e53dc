using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Finds funding that the venue's own terms do not allow, and a rate in another unit, a percentage say.</summary>
internal static class FundingGate
{
    /// <summary>Fewer payments do not tell what is usual.</summary>
    private const int FewestPayments = 10;

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
            && Math.Abs(rate) >= inspection.Options.FundingFactor * largest
            && largest > 0
            && PremiumOf(inspection, instrument, self) is { } premium
            && terms.ImpliedPremium(rate, self.Funding.Interval).Gap(premium) is var gap
            && Math.Abs(gap) > 0.5 * Math.Abs(rate)
        )
        {
            inspection.Notes.Block(
                instrument,
                QualityGate.UnitJump,
                SnapshotInput.Funding,
                Inspection.Text(
                    $"{Freshness.NameOf(self)}: funding, {rate}, is {Math.Abs(rate) / largest:0} × the largest of {self.FundingHistory.Values.Length} payments, and the premium of {1e4 * premium:0.0} bp does not bear it out."
                )
            );
        }
    }

    private static double? PremiumOf(Inspection inspection, int instrument, InstrumentSnapshot self) =>
        !inspection.Notes.IsRefused(instrument, SnapshotInput.Mark)
        && !inspection.Notes.IsRefused(instrument, SnapshotInput.Index)
        && inspection.MarkOf(self) is { } mark
        && Freshness.PriceOf(self.Index, inspection.Snapshot) is { } index
            ? (mark - index) / index
            : null;
}
