using System.Text.Json;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's envelope: code, msg, data. A refused request has a code other than 0.</summary>
internal static class OkxReply
{
    public static VenueReply Ok(Action<Utf8JsonWriter> writeRows) => Envelope(200, "0", "", writeRows);

    public static VenueReply Envelope(int status, string code, string message, Action<Utf8JsonWriter>? writeRows) =>
        VenueReply.Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("code", code);
                json.WriteString("msg", message);
                json.WriteStartArray("data");
                writeRows?.Invoke(json);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    /// <summary>A parameter that must be there.</summary>
    public static string Require(VenueRequest request, string name) =>
        request.Text(name)
        ?? throw new VenueRefusalException(Envelope(400, "50014", $"Parameter {name} can not be empty.", null));

    public static VenueRefusalException Invalid(string parameter) =>
        new(Envelope(400, "51000", $"Parameter {parameter} error", null));

    public static VenueRefusalException NoSuchInstrument() =>
        new(Envelope(200, "51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.", null));

    public static long? Number(VenueRequest request, string name) => request.Number(name, Invalid);

    /// <summary>The parameter "limit"; over its range it is refused.</summary>
    public static long LimitOf(VenueRequest request, long byDefault, long most)
    {
        var limit = Number(request, "limit") ?? byDefault;
        return limit >= 1 && limit <= most ? limit : throw Invalid("limit");
    }

    public static void WriteTexts(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Value)> values)
    {
        json.WriteStartObject();
        foreach (var (name, value) in values)
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    public static void WriteRow(Utf8JsonWriter json, params ReadOnlySpan<string> cells)
    {
        json.WriteStartArray();
        foreach (var cell in cells)
            json.WriteStringValue(cell);
        json.WriteEndArray();
    }
}
