using System.Globalization;
using System.Text.Json;

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
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names it and says why.</exception>
    public static MarginTierTables Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        MarginTierFile file;
        try
        {
            file =
                JsonSerializer.Deserialize(json, MarginTierJson.Default.MarginTierFile)
                ?? throw new JsonException("The file is null.");
        }
        catch (JsonException refused)
        {
            throw new ArgumentException(
                $"The margin tables are no such file: {refused.Message}",
                nameof(json),
                refused
            );
        }

        if (file.SchemaVersion != SchemaVersion)
        {
            throw new ArgumentException(
                $"The margin tables have schema version {file.SchemaVersion}; {SchemaVersion} is read.",
                nameof(json)
            );
        }

        var tables = new List<MarginTierTable>(file.Tables.Count);
        for (var i = 0; i < file.Tables.Count; i++)
        {
            var entry = file.Tables[i];
            var name = string.Create(CultureInfo.InvariantCulture, $"tables[{i}] ({entry.Venue} {entry.Asset})");
            if (tables.Exists(table => table.Venue == entry.Venue && table.Asset == entry.Asset))
            {
                throw new ArgumentException($"{name} stands twice.", nameof(json));
            }

            tables.Add(Read(entry, name));
        }

        return new MarginTierTables([.. tables]);
    }

    private static MarginTierTable Read(MarginTierEntry entry, string name)
    {
        if (string.IsNullOrWhiteSpace(entry.Source))
        {
            throw new ArgumentException($"{name} names no source.", nameof(entry));
        }

        try
        {
            var tiers = MarginTiers.FromTiers(
                entry.Tiers.Select(tier => new MarginTier(tier.FloorUsd, tier.MaintenanceRate, tier.DeductionUsd))
            );
            return new MarginTierTable(entry.Venue, entry.Asset, entry.AsOf, entry.IsAssumption, entry.Source, tiers);
        }
        catch (ArgumentException refused)
        {
            throw new ArgumentException($"{name} is refused: {refused.Message}", nameof(entry), refused);
        }
    }

    private MarginTierTable? Exact(string venue, string asset) =>
        Array.Find(tables, table => table.Venue == venue && table.Asset == asset);
}
