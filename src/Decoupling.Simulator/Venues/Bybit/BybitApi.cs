using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit v5, public market data of spot and linear contracts: bybit-exchange.github.io/docs/v5.</summary>
internal sealed class BybitApi(ScriptedMarket market) : IVenueApi
{
    private static readonly RequestLimit s_address = new("IP", 600, TimeSpan.FromSeconds(5));

    public string ContentType => "application/json; charset=utf-8";

    public IReadOnlyCollection<string> Endpoints { get; } =
    [
        "v5/market/time",
        "v5/market/kline",
        "v5/market/mark-price-kline",
        "v5/market/index-price-kline",
        "v5/market/tickers",
        "v5/market/instruments-info",
        "v5/market/orderbook",
        "v5/market/funding/history",
        "v5/market/open-interest",
    ];

    public RequestCost CostOf(VenueRequest request) => new(s_address, 1);

    public VenueReply Answer(VenueRequest request) =>
        request.Endpoint switch
        {
            _ when request.Text("category") == BybitInverse.Category => BybitInverse.Answer(request, market),
            "v5/market/time" => Time(request.Now),
            "v5/market/kline" => BybitKlines.Answer(request, market, BybitReply.RequireCategory(request, "linear")),
            "v5/market/mark-price-kline" => BybitKlines.Answer(request, market, PriceSeries.Mark),
            "v5/market/index-price-kline" => BybitKlines.Answer(request, market, PriceSeries.Index),
            "v5/market/tickers" => BybitTickers.Answer(request, market),
            "v5/market/instruments-info" => BybitInstruments.Answer(request, market),
            "v5/market/orderbook" => BybitBook.Answer(request, market),
            "v5/market/funding/history" => BybitHistory.Funding(request, market),
            _ => BybitHistory.OpenInterest(request, market),
        };

    /// <summary>Bybit answers 403, not 429, to an address that asks too often.</summary>
    public VenueReply OverLimit(RequestLimit limit, long now) =>
        BybitReply.Envelope(403, now, 10018, "Exceeded the IP Rate Limit: access too frequent", null);

    public VenueReply Error(int status, long now) =>
        status == 429
            ? BybitReply.Envelope(status, now, 10006, "Too many visits!", null)
            : BybitReply.Envelope(status, now, 10016, "Server error.", null);

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now)
    {
        yield return ("X-Bapi-Limit", Digits.Whole(s_address.Weight));
        yield return ("X-Bapi-Limit-Status", Digits.Whole(Math.Max(0, s_address.Weight - limits.Used(s_address, now))));
        yield return ("X-Bapi-Limit-Reset-Timestamp", Digits.Whole(now));
    }

    private static VenueReply Time(long now) =>
        BybitReply.Ok(
            now,
            json =>
            {
                json.WriteString("timeSecond", Digits.Whole(now / 1000));
                json.WriteString("timeNano", Digits.Whole(now * 1_000_000));
            }
        );
}
