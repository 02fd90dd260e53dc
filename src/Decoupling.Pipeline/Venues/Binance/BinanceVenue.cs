using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Binance;

/// <summary>Binance: spot, linear (USD-M) and inverse (COIN-M) perpetuals, public data only.</summary>
internal sealed class BinanceVenue(
    BinanceEndpoints endpoints,
    BinanceCoinEndpoints coinEndpoints,
    VenueHttp http,
    VenueProducts products,
    SymbolMap symbols,
    TimeProvider time
) : IVenue
{
    /// <summary>The interval of contracts that fundingInfo does not list.</summary>
    private static readonly TimeSpan OrdinaryFundingInterval = TimeSpan.FromHours(8);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly MissingInput NoLiquidations = new(
        "liquidations",
        null,
        "Binance tells liquidations on its websocket only."
    );

    private readonly BinanceHistory _history = new(endpoints, http);
    private readonly SharedReply<BinanceTime> _spotClock = new(time);
    private readonly SharedReply<BinanceTime> _futuresClock = new(time);
    private readonly SharedReply<IReadOnlyList<BinancePremiumIndex?>> _premiums = new(time);
    private readonly SharedReply<IReadOnlyList<BinanceFundingInfo?>> _terms = new(
        time,
        SharedReply<IReadOnlyList<BinanceFundingInfo?>>.OfLists
    );
    private readonly BinanceCoin _coin = new("binance", coinEndpoints, http, time);

    /// <inheritdoc />
    public string Name => "binance";

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
            yield return FetchPerpetualAsync(request, token);
        if (wanted.HasFlag(VenueProducts.Inverse))
            yield return _coin.FetchAsync(request, token);
    }

    /// <inheritdoc />
    public Task<BookFetch> FetchBooksAsync(
        IReadOnlyList<InstrumentSnapshot> instruments,
        CancellationToken cancellationToken
    ) => BookRequests.FetchAsync(Name, instruments, instrument => FetchBookAsync(instrument, cancellationToken));

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        if (instrument.Kind == InstrumentKind.InversePerpetual)
            return await _coin.FetchBookAsync(instrument.Symbol, token);
        var isSpot = instrument.Kind == InstrumentKind.Spot;
        var call = isSpot ? endpoints.SpotDepth(instrument.Symbol) : endpoints.PerpetualDepth(instrument.Symbol);
        var reply = await http.GetAsync(call, BinanceJson.Default.BinanceDepth, token);
        // A spot book has no time of its own. It is no older than our question, so that stands in.
        return reply.Then(book =>
            BookMapping.From(
                book.Body.Bids,
                book.Body.Asks,
                isSpot ? book.SentAt : WireValue.Time(book.Body.TransactionTime),
                book.ReceivedAt
            )
        );
    }

    private async Task<Reading<VenueClock>> FetchClockAsync(CancellationToken token)
    {
        var type = BinanceJson.Default.BinanceTime;
        var futures = _futuresClock.GetAsync(() => http.GetAsync(endpoints.FuturesTime(), type, token));
        var spot = _spotClock.GetAsync(() => http.GetAsync(endpoints.SpotTime(), type, token));
        await Task.WhenAll(futures, spot);
        var clock = Clock(await futures);
        return clock.Value is null ? Clock(await spot) : clock;
    }

    private static Reading<VenueClock> Clock(Reading<Reply<BinanceTime>> reading) =>
        reading.Then(reply => VenueClock.From(reply.Body.ServerTime, reply));

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchSpotAsync(
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = Uri.EscapeDataString(symbols.SpotSymbol(request.Asset));
        request = request.For(InstrumentKind.Spot, symbol);
        var report = new InstrumentReport(symbol, InstrumentKind.Spot);
        var instrument = VenueAnswer.Instrument(Name, symbol, InstrumentKind.Spot, symbols.QuoteCoin);
        Task<FetchedBars> BarsAsync(DateTimeOffset fromAt, TimeSpan step) =>
            _history.FetchBarsAsync(
                request,
                fromAt,
                step,
                BinanceEndpoints.SpotBars,
                page => endpoints.SpotKlines(symbol, page),
                token
            );

        var info = await http.GetAsync(endpoints.SpotStatus(symbol), BinanceJson.Default.BinanceExchangeInfo, token);
        endpoints.Learn(info.Value?.Body.WeightPerMinute);
        var status = info.Then(reply => Status(reply.Body, symbol));
        if (status.Reason == ListedInstrument.NotListed.Reason)
        {
            report.Note(VenueAnswer.Listing, "all inputs", status.Reason);
            return (instrument, report);
        }
        if (status.Value is { } value && value != "TRADING")
        {
            report.Note("bars", "bars", $"it does not trade, the venue says {value}");
            return (instrument, report);
        }
        report.Take("status", "trading status", status);
        var bars = BarsAsync(request.BarsFrom, request.BarStep);
        var hourly = BarsAsync(request.HourlyFrom, Hour);
        await Task.WhenAll(bars, hourly);
        var snapshot = instrument with
        {
            Bars = report.TakeBars("bars", await bars, withRange: true),
            HourlyBars = report.TakeBars("hourly bars", await hourly, withRange: false),
        };
        return (snapshot, report);
    }

    private static Reading<string> Status(BinanceExchangeInfo info, string symbol) =>
        info.Symbols?.FirstOrDefault(listed => listed?.Symbol == symbol)?.Status is { Length: > 0 and < 32 } status
        && status.All(char.IsAsciiLetterUpper)
            ? status
            : new Missing("the venue does not say");

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchPerpetualAsync(
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = Uri.EscapeDataString(symbols.PerpetualSymbol(request.Asset));
        request = request.For(InstrumentKind.LinearPerpetual, symbol);
        Task<FetchedBars> BarsAsync(DateTimeOffset fromAt, TimeSpan step) =>
            _history.FetchBarsAsync(
                request,
                fromAt,
                step,
                BinanceEndpoints.PerpetualBars,
                page => endpoints.PerpetualKlines(symbol, page),
                token
            );

        var report = new InstrumentReport(symbol, InstrumentKind.LinearPerpetual);
        var instrument = VenueAnswer.Instrument(Name, symbol, InstrumentKind.LinearPerpetual, symbols.QuoteCoin);
        var premiums = await _premiums.GetAsync(() =>
            http.GetAsync(endpoints.PremiumIndices(), BinanceJson.Default.IReadOnlyListBinancePremiumIndex, token)
        );
        var live = premiums.Then<Reply<BinancePremiumIndex>>(reply =>
            reply.Body.FirstOrDefault(entry => entry?.Symbol == symbol) is { } found
                ? new Reply<BinancePremiumIndex>(found, reply.SentAt, reply.ReceivedAt)
                : ListedInstrument.NotListed
        );
        if (live.Reason == ListedInstrument.NotListed.Reason)
        {
            report.Note(VenueAnswer.Listing, "all inputs", live.Reason);
            return (instrument, report);
        }
        var terms = FetchFundingTermsAsync(symbol, token);
        var openInterest = http.GetAsync(
            endpoints.OpenInterest(symbol),
            BinanceJson.Default.BinanceOpenInterest,
            token
        );
        var bars = BarsAsync(request.BarsFrom, request.BarStep);
        var hourly = BarsAsync(request.HourlyFrom, Hour);
        var payments = _history.FetchPaymentsAsync(symbol, request, token);
        var samples = _history.FetchOpenInterestAsync(symbol, request, token);
        await Task.WhenAll(terms, openInterest, bars, hourly, payments, samples);

        var snapshot = instrument with
        {
            Bars = report.TakeBars("bars", await bars, withRange: true),
            HourlyBars = report.TakeBars("hourly bars", await hourly, withRange: false),
        };
        snapshot = WithQuotes(snapshot, report, live, await terms, Of(symbol, await openInterest, body => body.Symbol));
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
                    await samples,
                    request.SamplesFrom,
                    request.SlotAt
                ),
            },
            report
        );
    }

    private static InstrumentSnapshot WithQuotes(
        InstrumentSnapshot snapshot,
        InstrumentReport report,
        Reading<Reply<BinancePremiumIndex>> premium,
        Reading<FundingTerms> terms,
        Reading<Reply<BinanceOpenInterest>> openInterest
    )
    {
        var mark = report.Take(
            "mark",
            "mark price",
            premium.Then(reply => QuoteMapping.Price(reply.Body.MarkPrice, reply.Body.Time, reply.ReceivedAt))
        );
        return snapshot with
        {
            Mark = mark,
            Index = report.Take(
                "index",
                "index price",
                premium.Then(reply => QuoteMapping.Price(reply.Body.IndexPrice, reply.Body.Time, reply.ReceivedAt))
            ),
            Funding = report.Take(
                "funding",
                "funding rate",
                premium.Then(reply =>
                    terms.Then(contract =>
                        QuoteMapping.Funding(
                            reply.Body.LastFundingRate,
                            contract.Cap,
                            contract.Interval,
                            reply.Body.NextFundingTime,
                            reply.Body.Time,
                            reply.ReceivedAt
                        )
                    )
                )
            ),
            OpenInterest = report.Take(
                "openInterest",
                "open interest",
                openInterest.Then(reply =>
                    QuoteMapping.OpenInterest(reply.Body.OpenInterest, mark, reply.Body.Time, reply.ReceivedAt)
                )
            ),
        };
    }

    private async Task<Reading<FundingTerms>> FetchFundingTermsAsync(string symbol, CancellationToken token)
    {
        var type = BinanceJson.Default.IReadOnlyListBinanceFundingInfo;
        return Terms(symbol, await _terms.GetAsync(() => http.GetAsync(endpoints.FundingInfo(), type, token)));
    }

    /// <summary>How a contract is funded: by the list of those whose terms were adjusted, or as ordinary ones are.</summary>
    internal static Reading<FundingTerms> Terms(string symbol, Reading<Reply<IReadOnlyList<BinanceFundingInfo?>>> reply)
    {
        if (reply.Value is null)
            return new Missing($"its interval is not known, {reply.Reason}");
        var listed = reply.Value.Body.FirstOrDefault(info => info?.Symbol == symbol);
        return listed is null
            ? new FundingTerms(OrdinaryFundingInterval, QuoteMapping.WidestFundingCap)
            : new FundingTerms(
                QuoteMapping.Interval(listed.FundingIntervalHours),
                QuoteMapping.FundingCap(listed.AdjustedFundingRateCap, listed.AdjustedFundingRateFloor)
            );
    }

    private static Reading<Reply<T>> Of<T>(string symbol, Reading<Reply<T>> reading, Func<T, string?> symbolOf)
        where T : class =>
        reading.Then<Reply<T>>(reply =>
            symbolOf(reply.Body) == symbol ? reply : new Missing("the reply is of another symbol")
        );
}

/// <summary>How a contract's funding is paid, by the venue.</summary>
/// <param name="Interval">The time between two payments, or <see langword="null"/> if it is not readable.</param>
/// <param name="Cap">The most that a rate may be either way.</param>
internal sealed record FundingTerms(TimeSpan? Interval, decimal Cap);
