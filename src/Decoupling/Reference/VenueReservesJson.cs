using System.Text.Json.Serialization;
using Decoupling.Snapshots;

namespace Decoupling.Reference;

/// <summary>The reserves' file, as it is written.</summary>
internal sealed record VenueReservesFile(
    int SchemaVersion,
    IReadOnlyList<VenueReservesEntry> Reserves,
    IReadOnlyList<InsuranceFundEntry>? InsuranceFunds = null,
    IReadOnlyList<LeveragedFundEntry>? LeveragedFunds = null
);

/// <summary>One reserve of the file.</summary>
internal sealed record VenueReservesEntry(
    string Venue,
    string Asset,
    double Quantity,
    QuantityUnit Unit,
    DateTimeOffset CountedAt,
    string Source
);

/// <summary>One insurance fund of the file; the asset is * where it stands behind all of the venue's contracts.</summary>
internal sealed record InsuranceFundEntry(
    string Venue,
    string Asset,
    double Quantity,
    QuantityUnit Unit,
    DateTimeOffset CountedAt,
    string Source
);

/// <summary>One leveraged fund of the file; it rebalances at a time of day in UTC, such as 20:00.</summary>
internal sealed record LeveragedFundEntry(
    string Asset,
    string Name,
    double NetAssetsUsd,
    double Leverage,
    string RebalancesAt,
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
