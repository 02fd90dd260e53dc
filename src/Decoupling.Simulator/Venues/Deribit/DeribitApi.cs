using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Deribit;

/// <summary>Deribit v2, public market data of perpetuals and futures by GET: docs.deribit.com.</summary>
internal sealed class DeribitApi(ScriptedMarket market) : IVenueApi
{
    private const string Prefix = "api/v2/public/";

    private static readonly RequestLimit s_requests = new("requests", 20, TimeSpan.FromSeconds(1)) { Burst = 100 };
    private static readonly RequestLimit s_lists = new("get_instruments", 1, TimeSpan.FromSeconds(10)) { Burst = 5 };

    public string ContentType => "application/json";

    public IReadOnlyCollection<string> Endpoints { get; } =
    [
        Prefix + "get_time",
        Prefix + "get_instrument",
        Prefix + "get_instruments",
        Prefix + "ticker",
        Prefix + "get_order_book",
        Prefix + "get_tradingview_chart_data",
        Prefix + "get_funding_rate_history",
        Prefix + "get_last_trades_by_instrument_and_time",
    ];

    public RequestCost CostOf(VenueRequest request) =>
        new(request.Endpoint == Prefix + "get_instruments" ? s_lists : s_requests, 1);

    public VenueReply Answer(VenueRequest request) =>
        request.Endpoint[Prefix.Length..] switch
        {
            "get_time" => DeribitReply.Ok(request, json => json.WriteNumberValue(request.Now)),
            "get_instrument" => DeribitInstruments.One(request, market),
            "get_instruments" => DeribitInstruments.List(request, market),
            "ticker" => DeribitQuotes.Ticker(request, market),
            "get_order_book" => DeribitQuotes.Book(request, market),
            "get_tradingview_chart_data" => DeribitHistory.Chart(request, market),
            "get_funding_rate_history" => DeribitHistory.Funding(request, market),
            _ => DeribitHistory.Trades(request, market),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => DeribitReply.Error(429, 10028, "too_many_requests");

    public VenueReply Error(int status, long now) =>
        status == 429
            ? DeribitReply.Error(status, 10028, "too_many_requests")
            : DeribitReply.Error(status, 11094, "internal_server_error");

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now) => [];
}
