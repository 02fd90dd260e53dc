using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Decoupling.Pipeline.Tests.Snapshots;

/// <summary>The JSON Schema of wire types, with their descriptions.</summary>
internal static class SchemaExport
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Export(JsonTypeInfo wire, string title)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Describe,
        };
        var schema = (JsonObject)wire.GetJsonSchemaAsNode(options);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            schema = new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        }

        var attributes = (context.PropertyInfo?.AttributeProvider ?? type).GetCustomAttributes(
            typeof(DescriptionAttribute),
            false
        );
        if (schema is JsonObject described && attributes is [DescriptionAttribute attribute])
        {
            described.Remove("description");
            described.Insert(0, "description", attribute.Description);
        }

        return schema;
    }
}
