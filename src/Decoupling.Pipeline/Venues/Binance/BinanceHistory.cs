namespace Decoupling.Pipeline.Venues.Binance;

/// <summary>Binance's windows: bars, funding payments and open interest over time.</summary>
internal sealed class BinanceHistory(BinanceEndpoints endpoints, VenueHttp http)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A month of hourly payments fits one page; more than this is a venue that repeats itself.</summary>
    private const int MostFundingPages = 10;

    /// <summary>Closed bars from a time to the slot, page by page.</summary>
    public async Task<FetchedBars> FetchBarsAsync(
        VenueRequest request,
        DateTimeOffset fromAt,
        TimeSpan step,
        int limit,
        Func<TimeGrid, VenueCall> call,
        CancellationToken token
    ) =>
        await FetchedBars.FetchAsync(
            TimeGrid.Between(fromAt, request.SlotAt, step),
            BinanceEndpoints.Interval(step),
            limit,
            async page => Body(await http.GetAsync(call(page), BinanceJson.Default.IReadOnlyListWireBar, token))
        );

    /// <summary>Funding rates as they were paid, oldest first.</summary>
    public async Task<Reading<IReadOnlyList<WireSample>>> FetchPaymentsAsync(
        string symbol,
        VenueRequest request,
        CancellationToken token
    )
    {
        var samples = new List<WireSample>();
        var fromAt = request.PaymentsFrom;
        for (var page = 0; page < MostFundingPages && fromAt <= request.SlotAt; page++)
        {
            var type = BinanceJson.Default.IReadOnlyListBinanceFundingRate;
            var reply = await http.GetAsync(endpoints.FundingRate(symbol, fromAt, request.SlotAt), type, token);
            if (reply.Value is not { Body: var rows })
                return new Missing(reply.Reason!);
            samples.AddRange(rows.Select(row => Payment(row, symbol)));
            if (rows.Count < BinanceEndpoints.FundingRates || samples[^1].At is not { } lastAt || lastAt < fromAt)
                break;
            fromAt = lastAt.AddMilliseconds(1);
        }
        return samples;
    }

    /// <summary>A payment of the symbol's, or one that spoils the series.</summary>
    internal static WireSample Payment(BinanceFundingRate? row, string symbol) =>
        row?.Symbol == symbol
            ? new(WireValue.Time(row.FundingTime), WireValue.Rate(row.FundingRate, QuoteMapping.WidestFundingCap))
            : default;

    /// <summary>Hourly open interest in US dollars, oldest first, as far back as the venue goes.</summary>
    public async Task<Reading<IReadOnlyList<WireSample>>> FetchOpenInterestAsync(
        string symbol,
        VenueRequest request,
        CancellationToken token
    )
    {
        var earliestAt = request.SlotAt - BinanceEndpoints.OpenInterestHistory;
        var fromAt = request.SamplesFrom > earliestAt ? request.SamplesFrom : earliestAt;
        return await Pages.JoinAsync(
            TimeGrid.Between(fromAt, request.SlotAt + Hour, Hour).Pages(BinanceEndpoints.OpenInterestSamples),
            async page =>
            {
                var type = BinanceJson.Default.IReadOnlyListBinanceOpenInterestSample;
                var reply = await http.GetAsync(endpoints.OpenInterestHistoryPage(symbol, page), type, token);
                return reply.Then<IReadOnlyList<WireSample>>(rows =>
                    rows.Body.Select(row => Sample(row, symbol)).ToList()
                );
            }
        );
    }

    private static WireSample Sample(BinanceOpenInterestSample? row, string symbol) =>
        row?.Symbol == symbol
            ? new(WireValue.Time(row.Timestamp), WireValue.Cents(WireValue.Size(row.SumOpenInterestValue)))
            : default;

    private static Reading<T> Body<T>(Reading<Reply<T>> reading)
        where T : class => reading.Then<T>(reply => reply.Body);
}
