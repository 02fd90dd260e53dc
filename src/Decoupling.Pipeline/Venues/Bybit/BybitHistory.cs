namespace Decoupling.Pipeline.Venues.Bybit;

/// <summary>Bybit's windows: bars, funding payments and open interest over time, each turned to oldest first.</summary>
internal sealed class BybitHistory(BybitEndpoints endpoints, VenueHttp http)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A month of hourly payments fits four pages; more than this is a venue that repeats itself.</summary>
    private const int MostFundingPages = 10;

    /// <summary>Closed bars from a time to the slot, page by page.</summary>
    public Task<FetchedBars> FetchBarsAsync(
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
                return BybitReplies
                    .Of(symbol, BybitReplies.Result(reply), klines => klines.Symbol)
                    .Then(klines => OldestFirst<WireBar>(klines.List?.Select(row => Bar(row, category)).ToList()));
            }
        );

    // The sixth column is coins, or US dollars of inverse contracts; their seventh is coins.
    private static WireBar Bar(WireColumns row, string category) =>
        new(row[0], row[1], row[2], row[3], row[4], row[category == BybitVenue.InverseCategory ? 6 : 5]);

    /// <summary>Funding rates as they were paid, oldest first.</summary>
    public async Task<Reading<IReadOnlyList<WireSample>>> FetchPaymentsAsync(
        string category,
        string symbol,
        VenueRequest request,
        CancellationToken token
    )
    {
        var newestFirst = new List<WireSample>();
        var untilAt = request.SlotAt;
        for (var page = 0; page < MostFundingPages && untilAt >= request.PaymentsFrom; page++)
        {
            var type = BybitJson.Default.BybitReplyBybitListBybitFundingRate;
            var call = endpoints.FundingHistory(category, symbol, request.PaymentsFrom, untilAt);
            var result = BybitReplies.Result(await http.GetAsync(call, type, token));
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

    /// <summary>Hourly open interest of one side, oldest first: in coins, or in US dollars of inverse contracts.</summary>
    public Task<Reading<IReadOnlyList<WireSample>>> FetchOpenInterestAsync(
        string category,
        string symbol,
        VenueRequest request,
        CancellationToken token
    ) =>
        Pages.JoinAsync(
            TimeGrid
                .Between(request.SamplesFrom, request.SlotAt + Hour, Hour)
                .Pages(BybitEndpoints.OpenInterestSamples),
            async page =>
            {
                var type = BybitJson.Default.BybitReplyBybitOpenInterest;
                var reply = await http.GetAsync(endpoints.OpenInterest(category, symbol, page), type, token);
                return BybitReplies
                    .Of(symbol, BybitReplies.Result(reply), result => result.Symbol)
                    .Then(result => OldestFirst<WireSample>(result.List?.Select(Sample).ToList()));
            }
        );

    private static WireSample Sample(BybitOpenInterestSample? row) =>
        row is null
            ? default
            : new(
                WireValue.Time(row.Timestamp),
                WireValue.Size(BybitReplies.OneSide(row.SingleOpenInterest, row.OpenInterest))
            );

    private static Reading<IReadOnlyList<T>> OldestFirst<T>(IReadOnlyList<T>? newestFirst) =>
        newestFirst is null ? new Missing("the reply has no list") : newestFirst.Reverse().ToList();
}
