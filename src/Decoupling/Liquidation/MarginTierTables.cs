using System.Globalization;
using Decoupling.Reference;

namespace Decoupling.Liquidation;

/// <summary>A venue's margin table for one asset, with its date and where it was read.</summary>
/// <param name="Venue">The venue's name in lower case, or "*" for any.</param>
/// <param name="Asset">The underlying in upper case, or "*" for any.</param>
/// <param name="AsOf">The day as of which the table stood.</param>
/// <param name="IsAssumption">Whether the numbers are ours, because the venue's could not be read.</param>
/// <param name="Source">Where the numbers come from, and what is not known of them.</param>
/// <param name="Tiers">The tiers, in the quote currency.</param>
public sealed record MarginTierTable(
    string Venue,
    string Asset,
    DateOnly AsOf,
    bool IsAssumption,
    string Source,
    MarginTiers Tiers
);

/// <summary>Says which margin table a position falls under: the venue's own where there is one, a flagged assumption where not.</summary>
public sealed class MarginTierTables
{
    private const int SchemaVersion = 1;
    private const string Any = "*";

    private readonly MarginTierTable[] tables;

    private MarginTierTables(MarginTierTable[] tables) => this.tables = tables;

    /// <summary>Every table, in the order of the file.</summary>
    public IReadOnlyList<MarginTierTable> Tables => tables;

    /// <summary>The table of a venue and asset: theirs, or else the venue's for any asset, or else the one for any venue.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="asset">The underlying in upper case.</param>
    /// <returns>The table, or <see langword="null"/> when not even a general one is there.</returns>
    public MarginTierTable? Find(string venue, string asset) =>
        Exact(venue, asset) ?? Exact(venue, Any) ?? Exact(Any, asset) ?? Exact(Any, Any);

    /// <summary>Reads tables from their JSON file.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names the file, the line and the place.</exception>
    public static MarginTierTables Parse(string json, string fileName = "margin-tiers.json")
    {
        var file = ReferenceFile.Read(json, fileName, MarginTierJson.Default.MarginTierFile);
        if (file.SchemaVersion != SchemaVersion)
        {
            var what = $"schema version {file.SchemaVersion}; {SchemaVersion} is read.";
            throw ReferenceFile.Fault(json, fileName, "$.schemaVersion", what);
        }

        var tables = new List<MarginTierTable>(file.Tables.Count);
        for (var i = 0; i < file.Tables.Count; i++)
        {
            var entry = file.Tables[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"$.tables[{i}]");
            if (tables.Exists(table => table.Venue == entry.Venue && table.Asset == entry.Asset))
            {
                throw ReferenceFile.Fault(json, fileName, path, $"{entry.Venue} {entry.Asset} stands twice.");
            }

            if (string.IsNullOrWhiteSpace(entry.Source))
            {
                throw ReferenceFile.Fault(json, fileName, $"{path}.source", "no source is named.");
            }

            try
            {
                tables.Add(Read(entry));
            }
            catch (MarginTierException refused)
            {
                var tiers = refused.Fault.Tier is { } tier
                    ? string.Create(CultureInfo.InvariantCulture, $"{path}.tiers[{tier}]")
                    : $"{path}.tiers";
                throw ReferenceFile.Fault(json, fileName, tiers, $"{entry.Venue} {entry.Asset}: {refused.Fault}");
            }
        }

        return new MarginTierTables([.. tables]);
    }

    private static MarginTierTable Read(MarginTierEntry entry) =>
        new(
            entry.Venue,
            entry.Asset,
            entry.AsOf,
            entry.IsAssumption,
            entry.Source,
            MarginTiers.FromTiers(
                entry.Tiers.Select(tier => new MarginTier(tier.FloorUsd, tier.MaintenanceRate, tier.DeductionUsd))
            )
        );

    private MarginTierTable? Exact(string venue, string asset) =>
        Array.Find(tables, table => table.Venue == venue && table.Asset == asset);
}
