using Decoupling.Numerics;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Finds a venue whose clock is off, a bar that was still open by it, and inputs from the future.</summary>
/// <remarks>A venue's skew is its server time less our clock at the middle of that request. Where three venues or more said theirs, the median
/// is ours: it is taken off first, so that a wrong clock of our own blames nobody.</remarks>
internal static class ClockGate
{
    private const int FewestForMedian = 3;

    public static void Inspect(Inspection inspection)
    {
        var ours = OurSkew(inspection.Snapshot.Venues);
        foreach (var venue in inspection.Snapshot.Venues)
        {
            var skew = SkewOf(venue) - ours;
            if (skew is { } off && off.Duration() >= inspection.Options.ClockOff)
            {
                Tell(inspection, venue, off);
            }

            // The bar that ends with the slot is closed once the venue's own clock has passed it; one that was asked before the slot cannot say.
            var slotAt = inspection.Snapshot.SlotAt;
            if (venue.ServerTimeAt < slotAt && !(venue.AskedAt < slotAt))
            {
                LeaveOutOpenBars(inspection, venue);
            }
        }

        for (var i = 0; i < inspection.Snapshot.Instruments.Count; i++)
        {
            InspectTimes(inspection, i);
        }
    }

    /// <summary>The venue's clock less ours, or <see langword="null"/> where the venue did not say.</summary>
    public static TimeSpan? SkewOf(VenueSnapshot venue) => venue.ServerTimeAt - venue.AskedAt;

    private static TimeSpan OurSkew(IReadOnlyList<VenueSnapshot> venues)
    {
        Span<double> ticks = stackalloc double[SnapshotRules.MaxVenues];
        var count = 0;
        foreach (var venue in venues)
        {
            if (SkewOf(venue) is { } skew && count < ticks.Length)
            {
                ticks[count++] = skew.Ticks;
            }
        }

        return count < FewestForMedian ? TimeSpan.Zero : new TimeSpan((long)Median.OfReordered(ticks[..count]));
    }

    private static void Tell(Inspection inspection, VenueSnapshot venue, TimeSpan off)
    {
        var blocks = off.Duration() >= inspection.Options.ClockBlocksShare * inspection.Snapshot.SlotLength;
        var reason = Inspection.Text($"{venue.Venue}: its clock is {off.TotalSeconds:+0.0;-0.0} s off.");
        for (var i = 0; i < inspection.Snapshot.Instruments.Count; i++)
        {
            if (inspection.Snapshot.Instruments[i].Venue != venue.Venue)
            {
                continue;
            }

            if (blocks)
            {
                inspection.Notes.Block(i, QualityGate.Clock, SnapshotInput.Clock, reason);
            }
            else
            {
                inspection.Notes.Warn(i, QualityGate.Clock, SnapshotInput.Clock, reason);
            }
        }
    }

    private static void LeaveOutOpenBars(Inspection inspection, VenueSnapshot venue)
    {
        for (var i = 0; i < inspection.Snapshot.Instruments.Count; i++)
        {
            var self = inspection.Snapshot.Instruments[i];
            if (self.Venue != venue.Venue)
            {
                continue;
            }

            LeaveOutOpenBar(inspection, i, venue, self.Bars, isHourly: false);
            LeaveOutOpenBar(inspection, i, venue, self.HourlyBars, isHourly: true);
        }
    }

    private static void LeaveOutOpenBar(
        Inspection inspection,
        int instrument,
        VenueSnapshot venue,
        BarSeries? bars,
        bool isHourly
    )
    {
        if (bars is not { Count: > 0 } || bars.EndAt <= venue.ServerTimeAt || double.IsNaN(bars.Close[^1]))
        {
            return;
        }

        inspection.Notes.Mask(instrument, isHourly, bars.Count - 1);
        inspection.Notes.Warn(
            instrument,
            QualityGate.OpenBar,
            SnapshotInput.Last,
            Inspection.Text(
                $"{venue.Venue}: the bar to {bars.EndAt:HH:mm} was open by its clock, {venue.ServerTimeAt:HH:mm:ss}, and is left out."
            )
        );
    }

    private static void InspectTimes(Inspection inspection, int instrument)
    {
        var self = inspection.Snapshot.Instruments[instrument];
        Check(inspection, instrument, SnapshotInput.Mark, self.Mark?.VenueAt, self.Mark?.ReceivedAt);
        Check(inspection, instrument, SnapshotInput.Index, self.Index?.VenueAt, self.Index?.ReceivedAt);
        Check(inspection, instrument, SnapshotInput.Funding, self.Funding?.VenueAt, self.Funding?.ReceivedAt);
        Check(
            inspection,
            instrument,
            SnapshotInput.OpenInterest,
            self.OpenInterest?.VenueAt,
            self.OpenInterest?.ReceivedAt
        );
        Check(inspection, instrument, SnapshotInput.Bids, self.Book?.VenueAt, self.Book?.ReceivedAt);
    }

    /// <summary>A time after its own receipt by a slot or more belongs to no slot that can be known.</summary>
    private static void Check(
        Inspection inspection,
        int instrument,
        SnapshotInput input,
        DateTimeOffset? venueAt,
        DateTimeOffset? receivedAt
    )
    {
        if (
            venueAt - receivedAt is not { } ahead
            || ahead < inspection.Snapshot.SlotLength
            || inspection.Notes.IsRefused(instrument, input)
        )
        {
            return;
        }

        var self = inspection.Snapshot.Instruments[instrument];
        inspection.Notes.Block(
            instrument,
            QualityGate.Clock,
            input,
            Inspection.Text(
                $"{Scoring.Freshness.NameOf(self)}: {InputNames.Of(input)} is {ahead.TotalSeconds:0} s after its own receipt."
            )
        );
    }
}
