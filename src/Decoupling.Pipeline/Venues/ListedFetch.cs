using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Fetches an instrument that its venue lists; one that is not listed, or does not trade, is named and costs no further request.</summary>
internal static class ListedFetch
{
    /// <summary>Fetches one instrument whose symbol is known beforehand.</summary>
    /// <param name="venue">The venue's name.</param>
    /// <param name="sought">The symbol and kind that are sought.</param>
    /// <param name="listing">How the venue lists it, or why it does not.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="fetchInputs">Fetches all inputs of a listed instrument, by the request for it.</param>
    public static async Task<(InstrumentSnapshot, InstrumentReport)> FetchAsync(
        string venue,
        (string Symbol, InstrumentKind Kind) sought,
        Reading<ListedInstrument> listing,
        VenueRequest request,
        Func<ListedInstrument, VenueRequest, Task<InstrumentInputs>> fetchInputs
    )
    {
        var report = new InstrumentReport(sought.Symbol, sought.Kind);
        if (listing.Value is not { Pause: null } listed)
        {
            report.Note(VenueAnswer.Listing, "all inputs", listing.Value?.Pause ?? listing.Reason);
            return (VenueAnswer.Instrument(venue, sought.Symbol, sought.Kind, ""), report);
        }
        var own = request.For(listed.Kind, listed.Symbol);
        if (own.BarsFrom >= own.SlotAt)
            report.TakeListing();
        var inputs = await fetchInputs(listed, own);
        return (inputs.Fill(listed.Snapshot(venue), report, own), report);
    }

    /// <summary>Fetches the dated futures of a family, the next to expire first; a list that did not come is named once.</summary>
    public static async Task<IReadOnlyList<(InstrumentSnapshot, InstrumentReport)>> FetchFuturesAsync(
        string venue,
        (string Symbol, InstrumentKind Kind) family,
        Reading<IReadOnlyList<ListedInstrument>> listing,
        VenueRequest request,
        Func<ListedInstrument, VenueRequest, Task<InstrumentInputs>> fetchInputs
    )
    {
        if (listing.Value is not { } listed)
        {
            var report = new InstrumentReport(family.Symbol, family.Kind);
            report.Note(VenueAnswer.Listing, "all futures", listing.Reason);
            return [(VenueAnswer.Instrument(venue, family.Symbol, family.Kind, ""), report)];
        }
        return await Task.WhenAll(
            ListedInstrument
                .NextToExpire(listed, request.SlotAt)
                .Select(future => FetchAsync(venue, (future.Symbol, future.Kind), future, request, fetchInputs))
        );
    }
}
