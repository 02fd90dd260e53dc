using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Bybit: spot and linear perpetuals, public data only.</summary>
internal sealed class BybitVenue(BybitEndpoints endpoints, VenueHttp http, SymbolMap symbols) : IVenue
{
    private const string SpotCategory = "spot";
    private const string LinearCategory = "linear";
    private const decimal NanosecondsPerMillisecond = 1_000_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A month of hourly payments fits four pages; more than this is a venue that repeats itself.</summary>
    private const int MostFundingPages = 10;

    /// <inheritdoc />
    public string Name => "bybit";

    /// <inheritdoc />
    public async Task<VenueFetch> FetchAsync(VenueRequest request, CancellationToken cancellationToken)
    {
        var clock = FetchClockAsync(cancellationToken);
        var spot = FetchSpotAsync(request, cancellationToken);
        var perpetual = FetchPerpetualAsync(request, cancellationToken);
        await Task.WhenAll(clock, spot, perpetual);
        return VenueAnswer.Build(Name, await clock, await spot, await perpetual);
    }

    /// <inheritdoc />
    public Task<BookFetch> FetchBooksAsync(
        IReadOnlyList<InstrumentSnapshot> instruments,
        CancellationToken cancellationToken
    ) => BookRequests.FetchAsync(Name, instruments, instrument => FetchBookAsync(instrument, cancellationToken));

    private async Task<Reading<OrderBook>> FetchBookAsync(InstrumentSnapshot instrument, CancellationToken token)
    {
        var category = instrument.Kind == InstrumentKind.Spot ? SpotCategory : LinearCategory;
        var call = endpoints.OrderBook(category, instrument.Symbol);
        var reply = await http.GetAsync(call, BybitJson.Default.BybitReplyBybitBook, token);
        return Of(instrument.Symbol, Result(reply), book => book.Symbol)
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
        var reading = await http.GetAsync(endpoints.Time(), BybitJson.Default.BybitReplyBybitTime, token);
        return reading.Then<VenueClock>(reply =>
            reply.Body.Result?.TimeNano is { } nanoseconds
            && WireValue.Time(decimal.Truncate(nanoseconds / NanosecondsPerMillisecond)) is { } serverTimeAt
                ? new VenueClock(serverTimeAt, reply.MiddleAt)
                : new Missing("it is missing or not readable")
        );
    }

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchSpotAsync(
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = Uri.EscapeDataString(symbols.SpotSymbol(request.Asset));
        var report = new InstrumentReport(symbol, InstrumentKind.Spot);
        var instrument = VenueAnswer.Instrument(Name, symbol, InstrumentKind.Spot, symbols.QuoteCoin);
        var terms = FetchTermsAsync(SpotCategory, symbol, token);
        var bars = FetchBarsAsync(request, SpotCategory, symbol, request.BarsFrom, request.BarStep, token);
        var hourly = FetchBarsAsync(request, SpotCategory, symbol, request.HourlyFrom, Hour, token);
        await Task.WhenAll(terms, bars, hourly);

        return IsHalted(await terms, report)
            ? (instrument, report)
            : (WithBars(instrument, report, await bars, await hourly), report);
    }

    private async Task<(InstrumentSnapshot, InstrumentReport)> FetchPerpetualAsync(
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = Uri.EscapeDataString(symbols.PerpetualSymbol(request.Asset));
        var report = new InstrumentReport(symbol, InstrumentKind.LinearPerpetual);
        var instrument = VenueAnswer.Instrument(Name, symbol, InstrumentKind.LinearPerpetual, symbols.QuoteCoin);
        var terms = FetchTermsAsync(LinearCategory, symbol, token);
        var ticker = http.GetAsync(endpoints.Ticker(symbol), BybitJson.Default.BybitReplyBybitListBybitTicker, token);
        var bars = FetchBarsAsync(request, LinearCategory, symbol, request.BarsFrom, request.BarStep, token);
        var hourly = FetchBarsAsync(request, LinearCategory, symbol, request.HourlyFrom, Hour, token);
        var payments = FetchPaymentsAsync(symbol, request, token);
        var samples = FetchOpenInterestHistoryAsync(symbol, request, token);
        await Task.WhenAll(terms, ticker, bars, hourly, payments, samples);

        if (IsHalted(await terms, report))
            return (instrument, report);
        var snapshot = WithBars(instrument, report, await bars, await hourly);
        snapshot = WithQuotes(snapshot, report, await ticker, await terms);
        var valued = (await samples).Then<IReadOnlyList<WireSample>>(rows =>
            rows.Select(row => InUsd(row, snapshot)).ToList()
        );
        return (
            snapshot with
            {
                FundingHistory = report.TakeSamples(
                    "funding",
                    "funding history",
                    await payments,
                    request.HistoryFrom,
                    request.SlotAt
                ),
                OpenInterestHistoryUsd = report.TakeSamples(
                    "openInterest",
                    "open interest history",
                    valued,
                    request.HistoryFrom,
                    request.SlotAt
                ),
            },
            report
        );
    }

    private static bool IsHalted(Reading<BybitInstrument> terms, InstrumentReport report)
    {
        if (terms.Value is null)
            report.Note("status", "trading status and terms", terms.Reason);
        if (terms.Value is null or { Status: "Trading" or null })
            return false;
        report.Note("bars", "all inputs", "it does not trade by the venue's status");
        return true;
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
        var ticker = Only(snapshot.Symbol, Result(reading), listed => listed.Symbol);
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
                        OneSide(listed.SingleOpenInterest, listed.OpenInterest),
                        mark,
                        timeMs,
                        receivedAt
                    )
                )
            ),
        };
    }

    /// <summary>Bybit's open interest adds longs and shorts; one side is a field of its own, or the half.</summary>
    private static decimal? OneSide(decimal? single, decimal? both) => single ?? both / 2;

    /// <summary>Bybit tells past open interest in coins: valued at the close of the bar that ended then.</summary>
    private static WireSample InUsd(WireSample coins, InstrumentSnapshot snapshot)
    {
        if (coins.At is not { } at)
            return coins;
        var price = TimeGrid.CloseAt(snapshot.HourlyBars, at);
        if (double.IsNaN(price))
            price = TimeGrid.CloseAt(snapshot.Bars, at);
        return double.IsNaN(price) ? coins with { Value = null } : coins with { Value = coins.Value * price };
    }

    private Task<FetchedBars> FetchBarsAsync(
        VenueRequest request,
        string category,
        string symbol,
        DateTimeOffset fromAt,
        TimeSpan step,
        CancellationToken token
    ) =>
        FetchedBars.FetchAsync(
            TimeGrid.Between(fromAt, request.SlotAt, step),
            BybitEndpoints.Interval(step),
            BybitEndpoints.Bars,
            async page =>
            {
                var type = BybitJson.Default.BybitReplyBybitKlines;
                var reply = await http.GetAsync(endpoints.Klines(category, symbol, page), type, token);
                return Of(symbol, Result(reply), klines => klines.Symbol).Then(klines => OldestFirst(klines.List));
            }
        );

    private async Task<Reading<BybitInstrument>> FetchTermsAsync(
        string category,
        string symbol,
        CancellationToken token
    )
    {
        var type = BybitJson.Default.BybitReplyBybitListBybitInstrument;
        var reply = await http.GetAsync(endpoints.Instrument(category, symbol), type, token);
        return Only(symbol, Result(reply), listed => listed.Symbol);
    }

    private async Task<Reading<IReadOnlyList<WireSample>>> FetchPaymentsAsync(
        string symbol,
        VenueRequest request,
        CancellationToken token
    )
    {
        var newestFirst = new List<WireSample>();
        var untilAt = request.SlotAt;
        for (var page = 0; page < MostFundingPages && untilAt >= request.HistoryFrom; page++)
        {
            var type = BybitJson.Default.BybitReplyBybitListBybitFundingRate;
            var call = endpoints.FundingHistory(symbol, request.HistoryFrom, untilAt);
            var result = Result(await http.GetAsync(call, type, token));
            if (result.Value is not { List: { } rows })
                return new Missing(result.Reason ?? "the reply has no list");
            newestFirst.AddRange(rows.Select(row => Payment(row, symbol)));
            if (
                rows.Count < BybitEndpoints.FundingRates
                || newestFirst[^1].At is not { } oldestAt
                || oldestAt > untilAt
            )
                break;
            untilAt = oldestAt.AddMilliseconds(-1);
        }
        return OldestFirst(newestFirst);
    }

    private static WireSample Payment(BybitFundingRate? row, string symbol) =>
        row?.Symbol == symbol
            ? new(
                WireValue.Time(row.FundingRateTimestamp),
                WireValue.Rate(row.FundingRate, QuoteMapping.WidestFundingCap)
            )
            : default;

    private Task<Reading<IReadOnlyList<WireSample>>> FetchOpenInterestHistoryAsync(
        string symbol,
        VenueRequest request,
        CancellationToken token
    ) =>
        Pages.JoinAsync(
            TimeGrid
                .Between(request.HistoryFrom, request.SlotAt + Hour, Hour)
                .Pages(BybitEndpoints.OpenInterestSamples),
            async page =>
            {
                var type = BybitJson.Default.BybitReplyBybitOpenInterest;
                var reply = await http.GetAsync(endpoints.OpenInterest(symbol, page), type, token);
                return Of(symbol, Result(reply), result => result.Symbol)
                    .Then(result => OldestFirst<WireSample>(result.List?.Select(Sample).ToList()));
            }
        );

    private static WireSample Sample(BybitOpenInterestSample? row) =>
        row is null
            ? default
            : new(WireValue.Time(row.Timestamp), WireValue.Size(OneSide(row.SingleOpenInterest, row.OpenInterest)));

    private static Reading<IReadOnlyList<T>> OldestFirst<T>(IReadOnlyList<T>? newestFirst) =>
        newestFirst is null ? new Missing("the reply has no list") : newestFirst.Reverse().ToList();

    private static Reading<T> Result<T>(Reading<Reply<BybitReply<T>>> reading)
        where T : class => reading.Then<T>(reply => reply.Body.Result!);

    private static Reading<T> Of<T>(string symbol, Reading<T> reading, Func<T, string?> symbolOf)
        where T : class =>
        reading.Then<T>(result => symbolOf(result) == symbol ? result : new Missing("the reply is of another symbol"));

    private static Reading<T> Only<T>(string symbol, Reading<BybitList<T>> reading, Func<T, string?> symbolOf)
        where T : class =>
        reading.Then<T>(result =>
            result.List?.FirstOrDefault(listed => listed is not null && symbolOf(listed) == symbol) is { } found
                ? found
                : new Missing("the reply does not hold the symbol")
        );
}
