using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX v5, public market data of spot, swap and futures: www.okx.com/docs-v5.</summary>
internal sealed class OkxApi(ScriptedMarket market) : IVenueApi
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(2);

    public string ContentType => "application/json";

    public IReadOnlyCollection<string> Endpoints { get; } =
    [
        "api/v5/public/time",
        "api/v5/public/instruments",
        "api/v5/public/mark-price",
        "api/v5/public/funding-rate",
        "api/v5/public/funding-rate-history",
        "api/v5/public/open-interest",
        "api/v5/public/liquidation-orders",
        "api/v5/market/candles",
        "api/v5/market/history-candles",
        "api/v5/market/index-tickers",
        "api/v5/market/books",
        "api/v5/rubik/stat/contracts/open-interest-history",
    ];

    /// <summary>Requests in two seconds, by endpoint; some by instrument besides.</summary>
    public RequestCost CostOf(VenueRequest request)
    {
        var (limit, key) = request.Endpoint switch
        {
            "api/v5/public/instruments" => (20, request.Text("instType")),
            "api/v5/public/mark-price" => (10, request.Text("instId") ?? request.Text("instType")),
            "api/v5/public/open-interest" => (20, request.Text("instId") ?? request.Text("instType")),
            "api/v5/public/funding-rate" or "api/v5/public/funding-rate-history" => (10, request.Text("instId")),
            "api/v5/rubik/stat/contracts/open-interest-history" => (10, request.Text("instId")),
            "api/v5/market/candles" or "api/v5/market/books" or "api/v5/public/liquidation-orders" => (40, null),
            "api/v5/market/history-candles" or "api/v5/market/index-tickers" => (20, null),
            _ => (10, null),
        };
        return new(new RequestLimit($"{request.Endpoint} {key}", limit, s_window), 1);
    }

    public VenueReply Answer(VenueRequest request) =>
        request.Endpoint switch
        {
            "api/v5/public/time" => OkxReply.Ok(json => OkxReply.WriteTexts(json, ("ts", Digits.Whole(request.Now)))),
            "api/v5/public/instruments" => OkxInstruments.Answer(request, market),
            "api/v5/public/mark-price" => OkxQuotes.Mark(request, market),
            "api/v5/public/funding-rate" => OkxFunding.Now(request, market),
            "api/v5/public/funding-rate-history" => OkxFunding.History(request, market),
            "api/v5/public/open-interest" => OkxQuotes.OpenInterest(request, market),
            "api/v5/public/liquidation-orders" => OkxLiquidations.Answer(request, market),
            "api/v5/market/candles" or "api/v5/market/history-candles" => OkxCandles.Answer(request, market),
            "api/v5/market/index-tickers" => OkxQuotes.Index(request, market),
            "api/v5/market/books" => OkxBook.Answer(request, market),
            _ => OkxCandles.OpenInterest(request, market),
        };

    /// <summary>429 without Retry-After.</summary>
    public VenueReply OverLimit(RequestLimit limit, long now) =>
        OkxReply.Envelope(429, "50011", "Too Many Requests", null);

    public VenueReply Error(int status, long now) =>
        status == 429
            ? OkxReply.Envelope(status, "50011", "Too Many Requests", null)
            : OkxReply.Envelope(status, "50026", "System error. Try again later", null);

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now) => [];
}
