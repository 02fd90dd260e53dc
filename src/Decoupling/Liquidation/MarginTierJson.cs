using System.Text.Json.Serialization;

namespace Decoupling.Liquidation;

/// <summary>The margin tables' file, as it is written.</summary>
internal sealed record MarginTierFile(int SchemaVersion, IReadOnlyList<MarginTierEntry> Tables);

/// <summary>One table of the file.</summary>
internal sealed record MarginTierEntry(
    string Venue,
    string Asset,
    DateOnly AsOf,
    bool IsAssumption,
    string Source,
    IReadOnlyList<MarginTierLine> Tiers
);

/// <summary>One tier of a table.</summary>
internal sealed record MarginTierLine(double FloorUsd, double MaintenanceRate, double DeductionUsd);

/// <summary>Strict: a misspelt, missing or doubled name refuses the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(MarginTierFile))]
internal sealed partial class MarginTierJson : JsonSerializerContext;
