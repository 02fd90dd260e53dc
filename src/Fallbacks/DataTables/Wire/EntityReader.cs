using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads rows of the service's JSON into typed columns.</summary>
internal static class EntityReader
{
    private const string TypeSuffix = "@odata.type";

    public static TableEntity ReadOne(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return Read(document.RootElement);
    }

    public static List<TableEntity> ReadMany(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(Read)];
    }

    private static TableEntity Read(JsonElement row)
    {
        var entity = new TableEntity();
        foreach (var property in row.EnumerateObject())
        {
            var name = property.Name;
            if (name == TableEntity.ETagName)
            {
                entity.ETag = new ETag(property.Value.GetString()!);
            }
            else if (name == nameof(TableEntity.Timestamp))
            {
                entity.Timestamp = Time(property.Value);
            }
            else if (
                !name.StartsWith("odata.", StringComparison.Ordinal) && !name.Contains('@', StringComparison.Ordinal)
            )
            {
                row.TryGetProperty(name + TypeSuffix, out var type);
                entity[name] = Value(property.Value, type.ValueKind == JsonValueKind.String ? type.GetString() : null);
            }
        }

        return entity;
    }

    private static object? Value(JsonElement value, string? type) =>
        type switch
        {
            "Edm.Int64" => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            "Edm.Double" => Double(value),
            "Edm.DateTime" => Time(value),
            "Edm.Guid" => value.GetGuid(),
            "Edm.Binary" => value.GetBytesFromBase64(),
            _ => Native(value),
        };

    private static object? Native(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => Number(value),
            JsonValueKind.Null => null,
            _ => value.GetString(),
        };

    private static object Number(JsonElement value)
    {
        if (value.TryGetInt32(out var whole))
        {
            return whole;
        }

        return value.GetDouble();
    }

    private static double Double(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement value) =>
        DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
