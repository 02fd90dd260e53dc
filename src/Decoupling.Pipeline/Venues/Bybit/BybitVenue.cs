using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Bybit;

/// <summary>Bybit: spot, linear and inverse perpetuals, public data only.</summary>
internal sealed class BybitVenue(
    BybitEndpoints endpoints,
    VenueHttp http,
    VenueProducts products,
    SymbolMap symbols,
    TimeProvider time
) : IVenue
{
    /// <summary>Contracts of one US dollar that settle in the coin.</summary>
    public const string InverseCategory = "inverse";

    private const string SpotCategory = "spot";
    private const string LinearCategory = "linear";
    private const decimal NanosecondsPerMillisecond = 1_000_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly MissingInput NoLiquidations = new(
        "liquidations",
        null,
        "Bybit tells liquidations on its websocket only."
    );

    private readonly BybitHistory _history = new(endpoints, http);
    private readonly SharedReply<BybitReply<BybitTime>> _clock = new(time);

    /// <inheritdoc />
    public string Name => "bybit";

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
        var fetch = VenueAnswer.Build(Name, await clock, await instruments);
        return fetch with { Venue = fetch.Venue with { NotPublished = [NoLiquidations] } };
    }

    private IEnumerable<Task<(InstrumentSnapshot, InstrumentReport)>> FetchProducts(
        VenueRequest request,
        CancellationToken token
    )
    {
        var wanted = request.Products ?? products;
        if (wanted.HasFlag(VenueProducts.Spot))
            yield return FetchSpotAsync(request, token);
        if (wanted.HasFlag(VenueProducts.Linear))
        {
            var symbol = Uri.EscapeDataString(symbols.PerpetualSymbol(request.Asset));
            var kind = InstrumentKind.LinearPerpetual;
            var linear = VenueAnswer.Instrument(Name, symbol, kind, symbols.QuoteCoin);
            yield return FetchPerpetualAsync(LinearCategory, linear, request.For(kind, symbol), token);
        }
        if (wanted.HasFlag(VenueProducts.Inverse))
        {
            var (symbol, kind) = ($"{request.Asset}USD", InstrumentKind.InversePerpetual);
            var inverse = VenueAnswer.Instrument(Name, symbol, kind, request.Asset);
            yield return FetchPerpetualAsync(InverseCategory, inverse, request.For(kind, symbol), token);
        }
    }

    /// <inheritdoc />
    public Task<BookFetch> FetchBooksAsync(
        IReadOnlyList<InstrumentSnapshot> instruments,
        CancellationToken cancellationToken
    ) => BookRequests.FetchAsync(Name, instruments, instrument => FetchBookAsync(instrument, cancellationToken));

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        var category = instrument.Kind switch
        {
            InstrumentKind.Spot => SpotCategory,
            InstrumentKind.InversePerpetual => InverseCategory,
            _ => LinearCategory,
        };
        var call = endpoints.OrderBook(category, instrument.Symbol);
        var reply = await http.GetAsync(call, BybitJson.Default.BybitReplyBybitBook, token);
        return BybitReplies
            .Of(instrument.Symbol, BybitReplies.Result(reply), book => book.Symbol)
            .Then(book =>
                BookMapping.From(
                    book.Bids,
                    book.Asks,
                    WireValue.Time(book.EngineTime ?? book.SentTime),
                    reply.Value!.ReceivedAt
                )
            );
    }

    private async Task<Reading<VenueClock>> FetchClockAsync(CancellationToken token)
    {
        var reading = await _clock.GetAsync(() =>
            http.GetAsync(endpoints.Time(), BybitJson.Default.BybitReplyBybitTime, token)
        );
        return reading.Then(reply =>
            VenueClock.From(
                reply.Body.Result?.TimeNano is { } nanoseconds
                    ? decimal.Truncate(nanoseconds / NanosecondsPerMillisecond)
                    : null,
                reply
            )
        );
    }

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchSpotAsync(
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = Uri.EscapeDataString(symbols.SpotSymbol(request.Asset));
        request = request.For(InstrumentKind.Spot, symbol);
        var report = new InstrumentReport(symbol, InstrumentKind.Spot);
        var instrument = VenueAnswer.Instrument(Name, symbol, InstrumentKind.Spot, symbols.QuoteCoin);
        var terms = await FetchTermsAsync(SpotCategory, symbol, token);
        if (IsUntradable(terms, report))
            return (instrument, report);
        var bars = _history.FetchBarsAsync(request, SpotCategory, symbol, request.BarsFrom, request.BarStep, token);
        var hourly = _history.FetchBarsAsync(request, SpotCategory, symbol, request.HourlyFrom, Hour, token);
        await Task.WhenAll(bars, hourly);
        return (WithBars(WithTick(instrument, terms), report, await bars, await hourly), report);
    }

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchPerpetualAsync(
        string category,
        InstrumentSnapshot instrument,
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = instrument.Symbol;
        var report = new InstrumentReport(symbol, instrument.Kind);
        var terms = await FetchTermsAsync(category, symbol, token);
        if (IsUntradable(terms, report))
            return (instrument, report);
        var type = BybitJson.Default.BybitReplyBybitListBybitTicker;
        var ticker = http.GetAsync(endpoints.Ticker(category, symbol), type, token);
        var bars = _history.FetchBarsAsync(request, category, symbol, request.BarsFrom, request.BarStep, token);
        var hourly = _history.FetchBarsAsync(request, category, symbol, request.HourlyFrom, Hour, token);
        var payments = _history.FetchPaymentsAsync(category, symbol, request, token);
        var samples = _history.FetchOpenInterestAsync(category, symbol, request, token);
        await Task.WhenAll(ticker, bars, hourly, payments, samples);

        var snapshot = WithBars(instrument, report, await bars, await hourly);
        snapshot = WithQuotes(WithTick(snapshot, terms), report, await ticker, terms);
        var valued = (await samples).Then(read =>
            category == InverseCategory
                ? BybitOpenInterestUsd.OfUsd(read)
                : BybitOpenInterestUsd.OfCoins(read, request.CarriedHourlyBars, snapshot)
        );
        return (
            snapshot with
            {
                FundingHistory = report.TakeSamples(
                    "funding",
                    "funding history",
                    await payments,
                    request.PaymentsFrom,
                    request.SlotAt
                ),
                OpenInterestHistoryUsd = report.TakeSamples(
                    "openInterest",
                    "open interest history",
                    valued,
                    request.SamplesFrom,
                    request.SlotAt
                ),
            },
            report
        );
    }

    private static bool IsUntradable(Reading<BybitInstrument> terms, InstrumentReport report)
    {
        if (terms.Reason == ListedInstrument.NotListed.Reason)
        {
            report.Note(VenueAnswer.Listing, "all inputs", terms.Reason);
            return true;
        }
        if (terms.Value is { Status: not ("Trading" or null) })
        {
            report.Note("bars", "all inputs", "it does not trade by the venue's status");
            return true;
        }
        report.Take("status", "trading status and terms", terms);
        return false;
    }

    private static InstrumentSnapshot WithBars(
        InstrumentSnapshot instrument,
        InstrumentReport report,
        FetchedBars bars,
        FetchedBars hourly
    ) =>
        instrument with
        {
            Bars = report.TakeBars("bars", bars, withRange: true),
            HourlyBars = report.TakeBars("hourly bars", hourly, withRange: false),
        };

    private static InstrumentSnapshot WithQuotes(
        InstrumentSnapshot snapshot,
        InstrumentReport report,
        Reading<Reply<BybitReply<BybitList<BybitTicker>>>> reading,
        Reading<BybitInstrument> terms
    )
    {
        var (timeMs, receivedAt) = (reading.Value?.Body.Time, reading.Value?.ReceivedAt ?? default);
        var ticker = BybitReplies.Only(snapshot.Symbol, BybitReplies.Result(reading), listed => listed.Symbol);
        var mark = report.Take(
            "mark",
            "mark price",
            ticker.Then(listed => QuoteMapping.Price(listed.MarkPrice, timeMs, receivedAt))
        );
        var cap = QuoteMapping.FundingCap(terms.Value?.UpperFundingRate, terms.Value?.LowerFundingRate);
        return snapshot with
        {
            Mark = mark,
            Index = report.Take(
                "index",
                "index price",
                ticker.Then(listed => QuoteMapping.Price(listed.IndexPrice, timeMs, receivedAt))
            ),
            Funding = report.Take(
                "funding",
                "funding rate",
                ticker.Then(listed =>
                    QuoteMapping.Funding(
                        listed.FundingRate,
                        cap,
                        QuoteMapping.Interval(listed.FundingIntervalHour ?? terms.Value?.FundingInterval / 60),
                        listed.NextFundingTime,
                        timeMs,
                        receivedAt
                    )
                )
            ),
            OpenInterest = report.Take(
                "openInterest",
                "open interest",
                ticker.Then(listed =>
                    QuoteMapping.OpenInterest(
                        BybitReplies.OneSide(listed.SingleOpenInterest, listed.OpenInterest),
                        ListedInstrument.IsInverse(snapshot.Kind) ? QuantityUnit.Usd : QuantityUnit.Coins,
                        ContractTerms.Of(snapshot.Kind, snapshot.ContractMultiplier),
                        mark,
                        timeMs,
                        receivedAt
                    )
                )
            ),
        };
    }

    private static InstrumentSnapshot WithTick(InstrumentSnapshot instrument, Reading<BybitInstrument> terms) =>
        instrument with
        {
            TickSize = WireValue.Price(terms.Value?.PriceFilter?.TickSize),
        };

    private async Task<Reading<BybitInstrument>> FetchTermsAsync(
        string category,
        string symbol,
        CancellationToken token
    )
    {
        var type = BybitJson.Default.BybitReplyBybitListBybitInstrument;
        var reply = await http.GetAsync(endpoints.Instrument(category, symbol), type, token);
        // A symbol that the venue does not know gives an empty list, or an error about its parameters.
        var isUnknown = reply.Value?.Body.Result?.List is { Count: 0 } || reply.Reason == BybitReplyCodes.Refused;
        return isUnknown
            ? ListedInstrument.NotListed
            : BybitReplies.Only(symbol, BybitReplies.Result(reply), listed => listed.Symbol);
    }
}
