using System.Text.Json.Serialization;
using Decoupling.Snapshots;

namespace Decoupling.Reference;

/// <summary>The reserves' file, as it is written.</summary>
internal sealed record VenueReservesFile(int SchemaVersion, IReadOnlyList<VenueReservesEntry> Reserves);

/// <summary>One reserve of the file.</summary>
internal sealed record VenueReservesEntry(
    string Venue,
    string Asset,
    double Quantity,
    QuantityUnit Unit,
    DateTimeOffset CountedAt,
    string Source
);

/// <summary>Strict: a misspelt, missing or doubled name refuses the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(ReferenceEnumConverter<QuantityUnit>)]
)]
[JsonSerializable(typeof(VenueReservesFile))]
internal sealed partial class VenueReservesJson : JsonSerializerContext;
