using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit's envelope: retCode, retMsg, result, retExtInfo, time. A refused request has status 200 and a retCode other than 0.</summary>
internal static class BybitReply
{
    private const int ParameterError = 10001;

    public static VenueReply Ok(long now, Action<Utf8JsonWriter> writeResult) =>
        Envelope(200, now, 0, "OK", writeResult);

    public static VenueReply Envelope(
        int status,
        long now,
        int code,
        string message,
        Action<Utf8JsonWriter>? writeResult
    ) =>
        VenueReply.Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("retCode", code);
                json.WriteString("retMsg", message);
                json.WriteStartObject("result");
                writeResult?.Invoke(json);
                json.WriteEndObject();
                json.WriteStartObject("retExtInfo");
                json.WriteEndObject();
                json.WriteNumber("time", now);
                json.WriteEndObject();
            }
        );

    public static VenueRefusalException Refuse(long now, string message) =>
        new(Envelope(200, now, ParameterError, message, null));

    public static VenueRefusalException Invalid(long now, string parameter) =>
        Refuse(now, $"params error: {parameter} invalid");

    /// <summary>The asset of the mandatory parameter "symbol".</summary>
    public static AssetMarket RequireAsset(VenueRequest request, ScriptedMarket market) =>
        request.Text("symbol") is { } symbol
            ? market.Find(symbol) ?? throw Refuse(request.Now, "Not supported symbols")
            : throw Invalid(request.Now, "symbol");

    /// <summary>Spot or perpetual by the parameter "category"; what <paramref name="byDefault"/> says where it is absent.</summary>
    public static PriceSeries RequireCategory(VenueRequest request, string? byDefault = null) =>
        (request.Text("category") ?? byDefault) switch
        {
            "spot" => PriceSeries.Spot,
            "linear" => PriceSeries.Perpetual,
            _ => throw Invalid(request.Now, "category"),
        };

    /// <summary>Refuses every category but linear.</summary>
    public static void RequireLinear(VenueRequest request, string? byDefault = null)
    {
        if (RequireCategory(request, byDefault) != PriceSeries.Perpetual)
            throw Invalid(request.Now, "category");
    }

    public static long? Number(VenueRequest request, string name) =>
        request.Number(name, parameter => Invalid(request.Now, parameter));

    /// <summary>The parameter "limit", cut to its range.</summary>
    public static long LimitOf(VenueRequest request, long byDefault, long most) =>
        Math.Clamp(Number(request, "limit") ?? byDefault, 1, most);

    public static string CategoryName(PriceSeries series) => series == PriceSeries.Spot ? "spot" : "linear";
}
