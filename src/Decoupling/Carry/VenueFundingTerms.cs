using System.Globalization;
using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Carry;

/// <summary>The funding terms of a venue's perpetuals, since when, and where they were read.</summary>
/// <param name="Venue">The venue's name in lower case.</param>
/// <param name="Asset">The underlying in upper case, or "*" for any.</param>
/// <param name="Kind">Linear or inverse perpetual.</param>
/// <param name="Terms">The formula's terms, with the time from which they apply.</param>
/// <param name="UsualInterval">The time between two payments of most contracts; a contract's own goes before it.</param>
/// <param name="IsAssumption">Whether the terms or their date are not confirmed by a page of the venue.</param>
/// <param name="Source">Where the terms were read, and what is not known of them.</param>
public sealed record VenueFundingTerm(
    string Venue,
    string Asset,
    InstrumentKind Kind,
    FundingTerms Terms,
    TimeSpan UsualInterval,
    bool IsAssumption,
    string Source
);

/// <summary>The funding terms of the venues' perpetuals, by product and date.</summary>
/// <remarks>Caps differ by contract and are changed at short notice: the terms hold the range that coin contracts have had. Where a venue states
/// the contract's own cap, narrow them with <see cref="FundingTerms.WithCap"/>.</remarks>
public sealed class VenueFundingTerms
{
    private const int SchemaVersion = 1;
    private const string Any = "*";

    private readonly VenueFundingTerm[] terms;

    private VenueFundingTerms(VenueFundingTerm[] terms) => this.terms = terms;

    /// <summary>Every set of terms, in the order of the file.</summary>
    public IReadOnlyList<VenueFundingTerm> All => terms;

    /// <summary>The terms of a venue's perpetuals at a time: the asset's own where it has some, and of these the latest that are effective then.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="asset">The underlying in upper case.</param>
    /// <param name="kind">The product.</param>
    /// <param name="at">The slot's time.</param>
    /// <returns>The terms, or <see langword="null"/> where none are known for that time.</returns>
    public VenueFundingTerm? Find(string venue, string asset, InstrumentKind kind, DateTimeOffset at) =>
        Latest(venue, asset, kind, at) ?? Latest(venue, Any, kind, at);

    /// <summary>Reads terms from their JSON file.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names the file, the line and the place.</exception>
    public static VenueFundingTerms Parse(string json, string fileName = "funding-terms.json")
    {
        var file = ReferenceFile.Read(json, fileName, VenueFundingTermsJson.Default.VenueFundingTermsFile);
        if (file.SchemaVersion != SchemaVersion)
        {
            var what = $"schema version {file.SchemaVersion}; {SchemaVersion} is read.";
            throw ReferenceFile.Fault(json, fileName, "$.schemaVersion", what);
        }

        var read = new List<VenueFundingTerm>();
        for (var i = 0; i < file.Terms.Count; i++)
        {
            var entry = file.Terms[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"$.terms[{i}]");
            if (entry.FindFault() is { } fault)
            {
                throw ReferenceFile.Fault(json, fileName, $"{path}.{fault.Name}", fault.What);
            }

            foreach (var term in entry.ToTerms())
            {
                if (read.Exists(known => IsSame(known, term)))
                {
                    throw ReferenceFile.Fault(
                        json,
                        fileName,
                        path,
                        $"{term.Venue} {term.Asset} {term.Kind} of that time stands twice."
                    );
                }

                read.Add(term);
            }
        }

        return new VenueFundingTerms([.. read]);
    }

    private static bool IsSame(VenueFundingTerm one, VenueFundingTerm other) =>
        (one.Venue, one.Asset, one.Kind, one.Terms.EffectiveAt)
        == (other.Venue, other.Asset, other.Kind, other.Terms.EffectiveAt);

    private VenueFundingTerm? Latest(string venue, string asset, InstrumentKind kind, DateTimeOffset at)
    {
        VenueFundingTerm? found = null;
        foreach (var term in terms)
        {
            if (
                term.Venue == venue
                && term.Asset == asset
                && term.Kind == kind
                && term.Terms.EffectiveAt <= at
                && !(found?.Terms.EffectiveAt >= term.Terms.EffectiveAt)
            )
            {
                found = term;
            }
        }

        return found;
    }
}
