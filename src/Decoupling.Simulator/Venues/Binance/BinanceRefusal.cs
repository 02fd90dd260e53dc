using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Binance's error replies: a code, a message, mostly status 400.</summary>
internal static class BinanceRefusal
{
    public static VenueReply Reply(int status, int code, string message) =>
        VenueReply.Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("code", code);
                json.WriteString("msg", message);
                json.WriteEndObject();
            }
        );

    public static VenueRefusalException Missing(string parameter) =>
        new(Reply(400, -1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed."));

    public static VenueRefusalException Illegal(string parameter) =>
        new(
            Reply(400, -1100, $"Illegal characters found in parameter '{parameter}'; legal range is '^[0-9]{{1,20}}$'.")
        );

    public static VenueRefusalException NotValid(string parameter) =>
        new(Reply(400, -1130, $"Data sent for parameter '{parameter}' is not valid."));

    public static VenueRefusalException InvalidInterval() => new(Reply(400, -1120, "Invalid interval."));

    public static VenueRefusalException InvalidSymbol() => new(Reply(400, -1121, "Invalid symbol."));

    public static VenueRefusalException InvalidDepth(long limit) =>
        new(Reply(400, -4021, $"{limit} is not valid depth limit."));

    public static VenueReply OverLimit(RequestLimit limit) =>
        Reply(
            429,
            -1003,
            $"Too much request weight used; current limit is {limit.Weight} request weight per 1 MINUTE. "
                + "Please use WebSocket Streams for live updates to avoid polling the API."
        );

    /// <summary>What Binance says beside a status.</summary>
    public static VenueReply Error(int status)
    {
        var (code, message) = status switch
        {
            418 => (-1003, "Way too much request weight used; IP banned. Please use WebSocket Streams to avoid bans."),
            429 => (-1003, "Too much request weight used."),
            451 => (0, "Service unavailable from a restricted location."),
            403 => (0, "Forbidden."),
            _ => (-1000, "An unknown error occurred while processing the request."),
        };
        return Reply(status, code, message);
    }

    /// <summary>The asset of a mandatory parameter.</summary>
    public static AssetMarket RequireAsset(VenueRequest request, ScriptedMarket market, string parameter = "symbol") =>
        market.Find(request.Text(parameter) ?? throw Missing(parameter)) ?? throw InvalidSymbol();
}
