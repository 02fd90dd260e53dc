using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Okx;

/// <summary>OKX's windows: bars, funding payments, open interest over time and liquidations, each turned to oldest first.</summary>
internal sealed class OkxHistory(OkxEndpoints endpoints, VenueHttp http)
{
    private const int CoinsOfSpot = 5;
    private const int CoinsOfContract = 6;
    private const int Confirmed = 8;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A month of hourly payments fits two pages; more than this is a venue that repeats itself.</summary>
    private const int MostFundingPages = 5;

    /// <summary>Closed bars from a time to the slot, page by page.</summary>
    public Task<FetchedBars> FetchBarsAsync(
        ListedInstrument instrument,
        DateTimeOffset fromAt,
        DateTimeOffset slotAt,
        TimeSpan step,
        CancellationToken token
    ) =>
        FetchedBars.FetchAsync(
            TimeGrid.Between(fromAt, slotAt, step),
            OkxEndpoints.Interval(step),
            OkxEndpoints.Bars,
            async page =>
            {
                var call = endpoints.Candles(instrument.Symbol, page, slotAt);
                var reply = await http.GetAsync(call, OkxJson.Default.OkxReplyWireColumns, token);
                return OkxReplies
                    .Data(reply)
                    .Then<IReadOnlyList<WireBar>>(rows =>
                        rows.Reverse()
                            .Where(row => row[Confirmed] != 0)
                            .Select(row => Bar(row, instrument.Kind))
                            .ToList()
                    );
            }
        );

    // A spot row's sixth column is coins; a contract's is contracts, and its seventh coins.
    private static WireBar Bar(WireColumns row, InstrumentKind kind) =>
        new(row[0], row[1], row[2], row[3], row[4], row[kind == InstrumentKind.Spot ? CoinsOfSpot : CoinsOfContract]);

    /// <summary>Funding rates as they were paid, oldest first.</summary>
    public async Task<Reading<IReadOnlyList<WireSample>>> FetchPaymentsAsync(
        string symbol,
        VenueRequest request,
        CancellationToken token
    )
    {
        var newestFirst = new List<WireSample>();
        var untilAt = request.SlotAt;
        for (var page = 0; page < MostFundingPages && untilAt >= request.PaymentsFrom; page++)
        {
            var call = endpoints.FundingHistory(symbol, request.PaymentsFrom, untilAt);
            var data = OkxReplies.Data(await http.GetAsync(call, OkxJson.Default.OkxReplyOkxPayment, token));
            if (data.Value is not { } rows)
                return new Missing(data.Reason!);
            newestFirst.AddRange(rows.Select(row => Payment(row, symbol)));
            if (rows.Count < OkxEndpoints.FundingRates || newestFirst[^1].At is not { } oldestAt || oldestAt > untilAt)
                break;
            untilAt = oldestAt.AddMilliseconds(-1);
        }
        newestFirst.Reverse();
        return newestFirst;
    }

    private static WireSample Payment(OkxPayment? row, string symbol) =>
        row?.InstId == symbol
            ? new(WireValue.Time(row.FundingTime), WireValue.Rate(row.RealizedRate, QuoteMapping.WidestFundingCap))
            : default;

    /// <summary>Hourly open interest in US dollars by the venue's own valuation, oldest first.</summary>
    public Task<Reading<IReadOnlyList<WireSample>>> FetchOpenInterestAsync(
        string symbol,
        VenueRequest request,
        CancellationToken token
    ) =>
        Pages.JoinAsync(
            TimeGrid.Between(request.SamplesFrom, request.SlotAt + Hour, Hour).Pages(OkxEndpoints.OpenInterestSamples),
            async page =>
            {
                var call = endpoints.OpenInterestHistory(symbol, page);
                var reply = await http.GetAsync(call, OkxJson.Default.OkxReplyWireColumns, token);
                return OkxReplies
                    .Data(reply)
                    .Then<IReadOnlyList<WireSample>>(rows => rows.Reverse().Select(OpenInterest).ToList());
            }
        );

    private static WireSample OpenInterest(WireColumns row) =>
        new(WireValue.Time(row[0]), WireValue.Cents(WireValue.Size(row[3])));

    /// <summary>Closes since the slot before. The venue documents at most one a second and contract: a lower bound.</summary>
    public async Task<Reading<LiquidationTape>> FetchLiquidationsAsync(
        ListedInstrument instrument,
        string underlying,
        VenueRequest request,
        CancellationToken token
    )
    {
        var call = endpoints.LiquidationOrders(underlying);
        var reply = await http.GetAsync(call, OkxJson.Default.OkxReplyOkxLiquidations, token);
        return OkxReplies
            .Data(reply)
            .Then(data =>
                LiquidationMapping.From(
                    data.OfType<OkxLiquidations>()
                        .Where(entry => entry.InstId is null || entry.InstId == instrument.Symbol)
                        .SelectMany(entry => entry.Details ?? [])
                        .Select(close => Close(close, instrument)),
                    request.SlotAt - request.BarStep,
                    request.SlotAt,
                    LiquidationCoverage.LowerBound
                )
            );
    }

    private static WireLiquidation Close(OkxLiquidation? close, ListedInstrument instrument)
    {
        var price = WireValue.Price(close?.BkPx);
        if (price is null || WireValue.Size(close!.Sz) is not { } contracts || close.Side is not ("buy" or "sell"))
            return default;
        var coins = instrument.Terms.ToCoins(new Contracts(contracts), price.Value).Value;
        return new(WireValue.Time(close.Ts), price, close.Side == "sell" ? -coins : coins);
    }
}
