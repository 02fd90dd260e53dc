using Decoupling.Carry;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>What the gates say of a snapshot, and the snapshot without what they refused.</summary>
public sealed record SnapshotQuality
{
    /// <summary>The snapshot that may be scored: refused inputs are absent, each with its reason; bars that are wrong or still open are missing.</summary>
    public required MarketSnapshot Sound { get; init; }

    /// <summary>All findings, the instruments' in the snapshot's order; empty when nothing is wrong.</summary>
    public required IReadOnlyList<QualityFinding> Findings { get; init; }

    /// <summary>Runs every gate. Pure: it reads the snapshot alone, and its time is the slot's.</summary>
    /// <param name="snapshot">A snapshot as it was stored.</param>
    /// <param name="options">From where on a gate speaks.</param>
    /// <param name="fundingTerms">The venues' caps on funding.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static SnapshotQuality Inspect(
        MarketSnapshot snapshot,
        QualityOptions options,
        VenueFundingTerms fundingTerms
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fundingTerms);
        options.Validate();
        var notes = new QualityNotes(snapshot);
        var inspection = new Inspection(snapshot, Quorum.Of(snapshot), options, fundingTerms, notes);
        ClockGate.Inspect(inspection);
        for (var i = 0; i < snapshot.Instruments.Count; i++)
        {
            BookGate.Inspect(inspection, i);
            if (snapshot.Instruments[i].Bars is { } bars)
            {
                BarGates.Inspect(inspection, i, bars, isHourly: false);
            }

            if (snapshot.Instruments[i].HourlyBars is { } hourly)
            {
                BarGates.Inspect(inspection, i, hourly, isHourly: true);
            }

            NewestPriceGate.Inspect(inspection, i);
            QuotedPriceGate.Inspect(inspection, i);
            OwnIndexGate.Inspect(inspection, i);
            FundingGate.Inspect(inspection, i);
            OpenInterestGate.Inspect(inspection, i);
            OpenInterestHistoryGate.Inspect(inspection, i);
        }

        return new SnapshotQuality { Sound = Withholding.Of(snapshot, notes), Findings = notes.Findings };
    }
}
