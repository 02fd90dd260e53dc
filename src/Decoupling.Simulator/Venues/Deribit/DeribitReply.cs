using System.Text.Json;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Deribit;

/// <summary>Deribit's JSON-RPC envelope: a result, or an error beside status 400.</summary>
internal static class DeribitReply
{
    public static VenueReply Ok(VenueRequest request, Action<Utf8JsonWriter> writeResult) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("jsonrpc", "2.0");
                json.WritePropertyName("result");
                writeResult(json);
                json.WriteNumber("usIn", request.Now * 1000);
                json.WriteNumber("usOut", request.Now * 1000 + 205);
                json.WriteNumber("usDiff", 205);
                json.WriteBoolean("testnet", false);
                json.WriteEndObject();
            }
        );

    public static VenueReply Error(int status, int code, string message) =>
        VenueReply.Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("jsonrpc", "2.0");
                json.WriteStartObject("error");
                json.WriteNumber("code", code);
                json.WriteString("message", message);
                json.WriteEndObject();
                json.WriteBoolean("testnet", false);
                json.WriteEndObject();
            }
        );

    public static VenueRefusalException Invalid(string parameter) =>
        new(Error(400, -32602, $"Invalid params: {parameter}"));

    public static VenueRefusalException NoSuchInstrument() => new(Error(400, 13020, "not_found"));

    public static string Require(VenueRequest request, string name) => request.Text(name) ?? throw Invalid(name);

    public static long RequireNumber(VenueRequest request, string name) =>
        request.Number(name, Invalid) ?? throw Invalid(name);
}
