using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Schema;

namespace Decoupling.Pipeline.Alerts.Rules;

/// <summary>The JSON Schema of the rules file: what an editor completes and checks it by.</summary>
public static class RulesSchema
{
    private const string Resource = "rules-v1.schema.json";

    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as JSON (draft 2020-12), as it is published.</summary>
    public static string Read()
    {
        using var stream = typeof(RulesSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    /// <summary>The schema as the reader has it, which is what the file must be.</summary>
    internal static string Build()
    {
        var schema = RulesJson
            .File.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true })
            .AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Alert rules v1");
        return schema.ToJsonString(s_indented) + "\n";
    }
}
