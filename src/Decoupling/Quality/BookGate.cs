using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Finds a book whose sides cross, and a side that stands still, level by level, from slot to slot.</summary>
/// <remarks>A side that stands still is wrong before it shows in a price: on 10 October 2025 one was found at 15:35 UTC, hours before the crash. One
/// that nobody touched looks the same, so the other side must have changed meanwhile, or trades been made.</remarks>
internal static class BookGate
{
    public static void Inspect(Inspection inspection, int instrument)
    {
        var self = inspection.Snapshot.Instruments[instrument];
        if (self.Book is not { } book || !inspection.IsFresh(book.VenueAt))
        {
            return;
        }

        InspectStill(inspection, instrument, self, book);
        if (
            book is { BidPrices: [var bid, ..], AskPrices: [var ask, ..] }
            && bid >= ask
            && !inspection.Notes.IsRefused(instrument, SnapshotInput.Bids)
            && !inspection.Notes.IsRefused(instrument, SnapshotInput.Asks)
        )
        {
            var reason = Inspection.Text(
                $"{Freshness.NameOf(self)}: the best bid, {bid}, is not below the best ask, {ask}."
            );
            inspection.Notes.Block(instrument, QualityGate.CrossedBook, SnapshotInput.Bids, reason);
            inspection.Notes.Block(instrument, QualityGate.CrossedBook, SnapshotInput.Asks, reason);
        }
    }

    private static void InspectStill(Inspection inspection, int instrument, InstrumentSnapshot self, OrderBook book)
    {
        var slotAt = inspection.Snapshot.SlotAt;
        var (bids, asks) = (AgeOf(book.BidsSinceAt, book), AgeOf(book.AsksSinceAt, book));
        var isBusy = Traded(self, slotAt);
        if (bids is { } bidAge && (asks is null || isBusy))
        {
            Block(inspection, instrument, self, SnapshotInput.Bids, bidAge);
        }

        if (asks is { } askAge && (bids is null || isBusy))
        {
            Block(inspection, instrument, self, SnapshotInput.Asks, askAge);
        }
    }

    private static void Block(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        SnapshotInput side,
        TimeSpan age
    ) =>
        inspection.Notes.Block(
            instrument,
            QualityGate.FrozenBook,
            side,
            Inspection.Text(
                $"{Freshness.NameOf(self)}: {InputNames.Of(side)} have been the same, level by level, for {age.TotalMinutes:0.#} min."
            ),
            MetricStatus.Stale
        );

    /// <summary>How long a side has been the same; <see langword="null"/> where it has changed since the last slot, or where that is not known.</summary>
    private static TimeSpan? AgeOf(DateTimeOffset? sinceAt, OrderBook book) =>
        sinceAt is { } since && book.ReceivedAt > since ? book.ReceivedAt - since : null;

    private static bool Traded(InstrumentSnapshot self, DateTimeOffset slotAt) =>
        self.Bars is { Count: > 0, Volume: { } volume } bars && bars.EndAt == slotAt && volume[^1] > 0;
}
