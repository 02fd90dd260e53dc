using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Builds a venue's answer from its clock and its instruments.</summary>
internal static class VenueAnswer
{
    /// <summary>The input that is missing when nothing came from a venue.</summary>
    public const string WholeVenue = "venue";

    /// <summary>The input that is missing when a venue does not list an instrument, or does not trade it.</summary>
    public const string Listing = "listing";

    /// <summary>The answer; a venue of which nothing came says so once, not once an input.</summary>
    /// <param name="venue">The venue's name.</param>
    /// <param name="clock">Its clock, or why it is not known.</param>
    /// <param name="instruments">Its instruments with their reports, in the order of kind.</param>
    public static VenueFetch Build(
        string venue,
        Reading<VenueClock> clock,
        params IReadOnlyList<(InstrumentSnapshot Snapshot, InstrumentReport Report)> instruments
    )
    {
        var missing = new List<MissingInput>();
        if (clock.Value is null)
            missing.Add(new MissingInput("serverTime", null, $"{venue}, server time: {clock.Reason}."));
        missing.AddRange(instruments.SelectMany(instrument => instrument.Report.Missing));
        var came = instruments.Where(instrument => instrument.Report.HasInput).ToList();
        if (clock.Value is null && came.Count == 0)
            missing = [new MissingInput(WholeVenue, null, Nothing(venue, clock, instruments.Select(i => i.Report)))];

        var snapshot = new VenueSnapshot
        {
            Venue = venue,
            ServerTimeAt = clock.Value?.ServerTimeAt,
            AskedAt = clock.Value?.AskedAt,
            ClockUncertainty = clock.Value?.Uncertainty,
            Missing = missing,
        };
        return new VenueFetch(snapshot, [.. came.Select(instrument => instrument.Snapshot)]);
    }

    /// <summary>An instrument before its inputs are set: linear ones and spot are of one coin and settle in the quote coin.</summary>
    public static InstrumentSnapshot Instrument(string venue, string symbol, InstrumentKind kind, string quoteCoin) =>
        new()
        {
            Venue = venue,
            Symbol = symbol,
            Kind = kind,
            ContractMultiplier = 1,
            SettlementCoin = quoteCoin,
        };

    private static string Nothing(string venue, Reading<VenueClock> clock, IEnumerable<InstrumentReport> reports)
    {
        var reasons = reports.SelectMany(report => report.Reasons).Append(clock.Reason).Distinct().ToList();
        return reasons.Count == 1
            ? $"Nothing came from {venue}: {reasons[0]}."
            : $"Nothing came from {venue}, for {reasons.Count} reasons, first: {reasons[0]}.";
    }
}
