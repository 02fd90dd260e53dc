using System.Text.Json;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>How the wire types become JSON: names in camelCase, nothing for null, no number that is none.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(UtcTimeConverter)]
)]
[JsonSerializable(typeof(SnapshotWire))]
internal sealed partial class SnapshotJson : JsonSerializerContext;

/// <summary>An enum by its name in camelCase; a number or an unknown name is refused.</summary>
internal sealed class CamelCaseEnumConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
