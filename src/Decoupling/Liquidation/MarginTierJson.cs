using System.Globalization;
using System.Text.Json.Serialization;
using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>The margin tables' file, as it is written.</summary>
internal sealed record MarginTierFile(int SchemaVersion, IReadOnlyList<MarginTierEntry> Tables);

/// <summary>One table of the file.</summary>
internal sealed record MarginTierEntry(
    string Venue,
    string Asset,
    IReadOnlyList<InstrumentKind> Kinds,
    DateOnly AsOf,
    MarginTierUnit Unit,
    bool IsAssumption,
    string Source,
    IReadOnlyList<MarginTierLine> Tiers,
    double? ContractSize = null,
    double RateGrowthPerCoin = 0,
    bool IsStepped = false
)
{
    private const double HighestGrowthPerCoin = 0.01;
    private const double HighestRate = 1 - VenueFees.HighestRate;

    private MarginScale Scale => new(Unit, ContractSize ?? 1, RateGrowthPerCoin);

    public (string Name, string What)? FindFault() =>
        this switch
        {
            _ when string.IsNullOrWhiteSpace(Venue) => ("venue", "no venue is named; * is any."),
            _ when string.IsNullOrWhiteSpace(Asset) => ("asset", "no asset is named; * is any."),
            _ when string.IsNullOrWhiteSpace(Source) => ("source", "no source is named."),
            { Kinds.Count: 0 } => ("kinds", "no product is named."),
            _ when Kinds.Contains(InstrumentKind.Spot) || Kinds.Contains(InstrumentKind.Option) => (
                "kinds",
                "spot and options have no such table."
            ),
            _ when (Unit == MarginTierUnit.Contracts) != (ContractSize is > 0 and < double.PositiveInfinity) => (
                "contractSize",
                "floors in contracts need a contract's size above 0, others none."
            ),
            { RateGrowthPerCoin: not (>= 0 and <= HighestGrowthPerCoin) } => (
                "rateGrowthPerCoin",
                string.Create(CultureInfo.InvariantCulture, $"{RateGrowthPerCoin} does not lie in [0, 0.01].")
            ),
            { RateGrowthPerCoin: > 0 } when Tiers.Count != 1 || Unit != MarginTierUnit.Coins => (
                "rateGrowthPerCoin",
                "a rate that grows by the coin has one tier, in coins."
            ),
            { IsStepped: true } when Kinds.Any(kind => !Scale.IsFixedBySize(kind.IsInverse())) => (
                "isStepped",
                "a stepped table counts what does not change with the price."
            ),
            _ when Tiers.Any(tier => tier.MaintenanceRate > HighestRate) => (
                "tiers",
                "a rate of more than 0.9 leaves nothing for the fee."
            ),
            _ => LeverageCaps.FindFault(Caps) is { } fault ? ("tiers", fault) : null,
        };

    private IEnumerable<(double Floor, double? Leverage)> Caps =>
        Tiers.Select(tier => (tier.Floor, tier.HighestLeverage));

    public MarginTierTable ToTable() =>
        new(
            Venue,
            Asset,
            Kinds,
            AsOf,
            IsAssumption,
            Source,
            Scale,
            IsStepped
                ? MarginTiers.Stepped(
                    Tiers.Select(tier => tier.Floor).ToArray(),
                    Tiers.Select(tier => tier.MaintenanceRate).ToArray()
                )
                : MarginTiers.FromTiers(
                    Tiers.Select(tier => new MarginTier(tier.Floor, tier.MaintenanceRate, tier.Deduction))
                ),
            LeverageCaps.Of(Caps)
        );
}

/// <summary>One tier of a table.</summary>
internal sealed record MarginTierLine(
    double Floor,
    double MaintenanceRate,
    double Deduction = 0,
    double? HighestLeverage = null
);

/// <summary>Strict: a misspelt, missing or doubled name refuses the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(ReferenceEnumConverter<InstrumentKind>), typeof(ReferenceEnumConverter<MarginTierUnit>)]
)]
[JsonSerializable(typeof(MarginTierFile))]
internal sealed partial class MarginTierJson : JsonSerializerContext;
