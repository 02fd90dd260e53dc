using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Replies that spot and futures share.</summary>
internal static class BinanceReplies
{
    public static VenueReply Empty() =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteEndObject();
            }
        );

    public static VenueReply Time(long now) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("serverTime", now);
                json.WriteEndObject();
            }
        );
}
