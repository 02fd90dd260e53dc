namespace Decoupling.Pipeline.Venues.Hyperliquid;

/// <summary>Hyperliquid's windows: bars and hourly funding payments.</summary>
internal sealed class HyperliquidHistory(HyperliquidEndpoints endpoints, VenueHttp http)
{
    /// <summary>A month of hourly payments fits two pages; more than this is a venue that repeats itself.</summary>
    private const int MostFundingPages = 5;

    /// <summary>Closed bars from a time to the slot, page by page.</summary>
    public Task<FetchedBars> FetchBarsAsync(
        string coin,
        DateTimeOffset fromAt,
        DateTimeOffset slotAt,
        TimeSpan step,
        CancellationToken token
    ) =>
        FetchedBars.FetchAsync(
            TimeGrid.Between(fromAt, slotAt, step),
            HyperliquidEndpoints.Interval(step),
            HyperliquidEndpoints.Bars,
            async page =>
            {
                var type = HyperliquidJson.Default.IReadOnlyListHyperliquidCandle;
                var reply = await http.GetAsync(endpoints.Candles(coin, page), type, token);
                return reply.Then<IReadOnlyList<WireBar>>(read => read.Body.Select(row => Bar(row, coin)).ToList());
            }
        );

    private static WireBar Bar(HyperliquidCandle? row, string coin) =>
        row?.Coin == coin ? new(row.OpenTime, row.Open, row.High, row.Low, row.Close, row.Volume) : default;

    /// <summary>Funding rates as they were paid, oldest first.</summary>
    public async Task<Reading<IReadOnlyList<WireSample>>> FetchPaymentsAsync(
        string coin,
        VenueRequest request,
        CancellationToken token
    )
    {
        var samples = new List<WireSample>();
        var fromAt = request.PaymentsFrom;
        for (var page = 0; page < MostFundingPages && fromAt <= request.SlotAt; page++)
        {
            var type = HyperliquidJson.Default.IReadOnlyListHyperliquidFunding;
            var reply = await http.GetAsync(endpoints.FundingHistory(coin, fromAt, request.SlotAt), type, token);
            if (reply.Value is not { Body: var rows })
                return new Missing(reply.Reason!);
            samples.AddRange(rows.Select(row => Payment(row, coin)));
            if (rows.Count < HyperliquidEndpoints.FundingRates || samples[^1].At is not { } lastAt || lastAt < fromAt)
                break;
            fromAt = lastAt.AddMilliseconds(1);
        }
        return samples;
    }

    private static WireSample Payment(HyperliquidFunding? row, string coin) =>
        row?.Coin == coin
            ? new(WireValue.Time(row.Time), WireValue.Rate(row.FundingRate, QuoteMapping.WidestFundingCap))
            : default;
}
