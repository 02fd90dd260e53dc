using System.Globalization;
using Decoupling.Snapshots;

namespace Decoupling.Reference;

/// <summary>What a venue asks for a trade from a customer without discounts, and since when.</summary>
/// <param name="Venue">The venue's name in lower case.</param>
/// <param name="Kind">The product.</param>
/// <param name="EffectiveAt">From when the rates hold, UTC, inclusive.</param>
/// <param name="MakerRate">What a resting order pays, a fraction of the notional (of the underlying's for options) in [-0.1, 0.1]; negative is a rebate.</param>
/// <param name="TakerRate">What an order that takes liquidity pays, a fraction of the notional in [0, 0.1].</param>
/// <param name="Tier">The venue's name of the tier.</param>
/// <param name="IsAssumption">Whether the rates or their date are not confirmed by a page of the venue.</param>
/// <param name="Source">Where the rates were read, and what is not known of them.</param>
public sealed record VenueFee(
    string Venue,
    InstrumentKind Kind,
    DateTimeOffset EffectiveAt,
    double MakerRate,
    double TakerRate,
    string Tier,
    bool IsAssumption,
    string Source
);

/// <summary>The venues' base trading fees, by product and date.</summary>
public sealed class VenueFees
{
    /// <summary>The highest fee that is taken for one, a fraction of the notional: more is a wrong unit.</summary>
    public const double HighestRate = 0.1;

    private const int SchemaVersion = 1;

    private readonly VenueFee[] fees;

    private VenueFees(VenueFee[] fees) => this.fees = fees;

    /// <summary>Every fee, in the order of the file.</summary>
    public IReadOnlyList<VenueFee> All => fees;

    /// <summary>The fee of a venue's product at a time: the latest that is effective then.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="kind">The product.</param>
    /// <param name="at">The slot's time.</param>
    /// <returns>The fee, or <see langword="null"/> where none is known for that time.</returns>
    public VenueFee? Find(string venue, InstrumentKind kind, DateTimeOffset at)
    {
        VenueFee? found = null;
        foreach (var fee in fees)
        {
            if (
                fee.Venue == venue
                && fee.Kind == kind
                && fee.EffectiveAt <= at
                && !(found?.EffectiveAt >= fee.EffectiveAt)
            )
            {
                found = fee;
            }
        }

        return found;
    }

    /// <summary>Reads fees from their JSON file.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names the file, the line and the place.</exception>
    public static VenueFees Parse(string json, string fileName = "fees.json")
    {
        var file = ReferenceFile.Read(json, fileName, VenueFeesJson.Default.VenueFeesFile);
        if (file.SchemaVersion != SchemaVersion)
        {
            throw ReferenceFile.Fault(
                json,
                fileName,
                "$.schemaVersion",
                $"schema version {file.SchemaVersion}; {SchemaVersion} is read."
            );
        }

        var fees = new List<VenueFee>();
        for (var i = 0; i < file.Fees.Count; i++)
        {
            var entry = file.Fees[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"$.fees[{i}]");
            if (FindFault(entry) is var (name, what) && name is not null)
            {
                throw ReferenceFile.Fault(json, fileName, $"{path}.{name}", what);
            }

            foreach (var kind in entry.Kinds)
            {
                if (
                    fees.Exists(fee => (fee.Venue, fee.Kind, fee.EffectiveAt) == (entry.Venue, kind, entry.EffectiveAt))
                )
                {
                    throw ReferenceFile.Fault(json, fileName, path, $"{entry.Venue} {kind} of that time stands twice.");
                }

                fees.Add(
                    new VenueFee(
                        entry.Venue,
                        kind,
                        entry.EffectiveAt,
                        entry.MakerRate,
                        entry.TakerRate,
                        entry.Tier,
                        entry.IsAssumption,
                        entry.Source
                    )
                );
            }
        }

        return new VenueFees([.. fees]);
    }

    private static (string? Name, string What) FindFault(VenueFeesEntry entry) =>
        entry switch
        {
            { MakerRate: not (>= -HighestRate and <= HighestRate) } => (
                "makerRate",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the maker's fee {entry.MakerRate} is no fraction in [-0.1, 0.1]."
                )
            ),
            { TakerRate: not (>= 0 and <= HighestRate) } => (
                "takerRate",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the taker's fee {entry.TakerRate} is no fraction in [0, 0.1]."
                )
            ),
            { Kinds.Count: 0 } => ("kinds", "no product is named."),
            _ when string.IsNullOrWhiteSpace(entry.Venue) => ("venue", "no venue is named."),
            _ when string.IsNullOrWhiteSpace(entry.Source) => ("source", "no source is named."),
            _ => (null, ""),
        };
}
