using System.Text.Json.Serialization;
using Decoupling.Reference;

namespace Decoupling.Hazard;

/// <summary>Strict: a misspelt, missing or doubled name refuses the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(ReferenceEnumConverter<HazardFeature>)],
    WriteIndented = true
)]
[JsonSerializable(typeof(HazardModel))]
internal sealed partial class HazardModelJson : JsonSerializerContext;
