using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>A derivative and the spot market that it is scored against.</summary>
/// <param name="Derivative">The derivative.</param>
/// <param name="Reference">Its own venue's spot market, or another venue's where its own has none; <see langword="null"/> where no venue has one.</param>
internal readonly record struct InstrumentPair(InstrumentSnapshot Derivative, InstrumentSnapshot? Reference)
{
    /// <summary>Pairs every derivative of a snapshot that is quoted by price; options are not.</summary>
    public static IEnumerable<InstrumentPair> Of(MarketSnapshot snapshot) =>
        from derivative in snapshot.Instruments
        where derivative.Kind is not (InstrumentKind.Spot or InstrumentKind.Option)
        select new InstrumentPair(derivative, ReferenceOf(derivative, snapshot.Instruments));

    private static InstrumentSnapshot? ReferenceOf(
        InstrumentSnapshot derivative,
        IReadOnlyList<InstrumentSnapshot> instruments
    )
    {
        InstrumentSnapshot? elsewhere = null;
        foreach (var instrument in instruments)
        {
            if (instrument.Kind != InstrumentKind.Spot)
            {
                continue;
            }

            // A spot market whose prices were refused stays the reference: another venue's would be another series from slot to slot.
            if (
                instrument.Venue == derivative.Venue
                && (instrument.Bars is not null || instrument.RefusalOf(SnapshotInput.Last) is not null)
            )
            {
                return instrument;
            }

            elsewhere ??= instrument.Bars is null ? null : instrument;
        }

        return elsewhere;
    }
}
