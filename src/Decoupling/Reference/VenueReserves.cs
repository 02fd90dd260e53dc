using System.Globalization;
using Decoupling.Snapshots;

namespace Decoupling.Reference;

/// <summary>What a venue holds of an asset and of the stablecoins that back its contracts, as of a day.</summary>
/// <param name="Venue">The venue's name in lower case.</param>
/// <param name="Asset">The underlying in upper case.</param>
/// <param name="Reserve">The quantity with its unit, day and source.</param>
public sealed record VenueReserve(string Venue, string Asset, ReserveQuote Reserve);

/// <summary>The venues' reserves as the user gives them: no venue says them with its prices.</summary>
public sealed class VenueReserves
{
    private const int SchemaVersion = 1;

    private readonly VenueReserve[] reserves;

    private VenueReserves(VenueReserve[] reserves) => this.reserves = reserves;

    /// <summary>No reserves: the estimated leverage ratio is then out of its domain.</summary>
    public static VenueReserves None { get; } = new([]);

    /// <summary>Every reserve, in the order of the file.</summary>
    public IReadOnlyList<VenueReserve> All => reserves;

    /// <summary>The reserve of a venue and asset: the latest that had been counted by then.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="asset">The underlying in upper case.</param>
    /// <param name="at">The slot's time.</param>
    /// <returns>The reserve, or <see langword="null"/> where none had been counted.</returns>
    public ReserveQuote? Find(string venue, string asset, DateTimeOffset at)
    {
        ReserveQuote? found = null;
        foreach (var entry in reserves)
        {
            if (
                entry.Venue == venue
                && entry.Asset == asset
                && entry.Reserve.CountedAt <= at
                && !(found?.CountedAt >= entry.Reserve.CountedAt)
            )
            {
                found = entry.Reserve;
            }
        }

        return found;
    }

    /// <summary>Reads reserves from their JSON file.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names the file, the line and the place.</exception>
    public static VenueReserves Parse(string json, string fileName = "reserves.json")
    {
        var file = ReferenceFile.Read(json, fileName, VenueReservesJson.Default.VenueReservesFile);
        if (file.SchemaVersion != SchemaVersion)
        {
            throw ReferenceFile.Fault(
                json,
                fileName,
                "$.schemaVersion",
                $"schema version {file.SchemaVersion}; {SchemaVersion} is read."
            );
        }

        var reserves = new List<VenueReserve>(file.Reserves.Count);
        for (var i = 0; i < file.Reserves.Count; i++)
        {
            var entry = file.Reserves[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"$.reserves[{i}]");
            // An offset is allowed in the file; the snapshot's times are UTC.
            var reserve = new ReserveQuote(
                entry.Quantity,
                entry.Unit,
                entry.CountedAt.ToUniversalTime(),
                entry.Source.Trim()
            );
            if (FindFault(entry, reserve) is { } fault)
            {
                throw ReferenceFile.Fault(json, fileName, path, fault);
            }

            if (
                reserves.Exists(other =>
                    other.Venue == entry.Venue
                    && other.Asset == entry.Asset
                    && other.Reserve.CountedAt == reserve.CountedAt
                )
            )
            {
                throw ReferenceFile.Fault(
                    json,
                    fileName,
                    path,
                    $"{entry.Venue} {entry.Asset} of that time stands twice."
                );
            }

            reserves.Add(new VenueReserve(entry.Venue, entry.Asset, reserve));
        }

        return new VenueReserves([.. reserves]);
    }

    private static string? FindFault(VenueReservesEntry entry, ReserveQuote reserve) =>
        string.IsNullOrWhiteSpace(entry.Venue) ? "no venue is named."
        : !SnapshotRules.IsAsset(entry.Asset) ? $"'{entry.Asset}' is no asset of 1 to 20 letters and digits."
        : SnapshotRules.FindFault(reserve) is { } fault ? $"the reserve {fault}."
        : null;
}
