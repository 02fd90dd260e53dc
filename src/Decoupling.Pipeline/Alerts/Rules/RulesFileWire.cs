using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Alerts.Rules;

/// <summary>The rules file as it is written.</summary>
internal sealed record RulesFileWire
{
    /// <summary>The version of the form; 1.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The rules, in the order in which they are told.</summary>
    public required IReadOnlyList<AlertRule> Rules { get; init; }
}

/// <summary>Reads the rules file: a name that is not of the form is a fault, not a surprise at night.</summary>
internal static class RulesJson
{
    // By reflection, so that a field that is not there keeps its default.
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static JsonTypeInfo<RulesFileWire> File { get; } =
        (JsonTypeInfo<RulesFileWire>)s_options.GetTypeInfo(typeof(RulesFileWire));
}
