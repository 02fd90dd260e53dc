using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the service's error code and message: {"odata.error":{"code":…,"message":{"value":…}}}.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Instance = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            var details = document.RootElement.GetProperty("odata.error");
            var code = details.GetProperty("code").GetString();
            error = new ResponseError(code, details.GetProperty("message").GetProperty("value").GetString());
            return true;
        }
        catch (Exception reason) when (reason is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
