using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Decoupling.Pipeline.Accounts.Wire;

namespace Decoupling.Pipeline.Accounts;

/// <summary>The JSON Schema of the positions file: what other programs write it by.</summary>
public static class PositionsSchema
{
    private const string Resource = "positions-v1.schema.json";

    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as JSON (draft 2020-12), as it is published.</summary>
    public static string Read()
    {
        using var stream = typeof(PositionsSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    /// <summary>The schema as the fields say it, which is what the file must be.</summary>
    internal static string Build()
    {
        var schema = ObjectOf(AccountFields.File);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(
            1,
            "title",
            string.Create(CultureInfo.InvariantCulture, $"Positions v{AccountFields.SchemaVersion}")
        );
        return schema.ToJsonString(s_indented) + "\n";
    }

    private static JsonObject ValueOf(AccountField field) =>
        field.Kind switch
        {
            LinedKind.Object => ObjectOf(field),
            LinedKind.List => Described(field, "array", ("items", ObjectOf(field with { Meaning = "" }))),
            LinedKind.Number => NumberOf(field),
            _ => TextOf(field),
        };

    private static JsonObject ObjectOf(AccountField field) =>
        Described(
            field,
            "object",
            (
                "properties",
                new JsonObject(field.Fields.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)ValueOf(one))))
            ),
            (
                "required",
                new JsonArray([.. field.Fields.Where(one => !one.IsOptional).Select(one => (JsonNode)one.Name)])
            ),
            ("additionalProperties", false)
        );

    private static JsonObject NumberOf(AccountField field) =>
        Described(
            field,
            "number",
            (field.IsLeastExcluded ? "exclusiveMinimum" : "minimum", field.Least),
            ("maximum", field.Most)
        );

    private static JsonObject TextOf(AccountField field) =>
        field.Words.Count > 0
            ? Described(field, "string", ("enum", new JsonArray([.. field.Words.Select(word => (JsonNode)word)])))
            : Described(field, "string", ("pattern", field.Pattern));

    private static JsonObject Described(AccountField field, string type, params (string Name, JsonNode? Value)[] rest)
    {
        var node = new JsonObject();
        if (field.Meaning.Length > 0)
        {
            node["description"] = field.Meaning;
        }

        node["type"] = type;
        foreach (var (name, value) in rest)
        {
            node[name] = value;
        }

        return node;
    }
}
