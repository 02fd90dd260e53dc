using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>A venue's public market data, mapped to the snapshot's types.</summary>
public interface IVenue
{
    /// <summary>The venue's name in lower case, as it stands in snapshots and rows: "binance".</summary>
    string Name { get; }

    /// <summary>What it is asked for where a request does not say.</summary>
    VenueProducts Products { get; }

    /// <summary>How its requests go, over all assets and slots.</summary>
    VenueTraffic Traffic { get; }

    /// <summary>Fetches everything but the books. What fails is named in the answer's <see cref="VenueSnapshot.Missing"/>; nothing but cancellation throws.</summary>
    Task<VenueFetch> FetchAsync(VenueRequest request, CancellationToken cancellationToken);

    /// <summary>Fetches the order books of the instruments given, and returns them by symbol and kind; what fails is named.</summary>
    Task<BookFetch> FetchBooksAsync(IReadOnlyList<InstrumentSnapshot> instruments, CancellationToken cancellationToken);
}

/// <summary>What to fetch of one asset for one slot. Ranges are of bar opening times, start inclusive, end exclusive.</summary>
/// <param name="Asset">The underlying: "BTC".</param>
/// <param name="SlotAt">The slot's time, UTC: no bar that closes after it is wanted.</param>
/// <param name="BarStep">The bars' step: 1, 3, 5, 15, 30 or 60 minutes.</param>
/// <param name="BarsFrom">The first bar wanted at <paramref name="BarStep"/>.</param>
/// <param name="HourlyFrom">The first hourly bar wanted.</param>
/// <param name="HistoryFrom">The first funding payment and open-interest sample wanted.</param>
public sealed record VenueRequest(
    string Asset,
    DateTimeOffset SlotAt,
    TimeSpan BarStep,
    DateTimeOffset BarsFrom,
    DateTimeOffset HourlyFrom,
    DateTimeOffset HistoryFrom
)
{
    /// <summary>What is wanted of the asset; <see langword="null"/> for the products that the venue is asked for by default.</summary>
    public VenueProducts? Products { get; init; }

    /// <summary>The first funding payment wanted; after the slot where none can have been made since the last one that is carried.</summary>
    public DateTimeOffset PaymentsFrom { get; init; } = HistoryFrom;

    /// <summary>The first open-interest sample wanted; after the slot where none can be there since the last one that is carried.</summary>
    public DateTimeOffset SamplesFrom { get; init; } = HistoryFrom;

    /// <summary>Whether payments are wanted at all.</summary>
    public bool WantsPayments => PaymentsFrom <= SlotAt;

    /// <summary>Whether samples are wanted at all.</summary>
    public bool WantsSamples => SamplesFrom <= SlotAt;

    /// <summary>The windows of instruments that the last snapshot carries; all others are wanted from the request's own times on.</summary>
    public IReadOnlyDictionary<(InstrumentKind Kind, string Symbol), VenueWindow> Carried { get; init; } =
        new Dictionary<(InstrumentKind, string), VenueWindow>();

    /// <summary>The hourly bars that are carried; <see langword="null"/> for none.</summary>
    public BarSeries? CarriedHourlyBars { get; init; }

    /// <summary>Who may ask for a month of history in this slot; <see langword="null"/> for everyone.</summary>
    public BackfillQuota? Quota { get; init; }

    /// <summary>The request for one instrument: what is carried of it is not wanted again, and its history not before its turn.</summary>
    public VenueRequest For(InstrumentKind kind, string symbol)
    {
        var own = Carried.TryGetValue((kind, symbol), out var window)
            ? this with
            {
                BarsFrom = window.BarsFrom,
                HourlyFrom = window.HourlyFrom,
                PaymentsFrom = window.PaymentsFrom,
                SamplesFrom = window.SamplesFrom,
                CarriedHourlyBars = window.HourlyBars,
            }
            : this;
        var wantsHistory = own.HourlyFrom <= HistoryFrom && HistoryFrom < SlotAt;
        return !wantsHistory || Quota is not { } quota || quota.MayAsk(Asset, kind, symbol)
            ? own
            : own with
            {
                HourlyFrom = SlotAt,
                PaymentsFrom = SlotAt.AddDays(1),
                SamplesFrom = SlotAt.AddDays(1),
            };
    }
}

/// <summary>From when on one instrument's windows are wanted.</summary>
/// <param name="BarsFrom">The first bar wanted at the slot's step.</param>
/// <param name="HourlyFrom">The first hourly bar wanted.</param>
/// <param name="PaymentsFrom">The first funding payment wanted; after the slot for none.</param>
/// <param name="SamplesFrom">The first open-interest sample wanted; after the slot for none.</param>
/// <param name="HourlyBars">The hourly bars that are carried: samples in coins are valued by them.</param>
public sealed record VenueWindow(
    DateTimeOffset BarsFrom,
    DateTimeOffset HourlyFrom,
    DateTimeOffset PaymentsFrom,
    DateTimeOffset SamplesFrom,
    BarSeries? HourlyBars
);

/// <summary>What a venue answered to a <see cref="VenueRequest"/>: instruments without books, and what is missing.</summary>
/// <param name="Venue">The venue as a whole, with its clock and what is missing.</param>
/// <param name="Instruments">The instruments, in the order of kind and symbol.</param>
public sealed record VenueFetch(VenueSnapshot Venue, IReadOnlyList<InstrumentSnapshot> Instruments);

/// <summary>The order books that a venue answered.</summary>
/// <param name="Books">Books by kind and symbol.</param>
/// <param name="Missing">What did not come, and why.</param>
public sealed record BookFetch(
    IReadOnlyDictionary<(InstrumentKind Kind, string Symbol), OrderBook> Books,
    IReadOnlyList<MissingInput> Missing
);
