using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Binance;

/// <summary>Binance's inverse perpetuals (COIN-M): a contract is a number of US dollars, and pays in the coin.</summary>
internal sealed class BinanceCoin(string venue, BinanceCoinEndpoints endpoints, VenueHttp http, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly BinanceCoinHistory _history = new(endpoints, http);
    private readonly SharedReply<BinanceCoinExchange> _exchange = new(time);

    /// <summary>Fetches an asset's inverse perpetual.</summary>
    public async Task<(InstrumentSnapshot, InstrumentReport)> FetchAsync(VenueRequest request, CancellationToken token)
    {
        var (pair, symbol) = ($"{request.Asset}USD", $"{request.Asset}USD_PERP");
        var exchange = await _exchange.GetAsync(() =>
            http.GetAsync(endpoints.ExchangeInfo(), BinanceCoinJson.Default.BinanceCoinExchange, token)
        );
        return await ListedFetch.FetchAsync(
            venue,
            (symbol, InstrumentKind.InversePerpetual),
            exchange.Then(read => Listing(read.Body, symbol)),
            request,
            (listed, own) => FetchInputsAsync(listed, pair, own, token)
        );
    }

    /// <summary>Fetches its book; sizes are contracts and stay so.</summary>
    public async Task<Reading<OrderBook>> FetchBookAsync(string symbol, CancellationToken token)
    {
        var reply = await http.GetAsync(endpoints.Depth(symbol), BinanceJson.Default.BinanceDepth, token);
        return reply.Then(book =>
            BookMapping.From(book.Body.Bids, book.Body.Asks, WireValue.Time(book.Body.TransactionTime), book.ReceivedAt)
        );
    }

    internal static Reading<ListedInstrument> Listing(BinanceCoinExchange exchange, string symbol)
    {
        var listed = exchange.Symbols?.FirstOrDefault(contract => contract?.Symbol == symbol);
        if (listed is null)
            return new Missing("the venue does not list it");
        if (listed.ContractType != "PERPETUAL" || !VenueText.IsCoin(listed.MarginAsset))
            return new Missing("the venue says that it is a contract of another type");
        if (WireValue.Price(listed.ContractSize) is not { } multiplier)
            return new Missing("the size of its contract is not readable");
        return new ListedInstrument(symbol, InstrumentKind.InversePerpetual, multiplier, listed.MarginAsset)
        {
            TickSize = WireValue.Price(
                listed.Filters?.FirstOrDefault(filter => filter?.FilterType == "PRICE_FILTER")?.TickSize
            ),
            Pause = listed.ContractStatus switch
            {
                "TRADING" => null,
                "PENDING_TRADING" => "it is listed but not open yet",
                _ => "it does not trade by the venue's status",
            },
        };
    }

    private async Task<InstrumentInputs> FetchInputsAsync(
        ListedInstrument instrument,
        string pair,
        VenueRequest request,
        CancellationToken token
    )
    {
        var symbol = instrument.Symbol;
        var premium = http.GetAsync(
            endpoints.PremiumIndex(symbol),
            BinanceCoinJson.Default.IReadOnlyListBinancePremiumIndex,
            token
        );
        var terms = http.GetAsync(endpoints.FundingInfo(), BinanceJson.Default.IReadOnlyListBinanceFundingInfo, token);
        var interest = http.GetAsync(endpoints.OpenInterest(symbol), BinanceJson.Default.BinanceOpenInterest, token);
        var bars = _history.FetchBarsAsync(symbol, request.BarsFrom, request.SlotAt, request.BarStep, token);
        var hourly = _history.FetchBarsAsync(symbol, request.HourlyFrom, request.SlotAt, Hour, token);
        var payments = _history.FetchPaymentsAsync(symbol, request, token);
        var samples = _history.FetchOpenInterestAsync(instrument, pair, request, token);
        await Task.WhenAll(premium, terms, interest, bars, hourly, payments, samples);

        var live = Live(symbol, await premium);
        var receivedAt = (await premium).Value?.ReceivedAt ?? default;
        var mark = live.Then(read => QuoteMapping.Price(read.MarkPrice, read.Time, receivedAt));
        var contract = BinanceVenue.Terms(symbol, await terms);
        var inputs = new InstrumentInputs
        {
            Bars = await bars,
            Hourly = await hourly,
            Payments = await payments,
            OpenInterestHistory = await samples,
            Funding = live.Then(read =>
                contract.Then(agreed =>
                    QuoteMapping.Funding(
                        read.LastFundingRate,
                        agreed.Cap,
                        agreed.Interval,
                        read.NextFundingTime,
                        read.Time,
                        receivedAt
                    )
                )
            ),
        };
        return inputs.With(
            new DerivativeQuotes(
                mark,
                live.Then(read => QuoteMapping.Price(read.IndexPrice, read.Time, receivedAt)),
                OpenInterest(instrument, mark.Value, await interest)
            )
        );
    }

    private static Reading<BinancePremiumIndex> Live(
        string symbol,
        Reading<Reply<IReadOnlyList<BinancePremiumIndex?>>> premium
    ) =>
        premium.Then<BinancePremiumIndex>(reply =>
            reply.Body.FirstOrDefault(entry => entry?.Symbol == symbol) is { } found
                ? found
                : new Missing("the reply does not hold the symbol")
        );

    private static Reading<OpenInterestQuote> OpenInterest(
        ListedInstrument instrument,
        PriceQuote? mark,
        Reading<Reply<BinanceOpenInterest>> interest
    ) =>
        interest.Then(reply =>
            reply.Body.Symbol == instrument.Symbol
                ? QuoteMapping.OpenInterest(
                    reply.Body.OpenInterest,
                    QuantityUnit.Contracts,
                    instrument.Terms,
                    mark,
                    reply.Body.Time,
                    reply.ReceivedAt
                )
                : new Missing("the reply is of another symbol")
        );
}
