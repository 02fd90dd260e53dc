using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Binance;

/// <summary>The windows of Binance's contracts settled in the coin: bars, funding payments and open interest over time.</summary>
internal sealed class BinanceCoinHistory(BinanceCoinEndpoints endpoints, VenueHttp http)
{
    private const int CoinsColumn = 7;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A month of hourly payments fits one page; more than this is a venue that repeats itself.</summary>
    private const int MostFundingPages = 10;

    /// <summary>Closed bars from a time to the slot, page by page.</summary>
    public Task<FetchedBars> FetchBarsAsync(
        string symbol,
        DateTimeOffset fromAt,
        DateTimeOffset slotAt,
        TimeSpan step,
        CancellationToken token
    ) =>
        FetchedBars.FetchAsync(
            TimeGrid.Between(fromAt, slotAt, step),
            BinanceEndpoints.Interval(step),
            BinanceCoinEndpoints.Bars,
            async page =>
            {
                var type = BinanceCoinJson.Default.IReadOnlyListWireColumns;
                var reply = await http.GetAsync(endpoints.Klines(symbol, page), type, token);
                return reply.Then<IReadOnlyList<WireBar>>(read => read.Body.Select(Bar).ToList());
            }
        );

    private static WireBar Bar(WireColumns row) => new(row[0], row[1], row[2], row[3], row[4], row[CoinsColumn]);

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
            samples.AddRange(rows.Select(row => BinanceHistory.Payment(row, symbol)));
            if (rows.Count < BinanceCoinEndpoints.FundingRates || samples[^1].At is not { } lastAt || lastAt < fromAt)
                break;
            fromAt = lastAt.AddMilliseconds(1);
        }
        return samples;
    }

    /// <summary>Hourly open interest in US dollars by the contract's size, oldest first, as far back as the venue goes.</summary>
    public async Task<Reading<IReadOnlyList<WireSample>>> FetchOpenInterestAsync(
        ListedInstrument instrument,
        string pair,
        VenueRequest request,
        CancellationToken token
    )
    {
        var earliestAt = request.SlotAt - BinanceEndpoints.OpenInterestHistory;
        var fromAt = request.SamplesFrom > earliestAt ? request.SamplesFrom : earliestAt;
        return await Pages.JoinAsync(
            TimeGrid.Between(fromAt, request.SlotAt + Hour, Hour).Pages(BinanceCoinEndpoints.OpenInterestSamples),
            async page =>
            {
                var type = BinanceCoinJson.Default.IReadOnlyListBinanceCoinOpenInterestSample;
                var reply = await http.GetAsync(endpoints.OpenInterestHistory(pair, page), type, token);
                return reply.Then<IReadOnlyList<WireSample>>(read =>
                    read.Body.Select(row => Sample(row, pair, instrument.Terms)).ToList()
                );
            }
        );
    }

    private static WireSample Sample(BinanceCoinOpenInterestSample? row, string pair, ContractTerms terms) =>
        row?.Pair == pair && row.ContractType == "PERPETUAL"
            ? new(
                WireValue.Time(row.Timestamp),
                WireValue.Size(row.SumOpenInterest) is { } contracts
                    ? WireValue.Cents(terms.ToUsd(new Contracts(contracts), price: 1).Value)
                    : null
            )
            : default;
}
