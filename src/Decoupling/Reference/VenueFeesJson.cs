using System.Text.Json.Serialization;
using Decoupling.Snapshots;

namespace Decoupling.Reference;

/// <summary>The fees' file, as it is written.</summary>
internal sealed record VenueFeesFile(int SchemaVersion, IReadOnlyList<VenueFeesEntry> Fees);

/// <summary>One fee of the file, for one product or several.</summary>
internal sealed record VenueFeesEntry(
    string Venue,
    IReadOnlyList<InstrumentKind> Kinds,
    DateTimeOffset EffectiveAt,
    double MakerRate,
    double TakerRate,
    string Tier,
    bool IsAssumption,
    string Source
);

/// <summary>Strict: a misspelt, missing or doubled name refuses the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(ReferenceEnumConverter<InstrumentKind>)]
)]
[JsonSerializable(typeof(VenueFeesFile))]
internal sealed partial class VenueFeesJson : JsonSerializerContext;
