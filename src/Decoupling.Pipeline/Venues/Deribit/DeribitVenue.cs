using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Deribit;

/// <summary>Deribit: perpetuals and dated futures, settled in the coin or in USDC, public data only.</summary>
internal sealed class DeribitVenue(
    DeribitEndpoints endpoints,
    VenueHttp http,
    VenueProducts products,
    TimeProvider time
) : IVenue
{
    /// <summary>What the venue states its rates for; they accrue continuously.</summary>
    public static readonly TimeSpan FundingPeriod = TimeSpan.FromHours(8);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly MissingInput NoOpenInterestHistory = new(
        "openInterest",
        null,
        "Deribit tells the present open interest only; its history is our own hourly samples."
    );

    private readonly DeribitListing _listing = new(endpoints, http, time);
    private readonly SharedReply<DeribitReply<decimal?>> _clock = new(time);
    private readonly DeribitHistory _history = new(endpoints, http);

    /// <inheritdoc />
    public string Name => "deribit";

    /// <inheritdoc />
    public VenueProducts Products => products;

    /// <inheritdoc />
    public VenueTraffic Traffic => http.Traffic;

    /// <inheritdoc />
    public async Task<VenueFetch> FetchAsync(VenueRequest request, CancellationToken cancellationToken)
    {
        var clock = FetchClockAsync(cancellationToken);
        var instruments = Task.WhenAll(FetchProducts(request, cancellationToken));
        await Task.WhenAll(clock, instruments);
        var fetch = VenueAnswer.Build(Name, await clock, [.. (await instruments).SelectMany(fetched => fetched)]);
        return fetch with { Venue = fetch.Venue with { NotPublished = [NoOpenInterestHistory] } };
    }

    /// <inheritdoc />
    public Task<BookFetch> FetchBooksAsync(
        IReadOnlyList<InstrumentSnapshot> instruments,
        CancellationToken cancellationToken
    ) => BookRequests.FetchAsync(Name, instruments, instrument => FetchBookAsync(instrument, cancellationToken));

    private IEnumerable<Task<IReadOnlyList<(InstrumentSnapshot, InstrumentReport)>>> FetchProducts(
        VenueRequest request,
        CancellationToken token
    )
    {
        var wanted = request.Products ?? products;
        var asset = request.Asset;
        if (wanted.HasFlag(VenueProducts.Linear))
            yield return FetchOneAsync($"{asset}_USDC-PERPETUAL", InstrumentKind.LinearPerpetual, request, token);
        if (wanted.HasFlag(VenueProducts.Inverse))
            yield return FetchOneAsync($"{asset}-PERPETUAL", InstrumentKind.InversePerpetual, request, token);
        if (wanted.HasFlag(VenueProducts.Futures))
        {
            yield return FetchFuturesAsync(InstrumentKind.LinearFuture, request, token);
            yield return FetchFuturesAsync(InstrumentKind.InverseFuture, request, token);
        }
    }

    private async Task<IReadOnlyList<(InstrumentSnapshot, InstrumentReport)>> FetchOneAsync(
        string symbol,
        InstrumentKind kind,
        VenueRequest request,
        CancellationToken token
    ) =>
        [
            await ListedFetch.FetchAsync(
                Name,
                (symbol, kind),
                await _listing.FetchAsync(request.Asset, symbol, kind, token),
                request,
                (listed, own) => FetchInputsAsync(listed, own, token)
            ),
        ];

    private async Task<IReadOnlyList<(InstrumentSnapshot, InstrumentReport)>> FetchFuturesAsync(
        InstrumentKind kind,
        VenueRequest request,
        CancellationToken token
    ) =>
        await ListedFetch.FetchFuturesAsync(
            Name,
            (request.Asset, kind),
            await _listing.FetchFuturesAsync(request.Asset, kind, token),
            request,
            (listed, own) => FetchInputsAsync(listed, own, token)
        );

    private async Task<InstrumentInputs> FetchInputsAsync(
        ListedInstrument instrument,
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = instrument.Symbol;
        var bars = _history.FetchBarsAsync(symbol, request.BarsFrom, request.SlotAt, request.BarStep, token);
        var hourly = _history.FetchBarsAsync(symbol, request.HourlyFrom, request.SlotAt, Hour, token);
        var ticker = http.GetAsync(endpoints.Ticker(symbol), DeribitJson.Default.DeribitReplyDeribitTicker, token);
        var liquidations = _history.FetchLiquidationsAsync(instrument, request, token);
        var isPerpetual = instrument.ExpiresAt is null;
        var payments = isPerpetual ? _history.FetchPaymentsAsync(symbol, request, token) : null;
        await Task.WhenAll(bars, hourly, ticker, liquidations, payments ?? Task.CompletedTask);

        var quotes = Quotes(instrument, await ticker);
        var inputs = new InstrumentInputs
        {
            Bars = await bars,
            Hourly = await hourly,
            Funding = isPerpetual ? Funding(symbol, await ticker) : (Reading<FundingQuote>?)null,
            Payments = payments is null ? (Reading<IReadOnlyList<WireSample>>?)null : await payments,
            OpenInterestHistory = OwnHistory.Hourly(quotes.OpenInterest, request.SlotAt),
            Liquidations = await liquidations,
        };
        return inputs.With(quotes);
    }

    private static DerivativeQuotes Quotes(
        ListedInstrument instrument,
        Reading<Reply<DeribitReply<DeribitTicker>>> reading
    )
    {
        var (ticker, receivedAt) = (Of(instrument.Symbol, reading), reading.Value?.ReceivedAt ?? default);
        var mark = ticker.Then(read => QuoteMapping.Price(read.MarkPrice, read.Timestamp, receivedAt));
        var unit = instrument.Terms.Form == ContractForm.Inverse ? QuantityUnit.Usd : QuantityUnit.Coins;
        return new DerivativeQuotes(
            mark,
            ticker.Then(read => QuoteMapping.Price(read.IndexPrice, read.Timestamp, receivedAt)),
            ticker.Then(read =>
                QuoteMapping.OpenInterest(
                    read.OpenInterest,
                    unit,
                    instrument.Terms,
                    mark.Value,
                    read.Timestamp,
                    receivedAt
                )
            )
        );
    }

    // There are no rounds: what has accrued is paid at once, so the rate settles at its own time.
    private static Reading<FundingQuote> Funding(string symbol, Reading<Reply<DeribitReply<DeribitTicker>>> reading) =>
        Of(symbol, reading)
            .Then(read =>
                QuoteMapping.Funding(
                    read.CurrentFunding,
                    QuoteMapping.WidestFundingCap,
                    FundingPeriod,
                    read.Timestamp,
                    read.Timestamp,
                    reading.Value!.ReceivedAt
                )
            );

    private static Reading<DeribitTicker> Of(string symbol, Reading<Reply<DeribitReply<DeribitTicker>>> reading) =>
        reading.Then<DeribitTicker>(reply =>
            reply.Body.Result is { } ticker && ticker.InstrumentName == symbol
                ? ticker
                : new Missing("the reply is of another symbol")
        );

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        var call = endpoints.Book(instrument.Symbol);
        var reply = await http.GetAsync(call, DeribitJson.Default.DeribitReplyDeribitBook, token);
        return reply.Then<OrderBook>(read =>
            read.Body.Result is { } book && book.InstrumentName == instrument.Symbol
                ? BookMapping.From(
                    book.Bids,
                    book.Asks,
                    WireValue.Time(book.Timestamp),
                    read.ReceivedAt,
                    // US dollars to contracts where the contract is a number of dollars; coins stay coins.
                    ListedInstrument.IsInverse(instrument.Kind)
                        ? 1 / (decimal)instrument.ContractMultiplier
                        : 1
                )
                : new Missing("the reply is of another symbol")
        );
    }

    private async Task<Reading<VenueClock>> FetchClockAsync(CancellationToken token)
    {
        var reply = await _clock.GetAsync(() =>
            http.GetAsync(endpoints.Time(), DeribitJson.Default.DeribitReplyNullableDecimal, token)
        );
        return reply.Then(read => VenueClock.From(read.Body.Result, read));
    }
}
