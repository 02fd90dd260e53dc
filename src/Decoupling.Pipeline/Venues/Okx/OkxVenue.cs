using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Okx;

/// <summary>OKX: spot, linear and inverse perpetuals and dated futures, public data only.</summary>
internal sealed class OkxVenue(OkxEndpoints endpoints, VenueHttp http, VenueProducts products, TimeProvider time)
    : IVenue
{
    private const string Stablecoin = "USDT";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly OkxListing _listing = new(endpoints, http, time);
    private readonly SharedReplies<OkxReply<OkxMarkPrice?>> _marks = new(time);
    private readonly SharedReplies<OkxReply<OkxIndexTicker?>> _indices = new(time);
    private readonly SharedReplies<OkxReply<OkxOpenInterest?>> _interests = new(time);
    private readonly SharedReply<OkxReply<OkxTime?>> _clock = new(time);
    private readonly OkxHistory _history = new(endpoints, http);

    /// <inheritdoc />
    public string Name => "okx";

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
        return VenueAnswer.Build(Name, await clock, [.. (await instruments).SelectMany(fetched => fetched)]);
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
        var (linear, inverse) = ($"{request.Asset}-{Stablecoin}", $"{request.Asset}-USD");
        if (wanted.HasFlag(VenueProducts.Spot))
            yield return FetchOneAsync(linear, InstrumentKind.Spot, linear, request, token);
        if (wanted.HasFlag(VenueProducts.Linear))
            yield return FetchOneAsync($"{linear}-SWAP", InstrumentKind.LinearPerpetual, linear, request, token);
        if (wanted.HasFlag(VenueProducts.Inverse))
            yield return FetchOneAsync($"{inverse}-SWAP", InstrumentKind.InversePerpetual, inverse, request, token);
        if (wanted.HasFlag(VenueProducts.Futures))
        {
            yield return FetchFuturesAsync(linear, InstrumentKind.LinearFuture, request, token);
            yield return FetchFuturesAsync(inverse, InstrumentKind.InverseFuture, request, token);
        }
    }

    private async Task<IReadOnlyList<(InstrumentSnapshot, InstrumentReport)>> FetchOneAsync(
        string symbol,
        InstrumentKind kind,
        string index,
        VenueRequest request,
        CancellationToken token
    ) =>
        [
            await ListedFetch.FetchAsync(
                Name,
                (symbol, kind),
                await _listing.FetchAsync(symbol, kind, token),
                request,
                (listed, own) => FetchInputsAsync(listed, index, own, token)
            ),
        ];

    private async Task<IReadOnlyList<(InstrumentSnapshot, InstrumentReport)>> FetchFuturesAsync(
        string family,
        InstrumentKind kind,
        VenueRequest request,
        CancellationToken token
    ) =>
        await ListedFetch.FetchFuturesAsync(
            Name,
            (family, kind),
            await _listing.FetchFuturesAsync(family, kind, token),
            request,
            (listed, own) => FetchInputsAsync(listed, family, own, token)
        );

    private async Task<InstrumentInputs> FetchInputsAsync(
        ListedInstrument instrument,
        string index,
        VenueRequest request,
        CancellationToken token
    )
    {
        var bars = _history.FetchBarsAsync(instrument, request.BarsFrom, request.SlotAt, request.BarStep, token);
        var hourly = _history.FetchBarsAsync(instrument, request.HourlyFrom, request.SlotAt, Hour, token);
        if (instrument.Kind == InstrumentKind.Spot)
            return new InstrumentInputs { Bars = await bars, Hourly = await hourly };
        var quotes = FetchQuotesAsync(instrument, index, token);
        var samples = _history.FetchOpenInterestAsync(instrument.Symbol, request, token);
        var funded = instrument.ExpiresAt is null
            ? FetchFundedAsync(instrument, index, request, token)
            : Task.FromResult<FundedInputs?>(null);
        await Task.WhenAll(bars, hourly, quotes, samples, funded);
        var inputs = new InstrumentInputs
        {
            Bars = await bars,
            Hourly = await hourly,
            OpenInterestHistory = await samples,
            Funding = (await funded)?.Funding,
            Payments = (await funded)?.Payments,
            Liquidations = (await funded)?.Liquidations,
        };
        return inputs.With(await quotes);
    }

    private async Task<FundedInputs?> FetchFundedAsync(
        ListedInstrument instrument,
        string underlying,
        VenueRequest request,
        CancellationToken token
    )
    {
        var funding = FetchFundingAsync(instrument.Symbol, token);
        var payments = _history.FetchPaymentsAsync(instrument.Symbol, request, token);
        var liquidations = _history.FetchLiquidationsAsync(instrument, underlying, request, token);
        await Task.WhenAll(funding, payments, liquidations);
        return new FundedInputs(await funding, await payments, await liquidations);
    }

    private async Task<DerivativeQuotes> FetchQuotesAsync(
        ListedInstrument instrument,
        string index,
        CancellationToken token
    )
    {
        var symbol = instrument.Symbol;
        var type = instrument.ExpiresAt is null ? OkxListing.Swap : OkxListing.Future;
        var quoteCoin = index[(index.IndexOf('-', StringComparison.Ordinal) + 1)..];
        var marks = _marks.GetAsync(
            type,
            () => http.GetAsync(endpoints.MarkPrices(type), OkxJson.Default.OkxReplyOkxMarkPrice, token)
        );
        var indices = _indices.GetAsync(
            quoteCoin,
            () => http.GetAsync(endpoints.IndexTickers(quoteCoin), OkxJson.Default.OkxReplyOkxIndexTicker, token)
        );
        var interests = _interests.GetAsync(
            type,
            () => http.GetAsync(endpoints.OpenInterests(type), OkxJson.Default.OkxReplyOkxOpenInterest, token)
        );
        await Task.WhenAll(marks, indices, interests);
        var (mark, ticker, interest) = (await marks, await indices, await interests);
        var markQuote = OkxReplies
            .Only(symbol, mark, entry => entry.InstId)
            .Then(entry => QuoteMapping.Price(entry.MarkPx, entry.Ts, mark.Value!.ReceivedAt));
        return new DerivativeQuotes(
            markQuote,
            OkxReplies
                .Only(index, ticker, entry => entry.InstId)
                .Then(entry => QuoteMapping.Price(entry.IdxPx, entry.Ts, ticker.Value!.ReceivedAt)),
            OkxReplies
                .Only(symbol, interest, entry => entry.InstId)
                .Then(entry =>
                    QuoteMapping.OpenInterest(
                        entry.Oi,
                        QuantityUnit.Contracts,
                        instrument.Terms,
                        markQuote.Value,
                        entry.Ts,
                        interest.Value!.ReceivedAt
                    )
                )
        );
    }

    private async Task<Reading<FundingQuote>> FetchFundingAsync(string symbol, CancellationToken token)
    {
        var reply = await http.GetAsync(endpoints.FundingRate(symbol), OkxJson.Default.OkxReplyOkxFundingRate, token);
        return OkxReplies
            .Only(symbol, reply, entry => entry.InstId)
            .Then(entry =>
                QuoteMapping.Funding(
                    entry.FundingRate,
                    QuoteMapping.FundingCap(entry.MaxFundingRate, entry.MinFundingRate),
                    QuoteMapping.Between(entry.FundingTime, entry.NextFundingTime),
                    entry.FundingTime,
                    entry.Ts,
                    reply.Value!.ReceivedAt
                )
            );
    }

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        var reply = await http.GetAsync(endpoints.Book(instrument.Symbol), OkxJson.Default.OkxReplyOkxBook, token);
        return OkxReplies
            .First(reply)
            .Then(book =>
                BookMapping.From(
                    book.Bids,
                    book.Asks,
                    WireValue.Time(book.Ts),
                    reply.Value!.ReceivedAt,
                    ListedInstrument.BookUnitsPerContract(instrument)
                )
            );
    }

    private async Task<Reading<VenueClock>> FetchClockAsync(CancellationToken token)
    {
        var reply = await _clock.GetAsync(() =>
            http.GetAsync(endpoints.Time(), OkxJson.Default.OkxReplyOkxTime, token)
        );
        return OkxReplies.First(reply).Then(time => VenueClock.From(time.Ts, reply.Value!));
    }

    /// <summary>What perpetuals alone have.</summary>
    private sealed record FundedInputs(
        Reading<FundingQuote> Funding,
        Reading<IReadOnlyList<WireSample>> Payments,
        Reading<LiquidationTape> Liquidations
    );
}
