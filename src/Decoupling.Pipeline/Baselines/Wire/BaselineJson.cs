using System.Text.Json.Serialization;
using Decoupling.Pipeline.Snapshots.Wire;
using Decoupling.Results;

namespace Decoupling.Pipeline.Baselines.Wire;

/// <summary>How the wire types become JSON: as the snapshot does.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(CamelCaseEnumConverter<MetricStatus>)]
)]
[JsonSerializable(typeof(BaselineWire))]
[JsonSerializable(typeof(DigestWire))]
internal sealed partial class BaselineJson : JsonSerializerContext;
