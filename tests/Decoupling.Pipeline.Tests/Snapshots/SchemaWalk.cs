using System.Text.Json;
using System.Text.Json.Nodes;

namespace Decoupling.Pipeline.Tests.Snapshots;

/// <summary>Walks JSON beside its schema: the part of JSON Schema that the exporter writes (references, types, properties, required, items, enum).</summary>
internal sealed class SchemaWalk(JsonNode root)
{
    private readonly HashSet<string> used = [];

    public List<string> Faults { get; } = [];

    public void Check(JsonNode? value, JsonNode schema, string path)
    {
        schema = Resolve(schema);
        if (schema["enum"] is JsonArray names && !names.Any(name => JsonNode.DeepEquals(name, value)))
        {
            Faults.Add($"{path} is {value}, not one of {names.ToJsonString()}");
        }

        if (schema["type"] is { } type && !Types(type).Contains(TypeOf(value)))
        {
            Faults.Add($"{path} is a {TypeOf(value)}, not {type.ToJsonString()}");
        }

        if (value is JsonObject item)
        {
            CheckObject(item, schema, path);
        }
        else if (value is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Check(items[i], schema["items"]!, $"{path}[{i}]");
            }
        }
    }

    /// <summary>The names of the schema's properties that nothing had: a full sample has all.</summary>
    public IEnumerable<string> Unused() => Names(root).Except(used);

    private void CheckObject(JsonObject item, JsonNode schema, string path)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            if (!item.ContainsKey(required!.GetValue<string>()))
            {
                Faults.Add($"{path} has no {required}");
            }
        }

        foreach (var (name, value) in item)
        {
            if (schema["properties"]?[name] is { } property)
            {
                used.Add(name);
                Check(value, property, $"{path}.{name}");
            }
            else
            {
                Faults.Add($"{path}.{name} is not in the schema");
            }
        }
    }

    private static IEnumerable<string> Names(JsonNode schema)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        var inner = properties.Select(property => property.Value!).Append(schema["items"]).OfType<JsonNode>();
        return [.. properties.Select(property => property.Key), .. inner.SelectMany(Names)];
    }

    private JsonNode Resolve(JsonNode schema)
    {
        while (schema["$ref"] is { } reference)
        {
            schema = reference.GetValue<string>().Split('/').Skip(1).Aggregate(root, (node, part) => node[part]!);
        }

        return schema;
    }

    private static string[] Types(JsonNode type)
    {
        string[] types = type is JsonArray several
            ? [.. several.Select(one => one!.GetValue<string>())]
            : [type.GetValue<string>()];
        return types.Contains("number") ? [.. types, "integer"] : types;
    }

    private static string TypeOf(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number when value.AsValue().TryGetValue(out long _) => "integer",
            _ => "number",
        };
}
