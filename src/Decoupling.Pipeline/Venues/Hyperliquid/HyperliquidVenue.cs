using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Hyperliquid;

/// <summary>Hyperliquid: perpetuals settled in USDC, and spot, public data only.</summary>
internal sealed class HyperliquidVenue(
    HyperliquidEndpoints endpoints,
    VenueHttp http,
    VenueProducts products,
    TimeProvider time
) : IVenue
{
    /// <summary>The book whose time is the venue's clock: this one is never empty.</summary>
    private const string ClockCoin = "BTC";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly MissingInput[] NotPublished =
    [
        new(
            "openInterest",
            null,
            "Hyperliquid tells the present open interest only; its history is our own hourly samples."
        ),
        new("liquidations", null, "Hyperliquid tells liquidations by account only, not for the market."),
    ];

    private readonly HyperliquidHistory _history = new(endpoints, http);
    private readonly SharedReply<HyperliquidPerpetuals> _perpetuals = new(time);
    private readonly SharedReply<HyperliquidSpot> _spot = new(time, SharedReply<HyperliquidSpot>.OfLists);
    private readonly SharedReply<HyperliquidBook> _clock = new(time);

    /// <inheritdoc />
    public string Name => "hyperliquid";

    /// <inheritdoc />
    public VenueProducts Products => products;

    /// <inheritdoc />
    public VenueTraffic Traffic => http.Traffic;

    /// <inheritdoc />
    public async Task<VenueFetch> FetchAsync(VenueRequest request, CancellationToken cancellationToken)
    {
        var clock = FetchClockAsync(cancellationToken);
        var wanted = request.Products ?? products;
        var spot = wanted.HasFlag(VenueProducts.Spot) ? GetSpotAsync(cancellationToken) : null;
        var perpetuals = wanted.HasFlag(VenueProducts.Linear) ? GetPerpetualsAsync(cancellationToken) : null;
        // Both lists first: all that an asset asks for then waits together, and the first assets are whole while the limit lets the last ones wait.
        await Task.WhenAll(new Task?[] { spot, perpetuals }.OfType<Task>());
        var instruments = Task.WhenAll(FetchProducts(request, spot, perpetuals, cancellationToken));
        await Task.WhenAll(clock, instruments);
        var fetch = VenueAnswer.Build(Name, await clock, await instruments);
        return fetch with { Venue = fetch.Venue with { NotPublished = NotPublished } };
    }

    /// <inheritdoc />
    public Task<BookFetch> FetchBooksAsync(
        IReadOnlyList<InstrumentSnapshot> instruments,
        CancellationToken cancellationToken
    ) => BookRequests.FetchAsync(Name, instruments, instrument => FetchBookAsync(instrument, cancellationToken));

    private Task<Reading<Reply<HyperliquidSpot>>> GetSpotAsync(CancellationToken token) =>
        _spot.GetAsync(() => http.GetAsync(endpoints.Spot(), HyperliquidJson.Default.HyperliquidSpot, token));

    private Task<Reading<Reply<HyperliquidPerpetuals>>> GetPerpetualsAsync(CancellationToken token) =>
        _perpetuals.GetAsync(() =>
            http.GetAsync(endpoints.Perpetuals(), HyperliquidJson.Default.HyperliquidPerpetuals, token)
        );

    private IEnumerable<Task<(InstrumentSnapshot, InstrumentReport)>> FetchProducts(
        VenueRequest request,
        Task<Reading<Reply<HyperliquidSpot>>>? spot,
        Task<Reading<Reply<HyperliquidPerpetuals>>>? perpetuals,
        CancellationToken token
    )
    {
        if (spot is not null)
            yield return FetchSpotAsync(request, spot, token);
        if (perpetuals is not null)
            yield return FetchPerpetualAsync(request, perpetuals, token);
    }

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchSpotAsync(
        VenueRequest request,
        Task<Reading<Reply<HyperliquidSpot>>> spot,
        CancellationToken token
    )
    {
        var reply = await spot;
        var listing = reply.Then(read => HyperliquidListing.Spot(request.Asset, read.Body));
        var sought = $"{request.Asset}/{HyperliquidListing.QuoteCoin}";
        return await ListedFetch.FetchAsync(
            Name,
            (listing.Value?.Symbol ?? sought, InstrumentKind.Spot),
            listing,
            request,
            (listed, own) => FetchBarsAsync(listed.Symbol, own, token)
        );
    }

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchPerpetualAsync(
        VenueRequest request,
        Task<Reading<Reply<HyperliquidPerpetuals>>> perpetuals,
        CancellationToken token
    )
    {
        var reply = await perpetuals;
        var contract = reply.Then(read => HyperliquidListing.Perpetual(request.Asset, read.Body));
        return await ListedFetch.FetchAsync(
            Name,
            (request.Asset, InstrumentKind.LinearPerpetual),
            contract.Then<ListedInstrument>(read => read.Listed),
            request,
            async (listed, own) =>
            {
                var bars = FetchBarsAsync(listed.Symbol, own, token);
                var payments = _history.FetchPaymentsAsync(listed.Symbol, own, token);
                await Task.WhenAll(bars, payments);
                var quotes = Quotes(contract.Value!, reply.Value!);
                var inputs = await bars with
                {
                    Funding = Funding(contract.Value!.Context, reply.Value!),
                    Payments = await payments,
                    OpenInterestHistory = OwnHistory.Hourly(quotes.OpenInterest, own.SlotAt),
                };
                return inputs.With(quotes);
            }
        );
    }

    private async Task<InstrumentInputs> FetchBarsAsync(string coin, VenueRequest request, CancellationToken token)
    {
        var bars = _history.FetchBarsAsync(coin, request.BarsFrom, request.SlotAt, request.BarStep, token);
        var hourly = _history.FetchBarsAsync(coin, request.HourlyFrom, request.SlotAt, Hour, token);
        await Task.WhenAll(bars, hourly);
        return new InstrumentInputs { Bars = await bars, Hourly = await hourly };
    }

    // The quotes have no time of their own. They are no older than our question, so that stands in.
    private static DerivativeQuotes Quotes(HyperliquidContract contract, Reply<HyperliquidPerpetuals> reply)
    {
        var (context, timeMs, receivedAt) = (contract.Context, Ms(reply.SentAt), reply.ReceivedAt);
        var mark = QuoteMapping.Price(context.MarkPx, timeMs, receivedAt);
        return new DerivativeQuotes(
            mark,
            QuoteMapping.Price(context.OraclePx, timeMs, receivedAt),
            QuoteMapping.OpenInterest(context.OpenInterest, mark.Value, timeMs, receivedAt)
        );
    }

    private static Reading<FundingQuote> Funding(HyperliquidContext context, Reply<HyperliquidPerpetuals> reply)
    {
        var sinceHour = TimeSpan.FromTicks(reply.SentAt.UtcTicks % Hour.Ticks);
        return QuoteMapping.Funding(
            context.Funding,
            QuoteMapping.WidestFundingCap,
            Hour,
            Ms(reply.SentAt - sinceHour + Hour),
            Ms(reply.SentAt),
            reply.ReceivedAt
        );
    }

    private static decimal Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        var call = endpoints.Book(instrument.Symbol);
        var reply = await http.GetAsync(call, HyperliquidJson.Default.HyperliquidBook, token);
        return reply.Then<OrderBook>(read =>
            read.Body.Coin != instrument.Symbol ? new Missing("the reply is of another symbol")
            : read.Body.Levels is [{ } bids, { } asks]
                ? BookMapping.From(Side(bids), Side(asks), WireValue.Time(read.Body.Time), read.ReceivedAt)
            : new Missing("the book has not two sides")
        );
    }

    private static IReadOnlyList<WireLevel> Side(IReadOnlyList<HyperliquidLevel?> levels) =>
        [.. levels.Select(level => new WireLevel(level?.Px, level?.Sz))];

    private async Task<Reading<VenueClock>> FetchClockAsync(CancellationToken token)
    {
        var reply = await _clock.GetAsync(() =>
            http.GetAsync(endpoints.Book(ClockCoin), HyperliquidJson.Default.HyperliquidBook, token)
        );
        return reply.Then(read => VenueClock.From(read.Body.Time, read));
    }
}
