using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Deribit;

/// <summary>Deribit's windows: bars, funding as it accrued, and the trades that were liquidations.</summary>
internal sealed class DeribitHistory(DeribitEndpoints endpoints, VenueHttp http)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Five thousand trades in a slot; more are not waited for, and the tape then says that it is a lower bound.</summary>
    private const int MostTradePages = 5;

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
            DeribitEndpoints.Interval(step),
            DeribitEndpoints.Bars,
            async page =>
            {
                var call = endpoints.Chart(symbol, page);
                var reply = await http.GetAsync(call, DeribitJson.Default.DeribitReplyDeribitChart, token);
                return reply.Then(read => Rows(read.Body.Result!));
            }
        );

    private static Reading<IReadOnlyList<WireBar>> Rows(DeribitChart chart)
    {
        if (
            chart is not { Ticks: { } ticks, Open: { } open, High: { } high, Low: { } low, Close: { } close }
            || chart.Volume is not { } volume
        )
            return chart.Status == "no_data" ? new List<WireBar>() : new Missing("the bars lack a column");
        if (new[] { open, high, low, close, volume }.Any(column => column.Count != ticks.Count))
            return new Missing("the bars' columns are of different length");
        return Enumerable
            .Range(0, ticks.Count)
            .Select(i => new WireBar(ticks[i], open[i], high[i], low[i], close[i], volume[i]))
            .ToList();
    }

    /// <summary>What accrued in each 8 hours from 00:00, 08:00 and 16:00 UTC on, at their ends: payments as other venues make them.</summary>
    public Task<Reading<IReadOnlyList<WireSample>>> FetchPaymentsAsync(
        string symbol,
        VenueRequest request,
        CancellationToken token
    ) =>
        Pages.JoinAsync(
            TimeGrid.Between(request.PaymentsFrom, request.SlotAt + Hour, Hour).Pages(DeribitEndpoints.FundingHours),
            async page =>
            {
                var call = endpoints.FundingHistory(symbol, page);
                var reply = await http.GetAsync(
                    call,
                    DeribitJson.Default.DeribitReplyIReadOnlyListDeribitFunding,
                    token
                );
                return reply.Then<IReadOnlyList<WireSample>>(read =>
                    read.Body.Result!.Select(Payment).Where(IsEndOfRound).ToList()
                );
            }
        );

    private static WireSample Payment(DeribitFunding? row) =>
        row is null
            ? default
            : new(WireValue.Time(row.Timestamp), WireValue.Rate(row.EightHours, QuoteMapping.WidestFundingCap));

    private static bool IsEndOfRound(WireSample sample) =>
        sample.At is not { } at || at.UtcTicks % DeribitVenue.FundingPeriod.Ticks == 0;

    /// <summary>The liquidations since the slot before: complete, unless there were more trades than are asked for.</summary>
    public async Task<Reading<LiquidationTape>> FetchLiquidationsAsync(
        ListedInstrument instrument,
        VenueRequest request,
        CancellationToken token
    )
    {
        var afterAt = request.SlotAt - request.BarStep;
        var trades = new Dictionary<decimal, DeribitTrade>();
        var fromAt = afterAt.AddMilliseconds(1);
        var hasMore = true;
        for (var page = 0; page < MostTradePages && hasMore; page++)
        {
            var call = endpoints.TradesBetween(instrument.Symbol, fromAt, request.SlotAt);
            var reply = await http.GetAsync(call, DeribitJson.Default.DeribitReplyDeribitTrades, token);
            if (reply.Value?.Body.Result is not { Trades: { } rows } result)
                return new Missing(reply.Reason ?? "the reply has no list");
            foreach (var row in rows)
            {
                if (row?.TradeSeq is not { } place || WireValue.Time(row.Timestamp) is not { } at || at < fromAt)
                    return new Missing("a trade has no readable place or time");
                trades[place] = row;
                fromAt = at;
            }
            hasMore = result.HasMore == true && rows.Count > 0;
        }
        return LiquidationMapping.From(
            trades.OrderBy(trade => trade.Key).SelectMany(trade => Closes(trade.Value, instrument)),
            afterAt,
            request.SlotAt,
            hasMore ? LiquidationCoverage.LowerBound : LiquidationCoverage.Complete
        );
    }

    private static IEnumerable<WireLiquidation> Closes(DeribitTrade trade, ListedInstrument instrument)
    {
        if (trade.Liquidation is null)
            yield break;
        if (
            trade.Liquidation is not ("T" or "M" or "MT")
            || trade.Direction is not ("buy" or "sell")
            || WireValue.Price(trade.Price) is not { } price
            || WireValue.Size(trade.Amount) is not { } amount
        )
        {
            yield return default;
            yield break;
        }
        var coins = instrument.Terms.Form == ContractForm.Inverse ? amount / price : amount;
        var taken = trade.Direction == "buy" ? coins : -coins;
        if (trade.Liquidation.Contains('T'))
            yield return new(WireValue.Time(trade.Timestamp), price, taken);
        if (trade.Liquidation.Contains('M'))
            yield return new(WireValue.Time(trade.Timestamp), price, -taken);
    }
}
