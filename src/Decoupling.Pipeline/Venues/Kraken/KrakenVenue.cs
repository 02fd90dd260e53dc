using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Kraken;

/// <summary>Kraken: spot in US dollars, public data only. It is a voice in the quorum.</summary>
internal sealed class KrakenVenue(KrakenEndpoints endpoints, VenueHttp http, VenueProducts products, TimeProvider time)
    : IVenue
{
    private const string QuoteCoin = "USD";
    private const decimal MillisecondsPerSecond = 1000;
    private const int VolumeColumn = 6;
    private static readonly TimeSpan WholeSeconds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SharedReply<KrakenReply<IReadOnlyDictionary<string, KrakenPair?>>> _list = new(
        time,
        SharedReply<KrakenReply<IReadOnlyDictionary<string, KrakenPair?>>>.OfLists
    );
    private readonly SharedReply<KrakenReply<KrakenTime>> _clock = new(time);

    /// <inheritdoc />
    public string Name => "kraken";

    /// <inheritdoc />
    public VenueProducts Products => products;

    /// <inheritdoc />
    public VenueTraffic Traffic => http.Traffic;

    /// <inheritdoc />
    public async Task<VenueFetch> FetchAsync(VenueRequest request, CancellationToken cancellationToken)
    {
        var clock = FetchClockAsync(cancellationToken);
        if (!(request.Products ?? products).HasFlag(VenueProducts.Spot))
            return VenueAnswer.Build(Name, await clock);
        var spot = FetchSpotAsync(request, cancellationToken);
        await Task.WhenAll(clock, spot);
        return VenueAnswer.Build(Name, await clock, await spot);
    }

    /// <inheritdoc />
    public Task<BookFetch> FetchBooksAsync(
        IReadOnlyList<InstrumentSnapshot> instruments,
        CancellationToken cancellationToken
    ) => BookRequests.FetchAsync(Name, instruments, instrument => FetchBookAsync(instrument, cancellationToken));

    /// <summary>The venue's own names of two coins; all others are called as everywhere.</summary>
    internal static string SymbolOf(string asset) =>
        asset switch
        {
            "BTC" => "XBT",
            "DOGE" => "XDG",
            _ => asset,
        } + QuoteCoin;

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchSpotAsync(
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = SymbolOf(request.Asset);
        var type = KrakenJson.Default.KrakenReplyIReadOnlyDictionaryStringKrakenPair;
        var reply = await _list.GetAsync(() => http.GetAsync(endpoints.Pairs(), type, token));
        return await ListedFetch.FetchAsync(
            Name,
            (symbol, InstrumentKind.Spot),
            reply.Then(read => Listing(read.Body.Result!, symbol)),
            request,
            async (listed, own) =>
            {
                var bars = FetchBarsAsync(symbol, own.BarsFrom, own.SlotAt, own.BarStep, token);
                var hourly = FetchBarsAsync(symbol, own.HourlyFrom, own.SlotAt, Hour, token);
                await Task.WhenAll(bars, hourly);
                return new InstrumentInputs { Bars = await bars, Hourly = await hourly };
            }
        );
    }

    internal static Reading<ListedInstrument> Listing(IReadOnlyDictionary<string, KrakenPair?> pairs, string symbol)
    {
        if (pairs.Values.FirstOrDefault(pair => pair?.Altname == symbol) is not { } listed)
            return ListedInstrument.NotListed;
        return new ListedInstrument(symbol, InstrumentKind.Spot, 1, QuoteCoin)
        {
            TickSize = WireValue.Price(listed.TickSize),
            Pause = listed.Status switch
            {
                "online" or "limit_only" => null,
                "cancel_only" or "reduce_only" => "its trading is suspended",
                "post_only" => "it is listed but not open yet",
                _ => "it does not trade by the venue's status",
            },
        };
    }

    // One page only: what is older than the last 720 bars is not there, whatever is asked for.
    private async Task<FetchedBars> FetchBarsAsync(
        string symbol,
        DateTimeOffset fromAt,
        DateTimeOffset slotAt,
        TimeSpan step,
        CancellationToken token
    ) =>
        await FetchedBars.FetchAsync(
            TimeGrid.Between(fromAt, slotAt, step),
            KrakenEndpoints.Minutes(step),
            int.MaxValue,
            async grid =>
            {
                var reply = await http.GetAsync(
                    endpoints.Ohlc(symbol, grid),
                    KrakenJson.Default.KrakenReplyKrakenBars,
                    token
                );
                return reply.Then<IReadOnlyList<WireBar>>(read =>
                    read.Body.Result!.Rows.Values.ToList() is [{ } rows]
                        ? rows.Select(Bar).Where(bar => !(bar.OpenTime < FirstOf(grid))).ToList()
                        : new Missing("the reply is not of one pair")
                );
            }
        );

    private static decimal FirstOf(TimeGrid grid) => grid.StartAt.ToUnixTimeMilliseconds();

    private static WireBar Bar(WireColumns row) =>
        new(WireValue.Product(row[0], MillisecondsPerSecond), row[1], row[2], row[3], row[4], row[VolumeColumn]);

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        var reply = await http.GetAsync(
            endpoints.Depth(instrument.Symbol),
            KrakenJson.Default.KrakenReplyIReadOnlyDictionaryStringKrakenBook,
            token
        );
        // The book has no time of its own. It is no older than our question, so that stands in.
        return reply.Then<OrderBook>(read =>
            read.Body.Result!.Values.ToList() is [{ } book]
                ? BookMapping.From(book.Bids, book.Asks, read.SentAt, read.ReceivedAt)
                : new Missing("the reply is not of one pair")
        );
    }

    private async Task<Reading<VenueClock>> FetchClockAsync(CancellationToken token)
    {
        var reply = await _clock.GetAsync(() =>
            http.GetAsync(endpoints.Time(), KrakenJson.Default.KrakenReplyKrakenTime, token)
        );
        return reply.Then(read =>
            VenueClock.From(WireValue.Product(read.Body.Result!.Unixtime, MillisecondsPerSecond), read, WholeSeconds)
        );
    }
}
