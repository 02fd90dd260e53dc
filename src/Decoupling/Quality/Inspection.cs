using System.Globalization;
using Decoupling.Carry;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>What every gate is given: the snapshot, the quorum, the options, and where to note what it finds.</summary>
internal sealed record Inspection(
    MarketSnapshot Snapshot,
    Quorum Quorum,
    QualityOptions Options,
    VenueFundingTerms FundingTerms,
    QualityNotes Notes
)
{
    public bool IsFresh(DateTimeOffset at) => Freshness.IsFresh(at, Snapshot.SlotAt, Snapshot.SlotLength);

    /// <summary>The middle of the own book where it came, is young and is not refused.</summary>
    public double? MidOf(int instrument) =>
        Snapshot.Instruments[instrument].Book is { BidPrices: [var bid, ..], AskPrices: [var ask, ..] } book
        && IsFresh(book.VenueAt)
        && !Notes.IsRefused(instrument, SnapshotInput.Bids)
        && !Notes.IsRefused(instrument, SnapshotInput.Asks)
            ? 0.5 * bid + 0.5 * ask
            : null;

    /// <summary>The mark price where it is young.</summary>
    public double? MarkOf(InstrumentSnapshot self) => Freshness.PriceOf(self.Mark, Snapshot);

    /// <summary>k where a ratio's logarithm is that of about 10^k, k not 0; else 0.</summary>
    public int PowerOfTen(double logRatio)
    {
        var decades = logRatio / Math.Log(10);
        var whole = Math.Round(decades);
        return whole != 0 && Math.Abs(decades - whole) <= Options.PowerOfTenSlack ? (int)whole : 0;
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A logarithm as a change in percent.</summary>
    public static double Percent(double log) => 100 * (Math.Exp(log) - 1);
}
