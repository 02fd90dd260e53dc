using System.Globalization;
using System.Text.Json.Serialization;
using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Carry;

/// <summary>The funding terms' file, as it is written.</summary>
internal sealed record VenueFundingTermsFile(int SchemaVersion, IReadOnlyList<VenueFundingTermsEntry> Terms);

/// <summary>One set of terms of the file, for one product or several.</summary>
internal sealed record VenueFundingTermsEntry(
    string Venue,
    string Asset,
    IReadOnlyList<InstrumentKind> Kinds,
    DateTimeOffset EffectiveAt,
    FundingScaling Scaling,
    double InterestPerEightHours,
    double Clamp,
    double LeastCapPerInterval,
    double GreatestCapPerInterval,
    double UsualIntervalHours,
    bool IsAssumption,
    string Source
)
{
    private const double HoursPerDay = 24;

    public (string Name, string What)? FindFault()
    {
        var kind = Kinds.FirstOrDefault(kind =>
            kind is not (InstrumentKind.LinearPerpetual or InstrumentKind.InversePerpetual)
        );
        return this switch
        {
            _ when string.IsNullOrWhiteSpace(Venue) => ("venue", "no venue is named."),
            _ when string.IsNullOrWhiteSpace(Asset) => ("asset", "no asset is named; * is any."),
            { Kinds.Count: 0 } => ("kinds", "no product is named."),
            _ when kind != default || Kinds.Contains(default) => ("kinds", $"{kind} is no perpetual."),
            { UsualIntervalHours: not (> 0 and <= HoursPerDay) } => (
                "usualIntervalHours",
                string.Create(CultureInfo.InvariantCulture, $"{UsualIntervalHours} hours do not lie in (0, 24].")
            ),
            _ when string.IsNullOrWhiteSpace(Source) => ("source", "no source is named."),
            _ => FindFaultOfTerms(),
        };
    }

    public IEnumerable<VenueFundingTerm> ToTerms() =>
        Kinds.Select(kind => new VenueFundingTerm(
            Venue,
            Asset,
            kind,
            Formula,
            TimeSpan.FromHours(UsualIntervalHours),
            IsAssumption,
            Source
        ));

    private FundingTerms Formula =>
        new()
        {
            Scaling = Scaling,
            InterestPerEightHours = InterestPerEightHours,
            Clamp = Clamp,
            LeastCapPerInterval = LeastCapPerInterval,
            GreatestCapPerInterval = GreatestCapPerInterval,
            EffectiveAt = EffectiveAt,
        };

    private (string Name, string What)? FindFaultOfTerms()
    {
        try
        {
            Formula.Validate();
            return null;
        }
        catch (ArgumentOutOfRangeException refused)
        {
            var name = refused.ParamName!;
            return (char.ToLowerInvariant(name[0]) + name[1..], refused.Message.Split(" (Parameter", 2)[0]);
        }
    }
}

/// <summary>Strict: a misspelt, missing or doubled name refuses the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(ReferenceEnumConverter<InstrumentKind>), typeof(ReferenceEnumConverter<FundingScaling>)]
)]
[JsonSerializable(typeof(VenueFundingTermsFile))]
internal sealed partial class VenueFundingTermsJson : JsonSerializerContext;
