using System.Globalization;
using Decoupling.Snapshots;

namespace Decoupling.Reference;

/// <summary>Reads the file of reserves and funds, and names the line of what is wrong in it.</summary>
internal sealed class VenueReservesParser(string json, string fileName)
{
    private const int SchemaVersion = 1;
    private const string AllAssets = "*";

    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused.</exception>
    public VenueReserves Parse()
    {
        var file = ReferenceFile.Read(json, fileName, VenueReservesJson.Default.VenueReservesFile);
        return file.SchemaVersion != SchemaVersion
            ? throw ReferenceFile.Fault(
                json,
                fileName,
                "$.schemaVersion",
                $"schema version {file.SchemaVersion}; {SchemaVersion} is read."
            )
            : new VenueReserves(
                ReadAll("reserves", file.Reserves, ReadReserve),
                ReadAll("insuranceFunds", file.InsuranceFunds ?? [], ReadInsuranceFund),
                ReadAll("leveragedFunds", file.LeveragedFunds ?? [], ReadLeveragedFund)
            );
    }

    private T[] ReadAll<TEntry, T>(
        string list,
        IReadOnlyList<TEntry> entries,
        Func<TEntry, (T Value, string Key, DateTimeOffset CountedAt, string? Fault)> read
    )
    {
        var values = new T[entries.Count];
        var known = new HashSet<(string Key, DateTimeOffset CountedAt)>();
        for (var i = 0; i < values.Length; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.{list}[{i}]");
            var (value, key, countedAt, fault) = read(entries[i]);
            if (fault is not null)
            {
                throw ReferenceFile.Fault(json, fileName, path, fault);
            }

            values[i] = known.Add((key, countedAt))
                ? value
                : throw ReferenceFile.Fault(json, fileName, path, $"{key} of that time stands twice.");
        }

        return values;
    }

    // An offset is allowed in the file; the snapshot's times are UTC.
    private static (VenueReserve, string, DateTimeOffset, string?) ReadReserve(VenueReservesEntry entry)
    {
        var reserve = new ReserveQuote(
            entry.Quantity,
            entry.Unit,
            entry.CountedAt.ToUniversalTime(),
            entry.Source.Trim()
        );
        var fault =
            FindFaultOfVenue(entry.Venue)
            ?? FindFaultOfAsset(entry.Asset)
            ?? Sentence("reserve", SnapshotRules.FindFault(reserve));
        return (
            new VenueReserve(entry.Venue, entry.Asset, reserve),
            $"{entry.Venue} {entry.Asset}",
            reserve.CountedAt,
            fault
        );
    }

    private static (VenueInsuranceFund, string, DateTimeOffset, string?) ReadInsuranceFund(InsuranceFundEntry entry)
    {
        var isShared = entry.Asset == AllAssets;
        var fund = new InsuranceFundQuote(
            entry.Quantity,
            entry.Unit,
            isShared,
            entry.CountedAt.ToUniversalTime(),
            entry.Source.Trim()
        );
        var fault =
            FindFaultOfVenue(entry.Venue)
            ?? (isShared ? null : FindFaultOfAsset(entry.Asset))
            ?? (isShared && entry.Unit == QuantityUnit.Coins ? "a fund behind all assets is in usd." : null)
            ?? Sentence("fund", FundRules.FindFault(fund));
        return (
            new VenueInsuranceFund(entry.Venue, isShared ? null : entry.Asset, fund),
            $"{entry.Venue} {entry.Asset}",
            fund.CountedAt,
            fault
        );
    }

    private static (AssetLeveragedFund, string, DateTimeOffset, string?) ReadLeveragedFund(LeveragedFundEntry entry)
    {
        var isTime = TimeOnly.TryParseExact(
            entry.RebalancesAt,
            "HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var rebalancesAt
        );
        var fund = new LeveragedFundQuote(
            entry.Name.Trim(),
            entry.NetAssetsUsd,
            entry.Leverage,
            rebalancesAt.ToTimeSpan(),
            entry.CountedAt.ToUniversalTime(),
            entry.Source.Trim()
        );
        var fault =
            FindFaultOfAsset(entry.Asset)
            ?? (isTime ? null : $"'{entry.RebalancesAt}' is no time of day in UTC such as 20:00.")
            ?? Sentence("fund", FundRules.FindFault(fund));
        return (new AssetLeveragedFund(entry.Asset, fund), $"{entry.Asset} {fund.Name}", fund.CountedAt, fault);
    }

    private static string? FindFaultOfVenue(string venue) =>
        string.IsNullOrWhiteSpace(venue) ? "no venue is named." : null;

    private static string? FindFaultOfAsset(string asset) =>
        SnapshotRules.IsAsset(asset) ? null : $"'{asset}' is no asset of 1 to 20 letters and digits.";

    private static string? Sentence(string subject, string? fault) => fault is null ? null : $"the {subject} {fault}.";
}
