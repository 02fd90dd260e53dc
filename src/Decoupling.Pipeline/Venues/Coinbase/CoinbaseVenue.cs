using System.Globalization;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Coinbase;

/// <summary>Coinbase Exchange: spot in US dollars, public data only. It is a voice in the quorum, and a reference for venues without spot.</summary>
internal sealed class CoinbaseVenue(
    CoinbaseEndpoints endpoints,
    VenueHttp http,
    VenueProducts products,
    TimeProvider time
) : IVenue
{
    private const string QuoteCoin = "USD";

    /// <summary>The whole book comes, ten thousands of levels; so many are kept.</summary>
    private const int BookLevels = 500;

    private const decimal MillisecondsPerSecond = 1000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SharedReply<IReadOnlyList<CoinbaseProduct?>> _list = new(
        time,
        SharedReply<IReadOnlyList<CoinbaseProduct?>>.OfLists
    );
    private readonly SharedReply<CoinbaseTime> _clock = new(time);

    /// <inheritdoc />
    public string Name => "coinbase";

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

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchSpotAsync(
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = $"{request.Asset}-{QuoteCoin}";
        var type = CoinbaseJson.Default.IReadOnlyListCoinbaseProduct;
        var reply = await _list.GetAsync(() => http.GetAsync(endpoints.Products(), type, token));
        return await ListedFetch.FetchAsync(
            Name,
            (symbol, InstrumentKind.Spot),
            reply.Then(read =>
                read.Body.FirstOrDefault(listed => listed?.Id == symbol) is { } product
                    ? Listing(product, symbol)
                    : ListedInstrument.NotListed
            ),
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

    internal static Reading<ListedInstrument> Listing(CoinbaseProduct product, string symbol)
    {
        if (product.Id != symbol || product.QuoteCurrency != QuoteCoin)
            return new Missing("the reply is of another symbol");
        return new ListedInstrument(symbol, InstrumentKind.Spot, 1, QuoteCoin)
        {
            TickSize = WireValue.Price(product.QuoteIncrement),
            Pause = product switch
            {
                { Status: "delisted" } => "the venue has delisted it",
                { Status: not "online" } => "it does not trade by the venue's status",
                { TradingDisabled: true } or { CancelOnly: true } => "its trading is suspended",
                { AuctionMode: true } => "its book is in an auction",
                _ => null,
            },
        };
    }

    private Task<FetchedBars> FetchBarsAsync(
        string symbol,
        DateTimeOffset fromAt,
        DateTimeOffset slotAt,
        TimeSpan step,
        CancellationToken token
    ) =>
        FetchedBars.FetchAsync(
            TimeGrid.Between(fromAt, slotAt, step),
            CoinbaseEndpoints.Seconds(step),
            CoinbaseEndpoints.Bars,
            async page =>
            {
                var type = CoinbaseJson.Default.IReadOnlyListWireColumns;
                var reply = await http.GetAsync(endpoints.Candles(symbol, page), type, token);
                return reply.Then<IReadOnlyList<WireBar>>(read =>
                    read.Body.Reverse().Select(Bar).Where(bar => !(bar.OpenTime < FirstOf(page))).ToList()
                );
            }
        );

    private static decimal FirstOf(TimeGrid page) => page.StartAt.ToUnixTimeMilliseconds();

    // Time, low, high, open, close, volume.
    private static WireBar Bar(WireColumns row) =>
        new(WireValue.Product(row[0], MillisecondsPerSecond), row[3], row[2], row[1], row[4], row[5]);

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        var reply = await http.GetAsync(endpoints.Book(instrument.Symbol), CoinbaseJson.Default.CoinbaseBook, token);
        return reply.Then<OrderBook>(read =>
            read.Body.AuctionMode == true
                ? new Missing("its book is in an auction")
                : BookMapping.From(
                    read.Body.Bids?.Take(BookLevels).ToList(),
                    read.Body.Asks?.Take(BookLevels).ToList(),
                    Stamp(read.Body.Time),
                    read.ReceivedAt
                )
        );
    }

    private static DateTimeOffset? Stamp(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? WireValue.Time(at.ToUnixTimeMilliseconds())
            : null;

    private async Task<Reading<VenueClock>> FetchClockAsync(CancellationToken token)
    {
        var reply = await _clock.GetAsync(() =>
            http.GetAsync(endpoints.Time(), CoinbaseJson.Default.CoinbaseTime, token)
        );
        return reply.Then(read =>
            VenueClock.From(
                WireValue.Product(read.Body.Epoch, MillisecondsPerSecond) is { } milliseconds
                    ? decimal.Truncate(milliseconds)
                    : null,
                read
            )
        );
    }
}
