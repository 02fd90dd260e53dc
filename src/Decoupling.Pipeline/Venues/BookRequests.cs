using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Fetches the books of a venue's instruments together.</summary>
internal static class BookRequests
{
    /// <summary>Fetches the book of each instrument that is this venue's and of a kind that it is asked for; others are left to other venues.</summary>
    public static async Task<BookFetch> FetchAsync(
        string venue,
        IReadOnlyList<InstrumentSnapshot> instruments,
        Func<InstrumentSnapshot, Task<Reading<OrderBook>>> fetchBook
    )
    {
        var own = instruments
            .Where(instrument => instrument.Venue == venue && instrument.Kind != InstrumentKind.Option)
            .DistinctBy(instrument => (instrument.Kind, instrument.Symbol))
            .ToList();
        var readings = await Task.WhenAll(own.Select(fetchBook));
        var books = new Dictionary<(InstrumentKind Kind, string Symbol), OrderBook>();
        var missing = new List<MissingInput>();
        foreach (var (instrument, reading) in own.Zip(readings))
        {
            var report = new InstrumentReport(instrument.Symbol, instrument.Kind);
            if (report.Take("book", "order book", reading) is { } book)
                books.Add((instrument.Kind, instrument.Symbol), book);
            missing.AddRange(report.Missing);
        }
        return new BookFetch(books, missing);
    }
}
