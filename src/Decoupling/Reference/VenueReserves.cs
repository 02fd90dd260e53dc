using Decoupling.Snapshots;

namespace Decoupling.Reference;

/// <summary>What a venue holds of an asset and of the stablecoins that back its contracts, as of a day.</summary>
/// <param name="Venue">The venue's name in lower case.</param>
/// <param name="Asset">The underlying in upper case.</param>
/// <param name="Reserve">The quantity with its unit, day and source.</param>
public sealed record VenueReserve(string Venue, string Asset, ReserveQuote Reserve);

/// <summary>A venue's insurance fund, as of a day.</summary>
/// <param name="Venue">The venue's name in lower case.</param>
/// <param name="Asset">The underlying in upper case, or <see langword="null"/> where it stands behind all of the venue's contracts.</param>
/// <param name="Fund">The quantity with its unit, day and source.</param>
public sealed record VenueInsuranceFund(string Venue, string? Asset, InsuranceFundQuote Fund);

/// <summary>A fund that keeps a fixed leverage on an asset, as of a day.</summary>
/// <param name="Asset">The underlying in upper case.</param>
/// <param name="Fund">Its name, net assets and leverage, with day and source.</param>
public sealed record AssetLeveragedFund(string Asset, LeveragedFundQuote Fund);

/// <summary>What backs the market, as the user gives it: the venues' reserves and insurance funds, and the funds that keep a leverage. No venue
/// says any of it with its prices.</summary>
public sealed class VenueReserves
{
    private readonly VenueReserve[] reserves;
    private readonly VenueInsuranceFund[] insuranceFunds;
    private readonly AssetLeveragedFund[] leveragedFunds;

    internal VenueReserves(
        VenueReserve[] reserves,
        VenueInsuranceFund[] insuranceFunds,
        AssetLeveragedFund[] leveragedFunds
    )
    {
        this.reserves = reserves;
        this.insuranceFunds = insuranceFunds;
        this.leveragedFunds = leveragedFunds;
    }

    /// <summary>Nothing: the estimated leverage ratio, the cover and the rebalancing flow are then out of their domain.</summary>
    public static VenueReserves None { get; } = new([], [], []);

    /// <summary>Every reserve, in the order of the file.</summary>
    public IReadOnlyList<VenueReserve> All => reserves;

    /// <summary>The reserve of a venue and asset: the latest that had been counted by then.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="asset">The underlying in upper case.</param>
    /// <param name="at">The slot's time.</param>
    /// <returns>The reserve, or <see langword="null"/> where none had been counted.</returns>
    public ReserveQuote? Find(string venue, string asset, DateTimeOffset at) =>
        Newest(
            reserves.Where(entry => entry.Venue == venue && entry.Asset == asset).Select(entry => entry.Reserve),
            reserve => reserve.CountedAt,
            at
        );

    /// <summary>The insurance fund of a venue's contracts of an asset: its own if there is one, else the one behind all; the latest counted by then.</summary>
    /// <param name="venue">The venue's name in lower case.</param>
    /// <param name="asset">The underlying in upper case.</param>
    /// <param name="at">The slot's time.</param>
    /// <returns>The fund, or <see langword="null"/> where none had been counted.</returns>
    public InsuranceFundQuote? FindInsuranceFund(string venue, string asset, DateTimeOffset at) =>
        NewestInsuranceFund(venue, asset, at) ?? NewestInsuranceFund(venue, null, at);

    /// <summary>The funds that keep a leverage on an asset, in the order of their names, each as the latest count by then has it.</summary>
    /// <param name="asset">The underlying in upper case.</param>
    /// <param name="at">The slot's time.</param>
    public IReadOnlyList<LeveragedFundQuote> FindLeveragedFunds(string asset, DateTimeOffset at) =>
        [
            .. leveragedFunds
                .Where(entry => entry.Asset == asset)
                .GroupBy(entry => entry.Fund.Name, entry => entry.Fund)
                .OrderBy(sameName => sameName.Key, StringComparer.Ordinal)
                .Select(sameName => Newest(sameName, fund => fund.CountedAt, at))
                .OfType<LeveragedFundQuote>(),
        ];

    /// <summary>Reads the user's JSON file.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names the file, the line and the place.</exception>
    public static VenueReserves Parse(string json, string fileName = "reserves.json") =>
        new VenueReservesParser(json, fileName).Parse();

    private InsuranceFundQuote? NewestInsuranceFund(string venue, string? asset, DateTimeOffset at) =>
        Newest(
            insuranceFunds.Where(entry => entry.Venue == venue && entry.Asset == asset).Select(entry => entry.Fund),
            fund => fund.CountedAt,
            at
        );

    private static T? Newest<T>(IEnumerable<T> entries, Func<T, DateTimeOffset> countedAt, DateTimeOffset at)
        where T : class => entries.Where(entry => countedAt(entry) <= at).MaxBy(countedAt);
}
