using System.Globalization;
using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>Says which margin table a position falls under: the venue's own where there is one, a flagged assumption where not.</summary>
public sealed class MarginTierTables
{
    private const int SchemaVersion = 1;
    private const string Any = "*";

    private readonly MarginTierTable[] tables;

    private MarginTierTables(MarginTierTable[] tables) => this.tables = tables;

    /// <summary>Every table, in the order of the file.</summary>
    public IReadOnlyList<MarginTierTable> Tables => tables;

    /// <summary>The table of a venue, asset and product: theirs, or else the venue's for any asset, or else the one for any venue. Of several
    /// days the latest that is not after the time given, or else the earliest.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="asset">The underlying in upper case.</param>
    /// <param name="kind">The product.</param>
    /// <param name="at">The slot's time.</param>
    /// <returns>The table, or <see langword="null"/> when not even a general one is there.</returns>
    public MarginTierTable? Find(string venue, string asset, InstrumentKind kind, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return Find(venue, asset, kind, day)
            ?? Find(venue, Any, kind, day)
            ?? Find(Any, asset, kind, day)
            ?? Find(Any, Any, kind, day);
    }

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
            if (entry.FindFault() is { } fault)
            {
                throw ReferenceFile.Fault(json, fileName, $"{path}.{fault.Name}", fault.What);
            }

            if (tables.Exists(table => IsSame(table, entry)))
            {
                throw ReferenceFile.Fault(
                    json,
                    fileName,
                    path,
                    $"{entry.Venue} {entry.Asset} of that day stands twice."
                );
            }

            try
            {
                tables.Add(entry.ToTable());
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

    private static bool IsSame(MarginTierTable table, MarginTierEntry entry) =>
        (table.Venue, table.Asset, table.AsOf) == (entry.Venue, entry.Asset, entry.AsOf)
        && table.Kinds.Intersect(entry.Kinds).Any();

    private MarginTierTable? Find(string venue, string asset, InstrumentKind kind, DateOnly day)
    {
        MarginTierTable? found = null;
        foreach (var table in tables)
        {
            if (table.Venue == venue && table.Asset == asset && table.Kinds.Contains(kind))
            {
                found = found is null || IsNearer(table.AsOf, found.AsOf, day) ? table : found;
            }
        }

        return found;
    }

    private static bool IsNearer(DateOnly candidate, DateOnly best, DateOnly day) =>
        best <= day ? candidate <= day && candidate > best : candidate < best;
}
